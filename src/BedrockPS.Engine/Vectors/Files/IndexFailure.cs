namespace BedrockPS.Engine.Vectors;

/// <summary>Why an index file cannot be used.</summary>
public enum IndexFailure
{
    /// <summary>The file is something else.</summary>
    NotAnIndex,

    /// <summary>A later version of the module wrote it.</summary>
    Version,

    /// <summary>Checksums do not fit.</summary>
    Damaged,

    /// <summary>It has no room for more.</summary>
    Full,

    /// <summary>The disk or its owner refuses.</summary>
    Unwritable,
}
