using System.Collections.Generic;
using System.Linq;
using BedrockPS.Local.Embeddings;

namespace BedrockPS.Local.Agents;

/// <summary>A knowledge base that can be searched. The endpoint has one of its own, with a few words on Bedrock itself.</summary>
internal sealed class KnowledgeBase
{
    /// <summary>Id of the one that is always there.</summary>
    public const string BuiltInId = "LOCALKB001";

    public KnowledgeBase(IReadOnlyList<StoredPassage> passages) => Passages = passages;

    public string Id { get; init; } = BuiltInId;

    /// <summary>VECTOR, KENDRA, SQL or MANAGED.</summary>
    public string Type { get; init; } = "VECTOR";

    /// <summary>Its embedding model takes pictures too.</summary>
    public bool IsMultimodal { get; init; }

    public IReadOnlyList<StoredPassage> Passages { get; }

    /// <summary>Passages and their scores from 0 to 1, best first.</summary>
    /// <param name="query">The question.</param>
    /// <param name="count">How many at most.</param>
    /// <param name="filter">Filter over the metadata, as Retrieve takes it; null for none.</param>
    public IReadOnlyList<KeyValuePair<StoredPassage, double>> Search(string query, int count, Dictionary<string, object?>? filter) =>
        Search(query, filter).Take(count).ToList();

    /// <summary>All that fit a filter, best first.</summary>
    public List<KeyValuePair<StoredPassage, double>> Search(string query, Dictionary<string, object?>? filter)
    {
        List<StoredPassage> fitting = Fitting(filter);
        return RerankModel.Rank(query, fitting.ConvertAll(static passage => passage.Text))
            .ConvertAll(result => new KeyValuePair<StoredPassage, double>(fitting[result.Key], result.Value));
    }

    /// <summary>All that fit a filter, those first that are like a picture.</summary>
    public List<KeyValuePair<StoredPassage, double>> SearchLike(byte[] image, Dictionary<string, object?>? filter)
    {
        float[] wanted = HashedVector.OfBytes(image, 512, unit: true);
        return Fitting(filter)
            .ConvertAll(passage => new KeyValuePair<StoredPassage, double>(
                passage,
                passage.Image is null ? 0 : System.Math.Max(0, HashedVector.Similarity(wanted, HashedVector.OfBytes(passage.Image, 512, unit: true)))))
            .OrderByDescending(static result => result.Value)
            .ToList();
    }

    private List<StoredPassage> Fitting(Dictionary<string, object?>? filter) =>
        Passages.Where(passage => filter is null || MetadataFilter.Fits(filter, passage.Metadata)).ToList();
}
