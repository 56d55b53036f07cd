using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Text;
using System.Text.Json;
using BedrockPS.Protocol;

namespace BedrockPS.Storage;

/// <summary>
/// A whole answer as it lies in a file: the service's own JSON, what its headers told, and for a streamed answer its pieces.
/// <see cref="AnswerReader"/> makes the response of it again.
/// </summary>
internal sealed class StoredAnswer
{
    /// <summary>Converse or InvokeModel: what reads <see cref="Raw"/>.</summary>
    public string Operation { get; private set; } = "";

    /// <summary>Model or inference profile that answered.</summary>
    public string Model { get; private set; } = "";

    public string? RequestId { get; private set; }

    public string? StopReason { get; private set; }

    public TokenUsage Usage { get; private set; } = new();

    public TimeSpan Latency { get; private set; }

    /// <summary>How the call was served, which InvokeModel tells in headers.</summary>
    public string? ServiceTier { get; private set; }

    public string? LatencyMode { get; private set; }

    public DateTimeOffset Created { get; private set; }

    /// <summary>The answer's JSON; of a streamed InvokeModel the array of its chunks.</summary>
    public string Raw { get; private set; } = "";

    /// <summary>The pieces of a streamed answer, the last one aside; null when the answer came whole.</summary>
    public IReadOnlyList<StreamChunk>? Chunks { get; private set; }

    /// <param name="operation">Converse or InvokeModel.</param>
    /// <param name="response">The whole response.</param>
    /// <param name="chunks">Its pieces, when it was streamed.</param>
    public static StoredAnswer From(string operation, ModelResponse response, IReadOnlyList<StreamChunk>? chunks = null) => new()
    {
        Operation = operation,
        Model = response.Model,
        RequestId = response.RequestId,
        StopReason = response.StopReason,
        Usage = response.Usage.Clone(),
        Latency = response.Latency,
        ServiceTier = response.ServiceTier,
        LatencyMode = response.LatencyMode,
        Created = DateTimeOffset.UtcNow,
        Raw = response.Raw ?? "",
        Chunks = chunks,
    };

    /// <exception cref="FormatException">Not what <see cref="Write"/> writes; so are JsonException, InvalidOperationException and KeyNotFoundException.</exception>
    public static StoredAnswer Read(JsonElement root)
    {
        StoredAnswer answer = new()
        {
            Operation = root.GetProperty("operation").GetString() ?? throw new FormatException("There is no operation."),
            Model = root.GetProperty("model").GetString() ?? "",
            RequestId = Text(root, "requestId"),
            StopReason = Text(root, "stopReason"),
            Usage = ReadUsage(root.GetProperty("usage")),
            Latency = TimeSpan.FromTicks(root.GetProperty("latencyTicks").GetInt64()),
            ServiceTier = Text(root, "serviceTier"),
            LatencyMode = Text(root, "latencyMode"),
            Created = root.GetProperty("created").GetDateTimeOffset(),
            Raw = root.TryGetProperty("raw", out JsonElement raw) ? Compact(raw) : root.GetProperty("rawText").GetString() ?? "",
        };
        if (root.TryGetProperty("chunks", out JsonElement chunks))
        {
            answer.Chunks = ReadChunks(chunks);
        }

        return answer;
    }

    public void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("operation", Operation);
        writer.WriteString("model", Model);
        writer.WriteString("requestId", RequestId);
        writer.WriteString("created", Created.ToString("O", CultureInfo.InvariantCulture));
        writer.WriteString("stopReason", StopReason);
        writer.WriteStartObject("usage");
        writer.WriteNumber("inputTokens", Usage.InputTokens);
        writer.WriteNumber("outputTokens", Usage.OutputTokens);
        writer.WriteNumber("totalTokens", Usage.TotalTokens);
        writer.WriteNumber("cacheReadInputTokens", Usage.CacheReadInputTokens);
        writer.WriteNumber("cacheWriteInputTokens", Usage.CacheWriteInputTokens);
        writer.WriteEndObject();
        writer.WriteNumber("latencyTicks", Latency.Ticks);
        if (ServiceTier is not null)
        {
            writer.WriteString("serviceTier", ServiceTier);
        }

        if (LatencyMode is not null)
        {
            writer.WriteString("latencyMode", LatencyMode);
        }

        WriteRaw(writer);
        if (Chunks is not null)
        {
            WriteChunks(writer, Chunks);
        }

        writer.WriteEndObject();
    }

    /// <summary>As JSON, which reads well in a recording, where reading it back gives the same characters; else as text.</summary>
    private void WriteRaw(Utf8JsonWriter writer)
    {
        using JsonDocument? document = Parse(Raw);
        if (document is not null && Compact(document.RootElement) == Raw)
        {
            writer.WritePropertyName("raw");
            document.RootElement.WriteTo(writer);
        }
        else
        {
            writer.WriteString("rawText", Raw);
        }
    }

    private static JsonDocument? Parse(string json)
    {
        try
        {
            return JsonDocument.Parse(json);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string Compact(JsonElement element) => Encoding.UTF8.GetString(JsonText.ToUtf8(element.WriteTo));

    private static void WriteChunks(Utf8JsonWriter writer, IReadOnlyList<StreamChunk> chunks)
    {
        writer.WriteStartArray("chunks");
        foreach (StreamChunk chunk in chunks)
        {
            writer.WriteStartArray();
            writer.WriteStringValue(chunk.Kind.ToString());
            writer.WriteNumberValue(chunk.Index);
            writer.WriteStringValue(chunk.Text);
            writer.WriteEndArray();
        }

        writer.WriteEndArray();
    }

    private static List<StreamChunk> ReadChunks(JsonElement chunks)
    {
        List<StreamChunk> read = new(chunks.GetArrayLength());
        foreach (JsonElement chunk in chunks.EnumerateArray())
        {
            // A kind of a later version is passed on as one this version does not know.
            StreamChunkKind kind = Enum.TryParse(chunk[0].GetString(), out StreamChunkKind known) ? known : StreamChunkKind.Other;
            read.Add(new StreamChunk(kind, chunk[1].GetInt32(), chunk[2].GetString() ?? ""));
        }

        return read;
    }

    private static TokenUsage ReadUsage(JsonElement usage) => new()
    {
        InputTokens = usage.GetProperty("inputTokens").GetInt64(),
        OutputTokens = usage.GetProperty("outputTokens").GetInt64(),
        TotalTokens = usage.GetProperty("totalTokens").GetInt64(),
        CacheReadInputTokens = usage.GetProperty("cacheReadInputTokens").GetInt64(),
        CacheWriteInputTokens = usage.GetProperty("cacheWriteInputTokens").GetInt64(),
    };

    private static string? Text(JsonElement root, string name) =>
        root.TryGetProperty(name, out JsonElement value) ? value.GetString() : null;
}
