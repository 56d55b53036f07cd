namespace BedrockPS.Engine.Vectors;

/// <summary>One commit in a file that is open.</summary>
internal sealed class Segment
{
    public Segment(SegmentHeader header, long start, int firstPage)
    {
        Header = header;
        Start = start;
        FirstPage = firstPage;
    }

    public SegmentHeader Header { get; }

    /// <summary>Its place in the file.</summary>
    public long Start { get; }

    /// <summary>Number of its first page in the whole file.</summary>
    public int FirstPage { get; }
}
