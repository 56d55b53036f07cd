using System;
using System.Text.Json;
using BedrockPS.Local.Catalogue;
using BedrockPS.Local.Families;
using BedrockPS.Local.Serving;

namespace BedrockPS.Local.Embeddings;

/// <summary>An embedding family's InvokeModel format.</summary>
internal abstract class EmbeddingModel
{
    /// <summary>Value of the catalogue's family this class stands for.</summary>
    public abstract string Name { get; }

    /// <summary>Writes the whole answer.</summary>
    /// <returns>Tokens of the input.</returns>
    /// <exception cref="ServiceFault">ValidationException: the body is not this family's.</exception>
    public abstract int Answer(JsonElement body, CatalogueModel model, Utf8JsonWriter json, OperationCall call);

    protected static void WriteVector(Utf8JsonWriter json, float[] vector)
    {
        json.WriteStartArray();
        foreach (float value in vector)
        {
            json.WriteNumberValue(value);
        }

        json.WriteEndArray();
    }

    protected static int Dimension(JsonElement body, string key, int fallback, params int[] allowed)
    {
        int dimension = body.OptionalNumber(key, 1, int.MaxValue) ?? fallback;
        return Array.IndexOf(allowed, dimension) >= 0
            ? dimension
            : throw ServiceFault.Validation($"#/{key}: {dimension} is none of {string.Join(", ", allowed)}");
    }

    /// <summary>Base64 text, with or without the head of a data URI.</summary>
    protected static byte[] Base64(string text, string key)
    {
        int comma = text.StartsWith("data:", StringComparison.Ordinal) ? text.IndexOf(',') : -1;
        try
        {
            return Convert.FromBase64String(text.Substring(comma + 1));
        }
        catch (FormatException)
        {
            throw ServiceFault.Validation($"#/{key}: not base64");
        }
    }

    /// <exception cref="ServiceFault">The text is empty or longer than the model reads.</exception>
    protected static string CheckText(string text, int mostCharacters, string key)
    {
        if (string.IsNullOrEmpty(text))
        {
            throw ServiceFault.Validation($"#/{key}: expected minLength: 1, actual: 0");
        }

        return text.Length <= mostCharacters
            ? text
            : throw ServiceFault.Validation($"#/{key}: expected maxLength: {mostCharacters}, actual: {text.Length}");
    }
}
