using System;
using System.Collections.Generic;
using System.Text.Json;

namespace BedrockPS.Embeddings;

/// <summary>Amazon Titan Multimodal Embeddings: a text, an image, or both as one.</summary>
internal sealed class TitanEmbedImage : EmbeddingFamily
{
    public override string Name => "Titan Multimodal Embeddings";

    protected override IReadOnlyList<int> Dimensions => [256, 384, 1024];

    protected override bool TakesImages => true;

    protected override bool TakesTextWithImage => true;

    public override bool Matches(string modelId) => modelId.StartsWith("amazon.titan-embed-image", StringComparison.Ordinal);

    public override void WriteBody(Utf8JsonWriter writer, IReadOnlyList<EmbeddingInput> inputs, EmbeddingOptions options)
    {
        EmbeddingInput input = inputs[0];
        writer.WriteStartObject();
        if (input.Text is not null)
        {
            writer.WriteString("inputText", input.Text);
        }

        if (input.Image is not null)
        {
            writer.WriteBase64String("inputImage", input.Image.Bytes);
        }

        if (options.Dimension is int dimension)
        {
            writer.WriteStartObject("embeddingConfig");
            writer.WriteNumber("outputEmbeddingLength", dimension);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    public override EmbeddingAnswer Read(ReadOnlySpan<byte> body, EmbeddingOptions options) =>
        EmbeddingReader.Read(body, "embedding"u8, "embedding"u8);
}
