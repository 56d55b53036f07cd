namespace BedrockPS.Local.Simulation;

/// <summary>A part of a source that an answer rests on.</summary>
internal sealed class Quotation
{
    public Quotation(CitableSource source, string text, int end)
    {
        Source = source;
        Text = text;
        End = end;
    }

    public CitableSource Source { get; }

    /// <summary>The words quoted, from the source's beginning.</summary>
    public string Text { get; }

    /// <summary>Where they end: a character, a page or a part of the source, not itself among them.</summary>
    public int End { get; }
}
