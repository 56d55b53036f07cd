using System;
using System.Collections.Generic;
using System.Text.Json;

namespace BedrockPS.Embeddings;

/// <summary>TwelveLabs Marengo 2.7: one flat body.</summary>
internal sealed class MarengoEmbed : EmbeddingFamily
{
    public override string Name => "Marengo Embed 2.7";

    protected override IReadOnlyList<int> Dimensions => [1024];

    protected override bool TakesImages => true;

    public override bool Matches(string modelId) => modelId.StartsWith("twelvelabs.marengo-embed-2", StringComparison.Ordinal);

    public override void WriteBody(Utf8JsonWriter writer, IReadOnlyList<EmbeddingInput> inputs, EmbeddingOptions options)
    {
        EmbeddingInput input = inputs[0];
        writer.WriteStartObject();
        if (input.Image is not null)
        {
            writer.WriteString("inputType", "image");
            Marengo.WriteSource(writer, input.Image);
        }
        else
        {
            writer.WriteString("inputType", "text");
            writer.WriteString("inputText", input.Text);
            // The model's own choice is to cut long texts at 77 tokens without a word.
            writer.WriteString("textTruncate", "none");
        }

        writer.WriteEndObject();
    }

    public override EmbeddingAnswer Read(ReadOnlySpan<byte> body, EmbeddingOptions options) =>
        EmbeddingReader.Read(body, "embedding"u8, "embedding"u8);
}
