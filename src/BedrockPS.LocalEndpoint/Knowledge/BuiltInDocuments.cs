using System.Collections.Generic;

namespace BedrockPS.Local.Knowledge;

/// <summary>What the knowledge base knows that is always there.</summary>
internal sealed class BuiltInDocuments
{
    /// <summary>Id of its data source.</summary>
    public const string DataSourceId = "LOCALDS001";

    private BuiltInDocuments(string topic, int year, string text)
    {
        Topic = topic;
        Year = year;
        Text = text;
    }

    public static IReadOnlyList<BuiltInDocuments> All { get; } =
    [
        new("models", 2023, "A foundation model answers prompts without being trained by you. Bedrock offers models of several providers behind one API."),
        new("streaming", 2023, "Streaming sends an answer in pieces while the model writes it, so that a reader sees the first words early."),
        new("embeddings", 2023, "An embedding turns a text into a vector of numbers. Texts that mean similar things have vectors that lie close together."),
        new("guardrails", 2024, "A guardrail looks through prompts and answers for denied topics, harmful content, chosen words and personal data, and blocks or masks them."),
        new("knowledge-bases", 2024, "A knowledge base keeps documents in chunks with their embeddings, finds the chunks that fit a question, and gives them to a model."),
        new("throughput", 2024, "Provisioned throughput reserves capacity for a model by the hour. On-demand calls are paid by the token and share the account's quota."),
        new("throttling", 2024, "A throttled request has used up the account's quota for tokens or requests. Wait a little longer after every failed attempt."),
        new("inference-profiles", 2025, "An inference profile lets a request run in any of several regions. Newer models can only be called through a profile."),
        new("batch", 2025, "Batch inference reads prompts from files in S3 and writes the answers back to S3 at half the price of single calls."),
    ];

    public string Topic { get; }

    public int Year { get; }

    public string Text { get; }

    public string Uri => $"s3://local-knowledge/{Topic}.txt";

    public Dictionary<string, object?> Attributes => new() { ["topic"] = Topic, ["year"] = (double)Year };
}
