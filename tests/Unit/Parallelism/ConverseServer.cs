using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Unit.Engine;

namespace BedrockPS.Unit.Parallelism;

/// <summary>Answers Converse with "re: " and the prompt, unless the test does something else with it.</summary>
internal sealed class ConverseServer : IAsyncDisposable
{
    private readonly LoopbackServer _server;
    private readonly ConcurrentDictionary<string, int> _attempts = new();
    private int _running;
    private int _mostRunning;

    public ConverseServer() => _server = new LoopbackServer(AnswerAsync);

    /// <summary>Does what is to be done with a prompt's nth attempt, from 1; true when it has answered.</summary>
    public Func<string, int, Exchange, Task<bool>> Act { get; set; } = static (_, _, _) => Task.FromResult(false);

    /// <summary>Most requests there were at a time.</summary>
    public int MostRunning => _mostRunning;

    /// <summary>How often each prompt was sent.</summary>
    public IReadOnlyDictionary<string, int> Attempts => _attempts;

    /// <summary>Parameters that lead here, as $at for splatting.</summary>
    public string Connection =>
        $"$at = @{{ EndpointUrl = '{_server.Url}'; Region = 'us-east-1'; AccessKey = 'AKIDEXAMPLE'; SecretKey = 'secret'; Model = 'amazon.nova-lite-v1:0'; TimeoutSec = 60 }}; ";

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task AnswerAsync(Exchange exchange)
    {
        int running = Interlocked.Increment(ref _running);
        InterlockedMax(ref _mostRunning, running);
        bool isAnswered;
        string prompt;
        try
        {
            using JsonDocument body = JsonDocument.Parse(exchange.Request.Body);
            prompt = string.Concat(body.RootElement.GetProperty("messages")[0].GetProperty("content").EnumerateArray()
                .Select(static block => block.GetProperty("text").GetString()));
            int attempt = _attempts.AddOrUpdate(prompt, 1, static (_, count) => count + 1);
            isAnswered = await Act(prompt, attempt, exchange);
        }
        finally
        {
            // Before the answer: with it, the client may send its next request.
            Interlocked.Decrement(ref _running);
        }

        if (!isAnswered)
        {
            await exchange.RespondAsync(200, Answer(prompt), "Content-Type: application/json");
        }
    }

    private static string Answer(string prompt) =>
        $$$"""{"output":{"message":{"role":"assistant","content":[{"text":{{{JsonSerializer.Serialize("re: " + prompt)}}}}]}},"stopReason":"end_turn","usage":{"inputTokens":5,"outputTokens":3,"totalTokens":8},"metrics":{"latencyMs":1}}""";

    private static void InterlockedMax(ref int target, int value)
    {
        int seen;
        while ((seen = Volatile.Read(ref target)) < value && Interlocked.CompareExchange(ref target, value, seen) != seen)
        {
            // Somebody else was faster.
        }
    }
}
