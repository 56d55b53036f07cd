using System;
using System.Collections.Generic;
using System.Text.Json;

namespace BedrockPS.Embeddings;

/// <summary>TwelveLabs Marengo 3.0 and later: the input lies in an object named after its type.</summary>
internal sealed class Marengo3Embed : EmbeddingFamily
{
    public override string Name => "Marengo Embed 3.0";

    protected override IReadOnlyList<int> Dimensions => [512];

    protected override bool TakesImages => true;

    protected override bool TakesTextWithImage => true;

    /// <summary>Asked after version 2.7, so that what comes later counts as version 3.</summary>
    public override bool Matches(string modelId) => modelId.StartsWith("twelvelabs.marengo-embed-", StringComparison.Ordinal);

    public override void WriteBody(Utf8JsonWriter writer, IReadOnlyList<EmbeddingInput> inputs, EmbeddingOptions options)
    {
        EmbeddingInput input = inputs[0];
        string type = input.Image is null ? "text" : input.Text is null ? "image" : "text_image";
        writer.WriteStartObject();
        writer.WriteString("inputType", type);
        writer.WriteStartObject(type);
        if (input.Text is not null)
        {
            writer.WriteString("inputText", input.Text);
        }

        if (input.Image is not null)
        {
            Marengo.WriteSource(writer, input.Image);
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    public override EmbeddingAnswer Read(ReadOnlySpan<byte> body, EmbeddingOptions options) =>
        EmbeddingReader.Read(body, "embedding"u8, "embedding"u8);
}
