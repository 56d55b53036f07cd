namespace BedrockPS;

/// <summary>What one check of Test-BRSetup came to.</summary>
public enum SetupStatus
{
    Passed,

    /// <summary>It works, and something about it may surprise.</summary>
    Warning,

    /// <summary>Calls fail until it is mended.</summary>
    Failed,

    /// <summary>Not checked: not wanted, or what it depends on has failed.</summary>
    Skipped,
}
