namespace BedrockPS.Engine.Vectors;

/// <summary>One entry as it goes into an index.</summary>
public sealed class IndexEntry
{
    /// <param name="id">Key of its id: an earlier entry with the same is superseded.</param>
    /// <param name="text">Key of what was embedded.</param>
    /// <param name="record">What is kept beside the vector.</param>
    /// <param name="vector">The vector, with length 1.</param>
    public IndexEntry(IndexKey id, IndexKey text, byte[] record, float[] vector)
    {
        Id = id;
        Text = text;
        Record = record;
        Vector = vector;
    }

    public IndexKey Id { get; }

    public IndexKey Text { get; }

    public byte[] Record { get; }

    public float[] Vector { get; }
}
