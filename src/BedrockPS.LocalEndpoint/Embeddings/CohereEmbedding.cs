using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using BedrockPS.Local.Catalogue;
using BedrockPS.Local.Families;
using BedrockPS.Local.Serving;
using BedrockPS.Local.Simulation;

namespace BedrockPS.Local.Embeddings;

/// <summary>Cohere Embed v3 and v4: up to 96 inputs a call, in several number formats.</summary>
internal sealed class CohereEmbedding : EmbeddingModel
{
    private const int MaxInputs = 96;
    private static readonly string[] s_purposes = ["search_document", "search_query", "classification", "clustering", "image"];
    private static readonly string[] s_types = ["float", "int8", "uint8", "binary", "ubinary"];

    private readonly bool _isV4;

    public CohereEmbedding(bool isV4) => _isV4 = isV4;

    public override string Name => _isV4 ? "cohere-embed-v4" : "cohere-embed-v3";

    public override int Answer(JsonElement body, CatalogueModel model, Utf8JsonWriter json, OperationCall call)
    {
        if (_isV4)
        {
            body.Only("texts", "images", "inputs", "input_type", "embedding_types", "output_dimension", "max_tokens", "truncate");
        }
        else
        {
            body.Only("texts", "images", "input_type", "embedding_types", "truncate");
        }

        string purpose = body.RequiredText("input_type");
        if (Array.IndexOf(s_purposes, purpose) < 0)
        {
            throw ServiceFault.Validation($"#/input_type: '{purpose}' is none of {string.Join(", ", s_purposes)}");
        }

        List<string> types = body.Texts("embedding_types").ToList();
        if (types.Find(static type => Array.IndexOf(s_types, type) < 0) is string unknown)
        {
            throw ServiceFault.Validation($"#/embedding_types: '{unknown}' is none of {string.Join(", ", s_types)}");
        }

        int dimension = _isV4 ? Dimension(body, "output_dimension", 1536, 256, 512, 1024, 1536) : 1024;
        List<string> texts = [];
        List<float[]> vectors = [];
        int tokens = ReadInputs(body, dimension, texts, vectors);
        if (vectors.Count is 0 or > MaxInputs)
        {
            throw ServiceFault.Validation($"#: from 1 to {MaxInputs} inputs are allowed, {vectors.Count} given");
        }

        Write(json, call, types, texts, vectors);
        return tokens;
    }

    private int ReadInputs(JsonElement body, int dimension, List<string> texts, List<float[]> vectors)
    {
        int tokens = 0;
        int most = _isV4 ? 512_000 : 2048;
        bool cuts = body.OptionalText("truncate") is "START" or "END" or "LEFT" or "RIGHT";
        foreach (string text in body.Texts("texts"))
        {
            string read = CheckText(cuts && text.Length > most ? text.Substring(0, most) : text, most, "texts");
            texts.Add(text);
            vectors.Add(HashedVector.OfText(read, dimension, unit: true));
            tokens += TokenCounter.Count(read);
        }

        foreach (string image in body.Texts("images"))
        {
            vectors.Add(HashedVector.OfBytes(Base64(image, "images"), dimension, unit: true));
            tokens += 1000;
        }

        foreach (JsonElement input in body.Optional("inputs", JsonValueKind.Array)?.EnumerateArray() ?? default)
        {
            float[]? vector = null;
            foreach (JsonElement content in input.Required("content", JsonValueKind.Array).EnumerateArray())
            {
                float[] part = ReadContent(content, dimension, ref tokens);
                vector = vector is null ? part : HashedVector.Mean(vector, part, unit: true);
            }

            vectors.Add(vector ?? throw ServiceFault.Validation("#/inputs: an input without content"));
        }

        return tokens;
    }

    private static float[] ReadContent(JsonElement content, int dimension, ref int tokens)
    {
        if (content.RequiredText("type") == "text")
        {
            string text = content.RequiredText("text");
            tokens += TokenCounter.Count(text);
            return HashedVector.OfText(text, dimension, unit: true);
        }

        tokens += 1000;
        JsonElement image = content.GetProperty("image_url");
        string url = image.ValueKind == JsonValueKind.Object ? image.RequiredText("url") : content.RequiredText("image_url");
        return HashedVector.OfBytes(Base64(url, "inputs"), dimension, unit: true);
    }

    private static void Write(Utf8JsonWriter json, OperationCall call, List<string> types, List<string> texts, List<float[]> vectors)
    {
        json.WriteStartObject();
        json.WriteString("id", call.RequestId);
        json.WriteString("response_type", types.Count == 0 ? "embeddings_floats" : "embeddings_by_type");
        json.WritePropertyName("embeddings");
        if (types.Count == 0)
        {
            WriteAll(json, vectors, "float");
        }
        else
        {
            json.WriteStartObject();
            foreach (string type in types)
            {
                json.WritePropertyName(type);
                WriteAll(json, vectors, type);
            }

            json.WriteEndObject();
        }

        json.WriteStartArray("texts");
        foreach (string text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteAll(Utf8JsonWriter json, List<float[]> vectors, string type)
    {
        json.WriteStartArray();
        foreach (float[] vector in vectors)
        {
            if (type == "float")
            {
                WriteVector(json, vector);
                continue;
            }

            json.WriteStartArray();
            foreach (int value in Quantize(vector, type))
            {
                json.WriteNumberValue(value);
            }

            json.WriteEndArray();
        }

        json.WriteEndArray();
    }

    /// <summary>One number a dimension for int8 and uint8; one for eight dimensions, a bit each, for the binary ones.</summary>
    private static IEnumerable<int> Quantize(float[] vector, string type)
    {
        if (type is "int8" or "uint8")
        {
            int shift = type == "uint8" ? 128 : 0;
            foreach (float value in vector)
            {
                yield return Math.Max(-128, Math.Min(127, (int)Math.Round(value * 127))) + shift;
            }

            yield break;
        }

        for (int i = 0; i < vector.Length; i += 8)
        {
            int bits = 0;
            for (int bit = 0; bit < 8; bit++)
            {
                bits = (bits << 1) | (vector[i + bit] > 0 ? 1 : 0);
            }

            yield return type == "binary" ? bits - 128 : bits;
        }
    }
}
