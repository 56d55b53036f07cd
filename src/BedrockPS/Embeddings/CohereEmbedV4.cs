using System;
using System.Collections.Generic;
using System.Text.Json;

namespace BedrockPS.Embeddings;

/// <summary>Cohere Embed 4 and later, which also embeds a text and an image as one.</summary>
internal sealed class CohereEmbedV4 : CohereEmbed
{
    public override string Name => "Cohere Embed 4";

    protected override IReadOnlyList<int> Dimensions => [256, 512, 1024, 1536];

    protected override bool TakesTextWithImage => true;

    /// <summary>Asked after version 3, so that what comes later counts as version 4.</summary>
    public override bool Matches(string modelId) => modelId.StartsWith("cohere.embed-", StringComparison.Ordinal);

    protected override string DefaultInputType(bool isImage) => "search_document";

    protected override void WriteInputs(Utf8JsonWriter writer, IReadOnlyList<EmbeddingInput> inputs)
    {
        if (inputs[0] is not { Image: { } image, Text: { } text })
        {
            base.WriteInputs(writer, inputs);
            return;
        }

        writer.WriteStartArray("inputs");
        writer.WriteStartObject();
        writer.WriteStartArray("content");
        writer.WriteStartObject();
        writer.WriteString("type", "text");
        writer.WriteString("text", text);
        writer.WriteEndObject();
        writer.WriteStartObject();
        writer.WriteString("type", "image_url");
        writer.WriteStartObject("image_url");
        writer.WriteString("url", image.ToDataUri());
        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.WriteEndArray();
    }
}
