using System;
using System.Collections.Generic;
using System.Text;
using System.Text.Json;

namespace BedrockPS.Embeddings;

/// <summary>What Cohere Embed 3 and 4 share: many texts a call, and a purpose for each call.</summary>
internal abstract class CohereEmbed : EmbeddingFamily
{
    public override int BatchSize => 96;

    protected override IReadOnlyList<string> EmbeddingTypes => ["float", "int8", "uint8", "binary", "ubinary"];

    protected override IReadOnlyList<string> InputTypes => ["search_document", "search_query", "classification", "clustering", "image"];

    protected override bool TakesImages => true;

    public override void WriteBody(Utf8JsonWriter writer, IReadOnlyList<EmbeddingInput> inputs, EmbeddingOptions options)
    {
        bool isImage = inputs[0].Image is not null;
        writer.WriteStartObject();
        writer.WriteString("input_type", options.InputType ?? DefaultInputType(isImage));
        WriteInputs(writer, inputs);
        if (options.EmbeddingType is string type)
        {
            writer.WriteStartArray("embedding_types");
            writer.WriteStringValue(type);
            writer.WriteEndArray();
        }

        if (options.Dimension is int dimension)
        {
            writer.WriteNumber("output_dimension", dimension);
        }

        writer.WriteEndObject();
    }

    public override EmbeddingAnswer Read(ReadOnlySpan<byte> body, EmbeddingOptions options)
    {
        // Without a type the vectors are the embeddings themselves, with one they lie under its name.
        byte[] type = Encoding.UTF8.GetBytes(options.EmbeddingType ?? "float");
        return EmbeddingReader.Read(body, type, options.EmbeddingType is null or "float" ? "embeddings"u8 : type);
    }

    protected abstract string DefaultInputType(bool isImage);

    protected virtual void WriteInputs(Utf8JsonWriter writer, IReadOnlyList<EmbeddingInput> inputs)
    {
        bool isImage = inputs[0].Image is not null;
        writer.WriteStartArray(isImage ? "images" : "texts");
        foreach (EmbeddingInput input in inputs)
        {
            writer.WriteStringValue(input.Image?.ToDataUri() ?? input.Text);
        }

        writer.WriteEndArray();
    }
}
