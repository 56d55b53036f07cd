using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Engine;
using BedrockPS.Protocol;
using BedrockPS.Unit.Engine;
using Xunit;

namespace BedrockPS.Unit.Protocol;

public class ApiClientTests
{
    private static readonly Dictionary<string, object?> s_none = [];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Answers_come_with_request_id_and_headers()
    {
        await using LoopbackServer server = new(static exchange =>
            exchange.RespondAsync(200, "{}", "x-amzn-RequestId: id-5", "x-amzn-bedrock-input-token-count: 7"));
        ApiAnswer answer = await Client(server).CallWithAnswerAsync(
            "bedrock-runtime", "InvokeModel", new Dictionary<string, object?> { ["modelId"] = "m" }, Token);
        Assert.Equal(("id-5", 200, 1, "7"), (answer.RequestId, answer.StatusCode, answer.Attempts, answer.Headers["X-Amzn-Bedrock-Input-Token-Count"]));
    }

    [Fact]
    public async Task Pages_are_fetched_only_when_wanted()
    {
        await using LoopbackServer server = LoopbackServer.Sequence(
            static exchange => exchange.RespondAsync(200, """{"guardrails":[],"nextToken":"t1"}"""),
            static exchange => exchange.RespondAsync(200, """{"guardrails":[],"nextToken":"t2"}"""));
        await foreach (Dictionary<string, object?> page in Client(server).CallPagesAsync("bedrock", "ListGuardrails", s_none, Token))
        {
            Assert.Equal("t1", page["nextToken"]);
            break;
        }

        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Pages_begin_where_the_caller_says()
    {
        await using LoopbackServer server = LoopbackServer.Always("""{"guardrails":[],"nextToken":""}""");
        Dictionary<string, object?> parameters = new() { ["NextToken"] = "mine" };
        await foreach (Dictionary<string, object?> _ in Client(server).CallPagesAsync("bedrock", "ListGuardrails", parameters, Token))
        {
        }

        Assert.Equal("/guardrails?nextToken=mine", server.Requests.Single().Target);
        Assert.Equal("mine", parameters["NextToken"]);
    }

    [Fact]
    public async Task A_page_token_given_before_ends_the_paging()
    {
        int page = 0;
        await using LoopbackServer server = new(exchange =>
            exchange.RespondAsync(200, $$"""{"guardrails":[],"nextToken":"t{{Interlocked.Increment(ref page) % 3}}"}"""));
        int pages = 0;
        BedrockException error = await Assert.ThrowsAsync<BedrockException>(async () =>
        {
            await foreach (Dictionary<string, object?> _ in Client(server).CallPagesAsync("bedrock", "ListGuardrails", s_none, Token))
            {
                pages++;
            }
        });
        Assert.Equal(("PagingLoop", 4), (error.Code, pages));
    }

    [Fact]
    public async Task Service_errors_become_ours()
    {
        await using LoopbackServer server = new(static exchange => exchange.FailAsync(403, "AccessDeniedException"));
        BedrockException error = await Assert.ThrowsAsync<BedrockException>(() => Client(server).CallAsync("bedrock", "ListGuardrails", s_none, Token));
        Assert.Equal(
            ("AccessDenied", 403, "id-of-error", "bedrock", "ListGuardrails"),
            (error.Code, error.StatusCode, error.RequestId, error.Service, error.Operation));
        Assert.IsType<EngineException>(error.InnerException);
    }

    [Fact]
    public async Task An_unreachable_endpoint_is_a_connection_error()
    {
        LoopbackServer gone = LoopbackServer.Always();
        ApiClient client = Client(gone);
        await gone.DisposeAsync();
        BedrockException error = await Assert.ThrowsAsync<BedrockException>(() => client.CallAsync("bedrock", "ListGuardrails", s_none, Token));
        Assert.Equal(("Connection", true), (error.Code, error.IsRetryable));
        Assert.Contains("HTTPS_PROXY", error.RecommendedAction);
    }

    [Fact]
    public async Task A_cut_body_is_an_error_and_no_answer()
    {
        await using LoopbackServer server = new(static async exchange =>
        {
            await exchange.StartAsync(200, "Content-Length: 100", "x-amzn-RequestId: id-6");
            await exchange.SendAsync(Encoding.UTF8.GetBytes("""{"guardrails":["""));
            exchange.Reset();
        });
        BedrockException error = await Assert.ThrowsAsync<BedrockException>(() => Client(server).CallAsync("bedrock", "ListGuardrails", s_none, Token));
        Assert.Equal(("Connection", "id-6"), (error.Code, error.RequestId));
    }

    [Fact]
    public async Task A_cut_stream_gives_what_had_arrived_and_then_an_error()
    {
        byte[] frame = EventStreamWriter.Encode(
            [new(":message-type", "event"), new(":event-type", "messageStart")], """{"role":"assistant"}"""u8);
        await using LoopbackServer server = new(async exchange =>
        {
            await exchange.StartAsync(200, "Transfer-Encoding: chunked", "x-amzn-RequestId: id-8");
            await exchange.SendChunkAsync([.. frame, .. frame.Take(9)]);
            await exchange.EndChunksAsync();
        });
        using ApiEventStream events = await Client(server).CallStreamAsync(
            "bedrock-runtime", "ConverseStream", new Dictionary<string, object?> { ["modelId"] = "m" }, Token);
        List<string> names = [];
        BedrockException error = await Assert.ThrowsAsync<BedrockException>(async () =>
        {
            do
            {
                while (events.TryRead(out KeyValuePair<string, Dictionary<string, object?>> next))
                {
                    names.Add(next.Key);
                }
            }
            while (await events.FillAsync(Token));
        });
        Assert.Equal(["messageStart"], names);
        Assert.Equal(("StreamTruncated", "id-8", "ConverseStream"), (error.Code, error.RequestId, error.Operation));
    }

    [Fact]
    public async Task Cancelling_is_no_error_of_ours()
    {
        using CancellationTokenSource cancel = new();
        await using LoopbackServer server = new(exchange =>
        {
            cancel.Cancel();
            return exchange.HangAsync();
        });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Client(server).CallAsync("bedrock", "ListGuardrails", s_none, cancel.Token));
    }

    [Fact]
    public async Task Time_limits_and_the_log_go_along()
    {
        await using LoopbackServer server = new(static exchange => exchange.HangAsync());
        List<string> log = [];
        ApiClient client = new(Settings(server), new CallOptions { Timeout = TimeSpan.FromMilliseconds(50), Log = log.Add });
        BedrockException error = await Assert.ThrowsAsync<BedrockException>(() => client.CallAsync("bedrock", "ListGuardrails", s_none, Token));
        Assert.Equal("Timeout", error.Code);
        Assert.Contains(log, static line => line.Contains("ListGuardrails"));
        Assert.DoesNotContain(log, static line => line.Contains(Requests.SecretKey));
    }

    private static ConnectionSettings Settings(LoopbackServer server)
    {
        ConnectionSettings settings = Requests.Settings(server);
        settings.MaxAttempts = 1;
        return settings;
    }

    private static ApiClient Client(LoopbackServer server) => new(Settings(server), new CallOptions());
}
