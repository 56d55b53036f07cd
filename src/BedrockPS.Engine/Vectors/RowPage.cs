namespace BedrockPS.Engine.Vectors;

/// <summary>Rows that lie one after the other in memory, and are the piece of work of one core at a time.</summary>
internal readonly unsafe struct RowPage
{
    public RowPage(float* start, int firstRow, int rowCount)
    {
        Start = start;
        FirstRow = firstRow;
        RowCount = rowCount;
    }

    public float* Start { get; }

    public int FirstRow { get; }

    public int RowCount { get; }
}
