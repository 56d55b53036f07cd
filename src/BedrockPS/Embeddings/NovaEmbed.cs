using System;
using System.Collections.Generic;
using System.Text.Json;

namespace BedrockPS.Embeddings;

/// <summary>Amazon Nova Multimodal Embeddings.</summary>
internal sealed class NovaEmbed : EmbeddingFamily
{
    /// <summary>The words other families use for the purposes they share with Nova, which has capitals for its own.</summary>
    private static readonly Dictionary<string, string> s_purposes = new(StringComparer.Ordinal)
    {
        ["search_document"] = "GENERIC_INDEX",
        ["search_query"] = "GENERIC_RETRIEVAL",
        ["classification"] = "CLASSIFICATION",
        ["clustering"] = "CLUSTERING",
    };

    public override string Name => "Nova Multimodal Embeddings";

    protected override IReadOnlyList<int> Dimensions => [256, 384, 1024, 3072];

    protected override IReadOnlyList<string> InputTypes =>
    [
        "search_document", "search_query", "classification", "clustering", "GENERIC_INDEX", "GENERIC_RETRIEVAL", "TEXT_RETRIEVAL",
        "IMAGE_RETRIEVAL", "VIDEO_RETRIEVAL", "DOCUMENT_RETRIEVAL", "AUDIO_RETRIEVAL",
    ];

    protected override bool TakesImages => true;

    public override bool Matches(string modelId) =>
        modelId.StartsWith("amazon.nova-", StringComparison.Ordinal) && modelId.IndexOf("embed", StringComparison.Ordinal) > 0;

    public override void WriteBody(Utf8JsonWriter writer, IReadOnlyList<EmbeddingInput> inputs, EmbeddingOptions options)
    {
        EmbeddingInput input = inputs[0];
        string inputType = options.InputType ?? "search_document";
        writer.WriteStartObject();
        writer.WriteString("schemaVersion", "nova-multimodal-embed-v1");
        writer.WriteString("taskType", "SINGLE_EMBEDDING");
        writer.WriteStartObject("singleEmbeddingParams");
        writer.WriteString("embeddingPurpose", s_purposes.TryGetValue(inputType, out string? purpose) ? purpose : inputType);
        if (options.Dimension is int dimension)
        {
            writer.WriteNumber("embeddingDimension", dimension);
        }

        if (input.Image is not null)
        {
            writer.WriteStartObject("image");
            writer.WriteString("format", input.Image.Format);
            writer.WriteStartObject("source");
            writer.WriteBase64String("bytes", input.Image.Bytes);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }
        else
        {
            writer.WriteStartObject("text");
            // A text that is too long is an error, as with the other families, never a vector of half of it.
            writer.WriteString("truncationMode", "NONE");
            writer.WriteString("value", input.Text);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    public override EmbeddingAnswer Read(ReadOnlySpan<byte> body, EmbeddingOptions options) =>
        EmbeddingReader.Read(body, "embedding"u8, "embedding"u8);
}
