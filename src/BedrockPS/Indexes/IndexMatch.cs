using System.Management.Automation;
using BedrockPS.Indexes;

namespace BedrockPS;

/// <summary>An entry of an index that a search found.</summary>
public sealed class IndexMatch
{
    internal IndexMatch(string index, double score, IndexRecord record, object? query)
    {
        Index = index;
        Score = score;
        Id = record.Id;
        Object = record.Object is null ? null : PSObject.AsPSObject(record.Object);
        Text = record.Text;
        Query = query;
    }

    /// <summary>Cosine similarity to the query, -1 to 1.</summary>
    public double Score { get; }

    /// <summary>The id it was added under, or one made of its content.</summary>
    public string Id { get; }

    /// <summary>The object that was added, as it came back from JSON.</summary>
    public PSObject? Object { get; }

    /// <summary>The text that was embedded; null of an image or a bare vector.</summary>
    public string? Text { get; }

    /// <summary>Path of the index.</summary>
    public string Index { get; }

    /// <summary>What was searched for.</summary>
    public object? Query { get; }

    /// <summary>The text, or the id where there is none.</summary>
    public override string ToString() => Text ?? Id;
}
