namespace BedrockPS.Local.Faults;

/// <summary>What a fault does to an answer.</summary>
internal enum FaultKind
{
    /// <summary>An error in AWS's shape.</summary>
    Error,
    Html,
    Hang,
    Reset,
    Slow,
    Cut,
    Half,
    Drop,
    Stall,
    Corrupt,
    Exception,
    /// <summary>So many requests in a time.</summary>
    Rate,
    /// <summary>So many tokens in a time.</summary>
    Tokens,
    /// <summary>An answer that must fit a schema is no JSON.</summary>
    BadJson,
    /// <summary>An answer that must fit a schema does not.</summary>
    Misfit,
}
