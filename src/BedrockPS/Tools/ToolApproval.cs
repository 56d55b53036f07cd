namespace BedrockPS;

/// <summary>Which tools a model may have run without a question.</summary>
public enum ToolApproval
{
    /// <summary>Read-only tools run; of every other call the user is asked, and where nobody can be asked it is refused.</summary>
    Ask,
    /// <summary>Read-only tools run; every other call is refused without a question.</summary>
    ReadOnly,
    /// <summary>Every call runs, and nothing is asked.</summary>
    All,
    /// <summary>Nothing runs: the calls stand in the response for the caller to carry out.</summary>
    None,
}
