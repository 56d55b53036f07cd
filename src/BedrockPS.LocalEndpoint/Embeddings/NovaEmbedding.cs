using System;
using System.Text.Json;
using BedrockPS.Local.Catalogue;
using BedrockPS.Local.Families;
using BedrockPS.Local.Serving;
using BedrockPS.Local.Simulation;

namespace BedrockPS.Local.Embeddings;

/// <summary>Nova multimodal embeddings.</summary>
internal sealed class NovaEmbedding : EmbeddingModel
{
    private static readonly string[] s_purposes =
    [
        "GENERIC_INDEX", "GENERIC_RETRIEVAL", "TEXT_RETRIEVAL", "IMAGE_RETRIEVAL", "VIDEO_RETRIEVAL", "DOCUMENT_RETRIEVAL",
        "AUDIO_RETRIEVAL", "CLASSIFICATION", "CLUSTERING",
    ];

    public override string Name => "nova-embed";

    public override int Answer(JsonElement body, CatalogueModel model, Utf8JsonWriter json, OperationCall call)
    {
        if (body.OptionalText("schemaVersion") is string version && version != "nova-multimodal-embed-v1")
        {
            throw ServiceFault.Validation($"#/schemaVersion: '{version}' is not nova-multimodal-embed-v1");
        }

        if (body.RequiredText("taskType") != "SINGLE_EMBEDDING")
        {
            throw ServiceFault.Validation("#/taskType: InvokeModel takes SINGLE_EMBEDDING");
        }

        JsonElement parameters = body.Required("singleEmbeddingParams", JsonValueKind.Object);
        string purpose = parameters.RequiredText("embeddingPurpose");
        if (Array.IndexOf(s_purposes, purpose) < 0)
        {
            throw ServiceFault.Validation($"#/singleEmbeddingParams/embeddingPurpose: '{purpose}' is none of {string.Join(", ", s_purposes)}");
        }

        int dimension = Dimension(parameters, "embeddingDimension", 3072, 256, 384, 1024, 3072);
        (string kind, float[] vector, int tokens) = Embed(parameters, dimension);
        json.WriteStartObject();
        json.WriteStartArray("embeddings");
        json.WriteStartObject();
        json.WriteString("embeddingType", kind);
        json.WritePropertyName("embedding");
        WriteVector(json, vector);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
        return tokens;
    }

    private static (string Kind, float[] Vector, int Tokens) Embed(JsonElement parameters, int dimension)
    {
        if (parameters.Optional("text", JsonValueKind.Object) is JsonElement text)
        {
            string value = text.RequiredText("value");
            bool cuts = text.OptionalText("truncationMode") is "START" or "END";
            value = CheckText(cuts && value.Length > 8192 ? value.Substring(0, 8192) : value, 8192, "singleEmbeddingParams/text/value");
            return ("TEXT", HashedVector.OfText(value, dimension, unit: true), TokenCounter.Count(value));
        }

        foreach (string kind in new[] { "image", "audio", "video" })
        {
            if (parameters.Optional(kind, JsonValueKind.Object) is JsonElement media)
            {
                media.RequiredText("format");
                byte[] bytes = Base64(media.Required("source", JsonValueKind.Object).RequiredText("bytes"), $"singleEmbeddingParams/{kind}/source/bytes");
                string type = kind == "video" ? "AUDIO_VIDEO_COMBINED" : kind.ToUpperInvariant();
                return (type, HashedVector.OfBytes(bytes, dimension, unit: true), 1600);
            }
        }

        throw ServiceFault.Validation("#/singleEmbeddingParams: one of text, image, audio or video is required");
    }
}
