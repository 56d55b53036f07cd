using System;
using System.Collections.Generic;
using System.Text.Json;

namespace BedrockPS.Embeddings;

/// <summary>Amazon Titan Text Embeddings, the first version.</summary>
internal sealed class TitanEmbedV1 : EmbeddingFamily
{
    public override string Name => "Titan Text Embeddings V1";

    protected override IReadOnlyList<int> Dimensions => [1536];

    public override bool Matches(string modelId) =>
        modelId.StartsWith("amazon.titan-embed-text-v1", StringComparison.Ordinal)
        || modelId.StartsWith("amazon.titan-embed-g1-text", StringComparison.Ordinal);

    public override void WriteBody(Utf8JsonWriter writer, IReadOnlyList<EmbeddingInput> inputs, EmbeddingOptions options)
    {
        writer.WriteStartObject();
        writer.WriteString("inputText", inputs[0].Text);
        writer.WriteEndObject();
    }

    public override EmbeddingAnswer Read(ReadOnlySpan<byte> body, EmbeddingOptions options) =>
        EmbeddingReader.Read(body, "embedding"u8, "embedding"u8);
}
