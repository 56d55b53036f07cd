using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Threading;
using BedrockPS.Protocol;

namespace BedrockPS.Storage;

/// <summary>Says in what a request differs from the recording that is most like it: by member, never by value.</summary>
internal static class NearestRecording
{
    private const int MostFiles = 500;
    private const int MostMembers = 5;

    /// <returns>A sentence to be added to a message, or nothing when there is no recording to compare with.</returns>
    public static string Describe(string folder, StoredRequest request, CancellationToken cancellationToken)
    {
        using JsonDocument wanted = Parse(request);
        string? nearest = null;
        List<string> fewest = [];
        foreach (string path in Directory.EnumerateFiles(folder, "*" + RecordingFolder.Extension).Take(MostFiles))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (Differences(path, wanted.RootElement) is List<string> differences && (nearest is null || differences.Count < fewest.Count))
            {
                (nearest, fewest) = (path, differences);
            }
        }

        if (nearest is null)
        {
            return " There are no recordings in it.";
        }

        string more = fewest.Count > MostMembers ? $" and {fewest.Count - MostMembers} more" : "";
        return $" The nearest, '{Path.GetFileName(nearest)}', differs in {string.Join(", ", fewest.Take(MostMembers))}{more}.";
    }

    private static List<string>? Differences(string path, JsonElement wanted)
    {
        try
        {
            using JsonDocument recording = JsonDocument.Parse(File.ReadAllBytes(path));
            if (!recording.RootElement.TryGetProperty("request", out JsonElement request))
            {
                return null;
            }

            List<string> differences = [];
            Compare("", wanted, request, differences);
            return differences;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static void Compare(string path, JsonElement left, JsonElement right, List<string> differences)
    {
        if (left.ValueKind != right.ValueKind)
        {
            differences.Add(path);
        }
        else if (left.ValueKind == JsonValueKind.Object)
        {
            CompareObjects(path, left, right, differences);
        }
        else if (left.ValueKind == JsonValueKind.Array && left.GetArrayLength() == right.GetArrayLength())
        {
            for (int index = 0; index < left.GetArrayLength(); index++)
            {
                Compare($"{path}[{index}]", left[index], right[index], differences);
            }
        }
        else if (left.GetRawText() != right.GetRawText())
        {
            differences.Add(path);
        }
    }

    private static void CompareObjects(string path, JsonElement left, JsonElement right, List<string> differences)
    {
        foreach (JsonProperty member in left.EnumerateObject())
        {
            string name = path.Length == 0 ? member.Name : $"{path}.{member.Name}";
            if (right.TryGetProperty(member.Name, out JsonElement other))
            {
                Compare(name, member.Value, other, differences);
            }
            else
            {
                differences.Add(name);
            }
        }

        foreach (JsonProperty member in right.EnumerateObject())
        {
            if (!left.TryGetProperty(member.Name, out _))
            {
                differences.Add(path.Length == 0 ? member.Name : $"{path}.{member.Name}");
            }
        }
    }

    private static JsonDocument Parse(StoredRequest request) => JsonDocument.Parse(JsonText.ToUtf8(request.Write));
}
