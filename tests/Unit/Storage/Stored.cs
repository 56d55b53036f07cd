using System;
using System.Collections.Generic;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Inference;
using BedrockPS.Protocol;
using BedrockPS.Storage;

namespace BedrockPS.Unit.Storage;

/// <summary>Requests and answers for the tests of the stores.</summary>
internal static class Stored
{
    public const string Model = "amazon.nova-lite-v1:0";

    public static StoredRequest Request(string prompt = "hi") => new("Converse", Model, Encoding.UTF8.GetBytes($"{{\"prompt\":{JsonText.Of(prompt)}}}"));

    public static ModelResponse Response(string text = "hello") => new()
    {
        Model = "us." + Model,
        RequestId = "request-1",
        Text = text,
        StopReason = "end_turn",
        Usage = new TokenUsage { InputTokens = 3, OutputTokens = 4, TotalTokens = 12, CacheReadInputTokens = 2, CacheWriteInputTokens = 3 },
        Latency = TimeSpan.FromMilliseconds(123.4567),
        ServiceTier = "flex",
        LatencyMode = "optimized",
        Message = new Message("assistant", text),
        Raw = $$$"""{"output":{"message":{"role":"assistant","content":[{"text":{{{JsonText.Of(text)}}}}]}},"stopReason":"end_turn","metrics":{"latencyMs":99},"x":1.50}""",
    };

    public static StoredAnswer Answer(string text = "hello") => StoredAnswer.From("Converse", Response(text));

    public static Task SaveAsync(this IAnswerStore store, string prompt, string text) =>
        store.Open(Request(prompt), mayWait: false).SaveAsync(Answer(text), CancellationToken.None);

    public static async Task<string?> TextAsync(this IAnswerStore store, string prompt) =>
        await store.Open(Request(prompt), mayWait: false).FindAsync(CancellationToken.None) is StoredAnswer answer ? AnswerReader.Read(answer).Text : null;

    public static async Task<List<StreamChunk>> ReadAsync(ModelStream stream)
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
}
