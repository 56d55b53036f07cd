using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Engine;
using BedrockPS.Inference;
using Xunit;

namespace BedrockPS.Unit.Families;

/// <summary>What the family tests share: bodies compared as JSON, answers read, and streams made of real frames.</summary>
internal static class Native
{
    public static InferenceRequest Ask(string modelId, string prompt) =>
        new() { ModelId = modelId, Messages = [new Message("user", prompt)] };

    /// <summary>system, a question, an answer and the next question, with every setting given.</summary>
    public static InferenceRequest Full(string modelId) => new()
    {
        ModelId = modelId,
        System = "Be brief.",
        Messages = [new Message("user", "Hi"), new Message("assistant", "Hello."), new Message("user", "Who are you?")],
        MaxTokens = 200,
        Temperature = 0.5,
        TopP = 0.25,
        StopSequences = ["END"],
    };

    public static void AssertBody(string expected, InferenceRequest request, bool streaming = false)
    {
        string actual = Encoding.UTF8.GetString(NativeFamilies.For(request.ModelId).ToBody(request, streaming));
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), JsonNode.Parse(actual)), $"Expected {expected}\nbut got {actual}");
    }

    public static ModelResponse Answer(string modelId, string json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        ModelResponse response = new();
        NativeFamilies.For(modelId).ReadAnswer(document.RootElement, response);
        return response;
    }

    public static byte[] Chunk(string json) =>
        Event(JsonSerializer.Serialize(new { bytes = Convert.ToBase64String(Encoding.UTF8.GetBytes(json)), p = "abcdef" }));

    public static byte[] Event(string payload, string type = "chunk") => EventStreamWriter.Encode(
        [
            new(":event-type", type),
            new(":content-type", "application/json"),
            new(":message-type", "event"),
        ],
        Encoding.UTF8.GetBytes(payload));

    public static NativeStream Open(string modelId, params byte[][] frames)
    {
        Dictionary<string, string> headers = new(StringComparer.OrdinalIgnoreCase) { ["x-amzn-RequestId"] = "request-1" };
        MemoryStream body = new([.. frames.SelectMany(static frame => frame)]);
        return new NativeStream(new EngineResponse(200, headers, body, 1, null), NativeFamilies.For(modelId), modelId);
    }

    public static async Task<List<StreamChunk>> ReadAsync(NativeStream stream)
    {
        List<StreamChunk> chunks = [];
        do
        {
            while (stream.TryRead(out StreamChunk? chunk))
            {
                chunks.Add(chunk!);
            }
        }
        while (await stream.FillAsync(CancellationToken.None));
        return chunks;
    }

    /// <summary>The chunks of a stream of these JSON texts.</summary>
    public static async Task<List<StreamChunk>> StreamAsync(string modelId, params string[] chunks)
    {
        using NativeStream stream = Open(modelId, [.. chunks.Select(Chunk)]);
        return await ReadAsync(stream);
    }

    /// <summary>"Text:Hel|Text:lo|End:" for a sequence of chunks.</summary>
    public static string Sketch(IEnumerable<StreamChunk> chunks) =>
        string.Join("|", chunks.Select(static chunk => $"{chunk.Kind}{chunk.Index}:{chunk.Text}"));
}
