using System;
using System.Collections.Generic;
using System.Text.Json;

namespace BedrockPS.Images;

/// <summary>What a model answered: pictures, and what it says of each; whatever the family calls it.</summary>
internal sealed class ImageAnswer
{
    public List<Part> Parts { get; } = [];

    /// <summary>What the model says went wrong; pictures may have come all the same.</summary>
    public string? Error { get; private set; }

    /// <exception cref="JsonException">The answer is not JSON, or a picture in it is not base64.</exception>
    public static ImageAnswer Read(byte[] body)
    {
        using JsonDocument document = JsonDocument.Parse(body);
        JsonElement root = document.RootElement;
        ImageAnswer answer = new();
        if (root.ValueKind != JsonValueKind.Object)
        {
            throw new JsonException("The answer is not an object.");
        }

        answer.Error = TextOf(root, "error");
        if (ListOf(root, "artifacts") is JsonElement artifacts)
        {
            foreach (JsonElement artifact in artifacts.EnumerateArray())
            {
                answer.Parts.Add(new Part(BytesOf(artifact, "base64"), SeedOf(artifact, "seed"), TextOf(artifact, "finishReason")));
            }

            return answer;
        }

        answer.ReadLists(ListOf(root, "images"), ListOf(root, "seeds"), ListOf(root, "finish_reasons"));
        return answer;
    }

    /// <summary>Parallel lists; where something was filtered, only the reasons may have come.</summary>
    private void ReadLists(JsonElement? images, JsonElement? seeds, JsonElement? reasons)
    {
        int count = Math.Max(images?.GetArrayLength() ?? 0, reasons?.GetArrayLength() ?? 0);
        for (int i = 0; i < count; i++)
        {
            JsonElement? reason = ItemOf(reasons, i);
            string? text = reason is { ValueKind: JsonValueKind.String } said ? said.GetString() : reason is { } ? "SUCCESS" : null;
            Parts.Add(new Part(
                ItemOf(images, i) is JsonElement image ? Decode(image) : null,
                ItemOf(seeds, i) is { ValueKind: JsonValueKind.Number } seed && seed.TryGetInt64(out long number) ? number : null,
                text));
        }
    }

    private static JsonElement? ListOf(JsonElement element, string name) =>
        element.TryGetProperty(name, out JsonElement list) && list.ValueKind == JsonValueKind.Array ? list : null;

    private static JsonElement? ItemOf(JsonElement? list, int index) =>
        list is JsonElement items && index < items.GetArrayLength() ? items[index] : null;

    private static string? TextOf(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out JsonElement text) && text.ValueKind == JsonValueKind.String
            ? text.GetString()
            : null;

    private static long? SeedOf(JsonElement element, string name) =>
        element.TryGetProperty(name, out JsonElement seed) && seed.ValueKind == JsonValueKind.Number && seed.TryGetInt64(out long number) ? number : null;

    private static byte[]? BytesOf(JsonElement element, string name) =>
        element.TryGetProperty(name, out JsonElement text) ? Decode(text) : null;

    private static byte[]? Decode(JsonElement text)
    {
        if (text.ValueKind != JsonValueKind.String)
        {
            return null;
        }

        return text.TryGetBytesFromBase64(out byte[]? bytes)
            ? bytes.Length == 0 ? null : bytes
            : throw new JsonException("A picture is not base64.");
    }

    /// <summary>One picture, or why there is none.</summary>
    internal readonly struct Part
    {
        public Part(byte[]? bytes, long? seed, string? reason)
        {
            Bytes = bytes;
            Seed = seed;
            Reason = reason;
        }

        public byte[]? Bytes { get; }

        public long? Seed { get; }

        /// <summary>The model's word for how it ended; null: it said nothing.</summary>
        public string? Reason { get; }

        public bool IsGood => Bytes is not null && Reason is null or "SUCCESS";
    }
}
