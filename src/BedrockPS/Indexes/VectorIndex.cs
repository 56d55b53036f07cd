using System;
using System.IO;
using BedrockPS.Engine.Vectors;
using BedrockPS.Indexes;

namespace BedrockPS;

/// <summary>Facts of an index file.</summary>
public sealed class VectorIndex
{
    private VectorIndex(string path, string model)
    {
        Path = path;
        Model = model;
    }

    public string Path { get; }

    /// <summary>The model that made the vectors; empty where they came without one.</summary>
    public string Model { get; }

    /// <summary>Length of the vectors; 0 until the first entry brings it.</summary>
    public int Dimension { get; private init; }

    /// <summary>Entries that a search looks at.</summary>
    public int Count { get; private init; }

    /// <summary>Entries that were superseded or removed and still take room; Optimize-BRIndex gives it back.</summary>
    public int Superseded { get; private init; }

    /// <summary>Commits since the index was made or compacted.</summary>
    public long CommitCount { get; private init; }

    /// <summary>Bytes of the file.</summary>
    public long Size { get; private init; }

    /// <summary>Bytes behind the last commit that a run did not finish; the next one cuts them off.</summary>
    public long UnfinishedBytes { get; private init; }

    public DateTimeOffset Created { get; private init; }

    /// <summary>When entries were last added or removed; null before the first.</summary>
    public DateTimeOffset? LastCommit { get; private init; }

    /// <summary>The path.</summary>
    public override string ToString() => Path;

    internal static VectorIndex Of(string path)
    {
        using IndexReader reader = IndexFile.Read(path);
        return Of(reader);
    }

    internal static VectorIndex Of(IndexReader reader) => new(reader.Path, reader.Model)
    {
        Dimension = reader.Dimension,
        Count = reader.LiveCount,
        Superseded = reader.RowCount - reader.LiveCount,
        CommitCount = reader.CommitCount,
        Size = reader.Length,
        UnfinishedBytes = reader.Length - reader.End,
        Created = reader.Created,
        LastCommit = reader.LastCommit,
    };
}
