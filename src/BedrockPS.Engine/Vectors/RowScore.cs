namespace BedrockPS.Engine.Vectors;

/// <summary>A row and how near it is to what was searched for.</summary>
public readonly struct RowScore
{
    public RowScore(int row, float score)
    {
        Row = row;
        Score = score;
    }

    public int Row { get; }

    public float Score { get; }

    /// <summary>The higher score comes first, and of equal ones the earlier row.</summary>
    internal bool IsBefore(RowScore other) => Score > other.Score || (Score == other.Score && Row < other.Row);
}
