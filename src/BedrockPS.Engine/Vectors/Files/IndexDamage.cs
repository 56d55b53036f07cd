namespace BedrockPS.Engine.Vectors;

/// <summary>A part of an index file whose checksum does not fit.</summary>
public sealed class IndexDamage
{
    internal IndexDamage(string message, bool losesRows, bool isFatal = false)
    {
        Message = message;
        LosesRows = losesRows;
        IsFatal = isFatal;
    }

    /// <summary>The part and what it means, as a sentence.</summary>
    public string Message { get; }

    /// <summary>Entries cannot be read; otherwise a second copy served.</summary>
    public bool LosesRows { get; }

    /// <summary>It is not known any more which entries have been superseded: a search might give old ones for new.</summary>
    public bool IsFatal { get; }

    public override string ToString() => Message;
}
