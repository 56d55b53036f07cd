using System;
using System.Collections.Generic;
using System.Text.Json;

namespace BedrockPS.Embeddings;

/// <summary>Amazon Titan Text Embeddings V2 and later.</summary>
internal sealed class TitanEmbedV2 : EmbeddingFamily
{
    public override string Name => "Titan Text Embeddings V2";

    public override bool Normalizes => true;

    protected override IReadOnlyList<int> Dimensions => [256, 512, 1024];

    protected override IReadOnlyList<string> EmbeddingTypes => ["float", "binary"];

    public override bool Matches(string modelId) => modelId.StartsWith("amazon.titan-embed-text-v", StringComparison.Ordinal);

    public override void WriteBody(Utf8JsonWriter writer, IReadOnlyList<EmbeddingInput> inputs, EmbeddingOptions options)
    {
        writer.WriteStartObject();
        writer.WriteString("inputText", inputs[0].Text);
        if (options.Dimension is int dimension)
        {
            writer.WriteNumber("dimensions", dimension);
        }

        if (options.Normalize is bool normalize)
        {
            writer.WriteBoolean("normalize", normalize);
        }

        if (options.EmbeddingType is string type)
        {
            writer.WriteStartArray("embeddingTypes");
            writer.WriteStringValue(type);
            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }

    public override EmbeddingAnswer Read(ReadOnlySpan<byte> body, EmbeddingOptions options)
    {
        if (options.EmbeddingType is "binary")
        {
            return EmbeddingReader.Read(body, "binary"u8, "binary"u8);
        }

        // The floats come twice: as the embedding and again by type.
        EmbeddingAnswer answer = EmbeddingReader.Read(body, "embedding"u8, "embedding"u8);
        return answer.Vectors.Count > 0 ? answer : EmbeddingReader.Read(body, "float"u8, "float"u8);
    }
}
