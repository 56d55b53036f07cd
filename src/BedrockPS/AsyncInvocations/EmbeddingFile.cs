using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Text.Json;

namespace BedrockPS.AsyncInvocations;

/// <summary>
/// Embeddings as invocations leave them: Marengo's output.json holds all in one list, Nova's embedding-*.jsonl one a line.
/// </summary>
internal static class EmbeddingFile
{
    public static bool IsOne(string name) =>
        name.Equals("output.json", StringComparison.OrdinalIgnoreCase)
        || (name.StartsWith("embedding", StringComparison.OrdinalIgnoreCase) && name.EndsWith(".jsonl", StringComparison.OrdinalIgnoreCase));

    /// <summary>The embeddings of a file, one at a time.</summary>
    /// <param name="path">The file, on this machine.</param>
    /// <param name="s3Uri">Where it came from.</param>
    /// <param name="model">Model of the invocation.</param>
    /// <exception cref="BedrockException">InvalidResponse: it holds something else. JobFailed: the model could not embed a segment.</exception>
    public static IEnumerable<Embedding> Read(string path, string s3Uri, string model)
    {
        int index = 0;
        if (path.EndsWith(".jsonl", StringComparison.OrdinalIgnoreCase))
        {
            foreach (string line in File.ReadLines(path))
            {
                if (line.Trim().Length > 0)
                {
                    using JsonDocument item = Parse(line, s3Uri);
                    yield return OfItem(item.RootElement, index++, s3Uri, model);
                }
            }

            yield break;
        }

        using JsonDocument document = Parse(File.ReadAllText(path), s3Uri);
        if (Member(document.RootElement, "data") is not { ValueKind: JsonValueKind.Array } list)
        {
            throw Unknown(s3Uri);
        }

        foreach (JsonElement item in list.EnumerateArray())
        {
            yield return OfItem(item, index++, s3Uri, model);
        }
    }

    private static Embedding OfItem(JsonElement item, int index, string s3Uri, string model)
    {
        if (Text(item, "status") is string status && status != "SUCCESS")
        {
            throw new BedrockException("JobFailed", $"Segment {index} of {s3Uri} is {status}: {Text(item, "message") ?? Text(item, "failureReason") ?? "no reason is given"}");
        }

        if (Member(item, "embedding") is not { ValueKind: JsonValueKind.Array } numbers)
        {
            throw Unknown(s3Uri);
        }

        float[] vector = new float[numbers.GetArrayLength()];
        int at = 0;
        foreach (JsonElement number in numbers.EnumerateArray())
        {
            vector[at++] = number.ValueKind == JsonValueKind.Number ? number.GetSingle() : throw Unknown(s3Uri);
        }

        JsonElement where = Member(item, "segmentMetadata") ?? item;
        MediaSegment segment = new()
        {
            Index = index,
            Kind = Text(item, "embeddingOption") ?? Text(item, "embeddingScope"),
            Start = Seconds(where, "startSec") ?? Seconds(where, "segmentStartSeconds"),
            End = Seconds(where, "endSec") ?? Seconds(where, "segmentEndSeconds"),
            StartCharacter = Whole(where, "segmentStartCharPosition"),
            EndCharacter = Whole(where, "segmentEndCharPosition"),
            S3Uri = s3Uri,
        };
        return new Embedding(vector, model, inputObject: segment);
    }

    private static JsonDocument Parse(string text, string s3Uri)
    {
        try
        {
            return JsonDocument.Parse(text);
        }
        catch (JsonException exception)
        {
            throw new BedrockException("InvalidResponse", $"{s3Uri} is no valid JSON: {exception.Message}", exception);
        }
    }

    private static BedrockException Unknown(string s3Uri) => new("InvalidResponse", $"{s3Uri} holds no embeddings in a form that is known here.");

    private static JsonElement? Member(JsonElement item, string name) =>
        item.ValueKind == JsonValueKind.Object && item.TryGetProperty(name, out JsonElement value) ? value : null;

    private static string? Text(JsonElement item, string name) => Member(item, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    private static TimeSpan? Seconds(JsonElement item, string name) =>
        Member(item, name) is { ValueKind: JsonValueKind.Number } number ? TimeSpan.FromSeconds(number.GetDouble()) : null;

    private static int? Whole(JsonElement item, string name) =>
        Member(item, name) is { ValueKind: JsonValueKind.Number } number ? Convert.ToInt32(number.GetDouble(), CultureInfo.InvariantCulture) : null;
}
