using System.Collections.Generic;
using System.Linq;
using BedrockPS.Local.Embeddings;

namespace BedrockPS.Local.Agents;

/// <summary>A knowledge base that can be searched. The endpoint has one of its own, with a few words on Bedrock itself.</summary>
internal sealed class KnowledgeBase
{
    /// <summary>Id of the one that is always there.</summary>
    public const string BuiltInId = "LOCALKB001";

    public static readonly KnowledgeBase BuiltIn = new(
    [
        Make("models", 2023, "A foundation model answers prompts without being trained by you. Bedrock offers models of several providers behind one API."),
        Make("streaming", 2023, "Streaming sends an answer in pieces while the model writes it, so that a reader sees the first words early."),
        Make("embeddings", 2023, "An embedding turns a text into a vector of numbers. Texts that mean similar things have vectors that lie close together."),
        Make("guardrails", 2024, "A guardrail looks through prompts and answers for denied topics, harmful content, chosen words and personal data, and blocks or masks them."),
        Make("knowledge-bases", 2024, "A knowledge base keeps documents in chunks with their embeddings, finds the chunks that fit a question, and gives them to a model."),
        Make("throughput", 2024, "Provisioned throughput reserves capacity for a model by the hour. On-demand calls are paid by the token and share the account's quota."),
        Make("throttling", 2024, "A throttled request has used up the account's quota for tokens or requests. Wait a little longer after every failed attempt."),
        Make("inference-profiles", 2025, "An inference profile lets a request run in any of several regions. Newer models can only be called through a profile."),
        Make("batch", 2025, "Batch inference reads prompts from files in S3 and writes the answers back to S3 at half the price of single calls."),
    ]);

    private readonly IReadOnlyList<StoredPassage> _passages;

    public KnowledgeBase(IReadOnlyList<StoredPassage> passages) => _passages = passages;

    /// <summary>Passages and their scores from 0 to 1, best first.</summary>
    /// <param name="query">The question.</param>
    /// <param name="count">How many at most.</param>
    /// <param name="filter">Filter over the metadata, as Retrieve takes it; null for none.</param>
    public IReadOnlyList<KeyValuePair<StoredPassage, double>> Search(string query, int count, Dictionary<string, object?>? filter)
    {
        List<StoredPassage> fitting = _passages.Where(passage => filter is null || MetadataFilter.Fits(filter, passage.Metadata)).ToList();
        return RerankModel.Rank(query, fitting.ConvertAll(static passage => passage.Text))
            .Take(count)
            .Select(result => new KeyValuePair<StoredPassage, double>(fitting[result.Key], result.Value))
            .ToList();
    }

    private static StoredPassage Make(string topic, int year, string text) =>
        new($"s3://local-knowledge/{topic}.txt", text, new Dictionary<string, object?> { ["topic"] = topic, ["year"] = (double)year });
}
