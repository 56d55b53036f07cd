namespace BedrockPS;

/// <summary>What one check of Test-BRModelAccess came to.</summary>
public enum AccessStatus
{
    OK,

    /// <summary>It works, and something about it may surprise.</summary>
    Warning,

    /// <summary>Calls of the model fail until it is mended.</summary>
    Failed,

    /// <summary>Not checked: not wanted, or what it depends on is missing.</summary>
    Skipped,

    /// <summary>Who asks may not look; Fix names the permission. Whether the model can be called is another matter.</summary>
    Denied,
}
