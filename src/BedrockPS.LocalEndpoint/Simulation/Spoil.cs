namespace BedrockPS.Local.Simulation;

/// <summary>What a fault makes of an answer that must fit a schema.</summary>
internal enum Spoil
{
    None,
    /// <summary>No valid JSON.</summary>
    BadJson,
    /// <summary>JSON that does not fit.</summary>
    Misfit,
}
