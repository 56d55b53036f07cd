using System;
using System.Linq;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Engine;
using Xunit;

namespace BedrockPS.Unit.Engine.TwoWay;

/// <summary>Calls that send while they receive, against a server that verifies every signature by itself.</summary>
public class DuplexTests
{
    private static readonly CancellationToken s_token = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_message_is_answered_before_the_next_one_is_made()
    {
        await using TwoWayServer server = new(EchoAsync);
        using EngineDuplex call = Open(server.Url);
        EngineResponse response = await call.Response.WaitAsync(s_token);
        using EventStreamReader reader = new(response.Body);
        Assert.Equal("id-2", response.RequestId);
        for (int i = 0; i < 20; i++)
        {
            Assert.True(await call.SendAsync(Chunk($"event {i}"), s_token));
            Assert.Equal($"event {i}", await NextAsync(reader));
        }

        Assert.True(await call.CompleteAsync(s_token));
        Assert.Null(await NextAsync(reader));
        Assert.Empty(server.Problems);
        Assert.InRange(
            DateTimeOffset.FromUnixTimeMilliseconds(server.Calls.Single().Date), DateTimeOffset.UtcNow.AddMinutes(-1), DateTimeOffset.UtcNow);
    }

    [Fact]
    public async Task A_service_that_answers_only_after_the_first_message_gets_it()
    {
        await using TwoWayServer server = new(static async x =>
        {
            string? first = await x.ReadTextAsync();
            await x.StartAsync();
            await x.SendTextAsync(first!);
        });
        using EngineDuplex call = Open(server.Url);
        Assert.True(await call.SendAsync(Chunk("first"), s_token));
        using EventStreamReader reader = new((await call.Response.WaitAsync(s_token)).Body);
        Assert.Equal("first", await NextAsync(reader));
    }

    [Theory]
    [InlineData("wrong secret", "us-west-2")]
    [InlineData(Requests.SecretKey, "eu-west-1")]
    public async Task A_signature_for_something_else_is_noticed(string secret, string region)
    {
        await using TwoWayServer server = new(EchoAsync, secret, region);
        using EngineDuplex call = Open(server.Url);
        EngineException e = await Assert.ThrowsAsync<EngineException>(() => call.Response.WaitAsync(s_token));
        Assert.Equal((400, "ValidationException"), (e.StatusCode, e.ErrorCode));
        Assert.StartsWith("wrong ", server.Problems.Single());
        Assert.False(await call.SendAsync(Chunk("late"), s_token));
        Assert.False(await call.CompleteAsync(s_token));
    }

    [Fact]
    public async Task The_session_token_and_any_path_are_signed_too()
    {
        await using TwoWayServer server = new(EchoAsync);
        ConnectionSettings settings = Settings(server.Url);
        settings.SessionToken = "token";
        using EngineDuplex call = EngineClient.For(settings).OpenDuplex(Request("arn:aws:bedrock:us-west-2::foundation-model/a b"), s_token);
        (await call.Response.WaitAsync(s_token)).Dispose();
        ReceivedRequest request = server.Calls.Single().Request;
        Assert.Equal("token", request["x-amz-security-token"]);
        Assert.Equal("/model/arn%3Aaws%3Abedrock%3Aus-west-2%3A%3Afoundation-model%2Fa%20b/invoke-with-bidirectional-stream", request.Target);
        Assert.Empty(server.Problems);
    }

    [Fact]
    public async Task Calls_after_and_beside_each_other_share_a_connection()
    {
        await using TwoWayServer server = new(EchoAsync);
        EngineDuplex[] calls = [Open(server.Url), Open(server.Url)];
        foreach (EngineDuplex call in calls)
        {
            await RunAsync(call);
        }

        await RunAsync(Open(server.Url));
        Assert.Equal(3, server.Calls.Count);
        Assert.Single(server.Calls.Select(static call => call.Connection).Distinct());
    }

    [Fact]
    public async Task Giving_a_call_up_ends_it_at_the_service_and_leaves_the_connection()
    {
        TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using TwoWayServer server = new(async x =>
        {
            x.Aborted.Register(ended.SetResult);
            await x.StartAsync();
            await x.ReadTextAsync();
            await ended.Task;
        });
        EngineDuplex call = Open(server.Url);
        await call.Response.WaitAsync(s_token);
        call.Dispose();
        await ended.Task.WaitAsync(s_token);
        Assert.False(await call.SendAsync(Chunk("late"), s_token));
        using EngineDuplex next = Open(server.Url);
        await next.Response.WaitAsync(s_token);
        Assert.Single(server.Calls.Select(static call => call.Connection).Distinct());
    }

    [Fact]
    public async Task Cancelling_ends_a_call_that_waits_for_its_answer()
    {
        TaskCompletionSource arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using TwoWayServer server = new(async x =>
        {
            arrived.SetResult();
            await x.ReadTextAsync();
        });
        using CancellationTokenSource cancel = CancellationTokenSource.CreateLinkedTokenSource(s_token);
        using EngineDuplex call = EngineClient.For(Settings(server.Url)).OpenDuplex(Request(), cancel.Token);
        await arrived.Task.WaitAsync(s_token);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call.Response.WaitAsync(s_token));
    }

    [Fact]
    public async Task Silence_counts_when_it_is_the_service_s_turn()
    {
        await using TwoWayServer server = new(static async x =>
        {
            await x.StartAsync();
            while (await x.ReadTextAsync() is not null)
            {
                // Says nothing.
            }

            await Task.Delay(Timeout.Infinite, x.Aborted);
        });
        EngineRequest request = Request();
        request.IdleTimeout = TimeSpan.FromMilliseconds(150);
        using EngineDuplex call = EngineClient.For(Settings(server.Url)).OpenDuplex(request, s_token);
        using EventStreamReader reader = new((await call.Response.WaitAsync(s_token)).Body);
        Task<string?> read = NextAsync(reader);
        await Task.Delay(400, s_token);
        Assert.False(read.IsCompleted);
        await call.CompleteAsync(s_token);
        EngineException e = await Assert.ThrowsAsync<EngineException>(() => read.WaitAsync(s_token));
        Assert.Equal(EngineFailure.IdleTimeout, e.Failure);
    }

    [Fact]
    public async Task The_limit_of_the_whole_call_holds()
    {
        await using TwoWayServer server = new(static x => Task.Delay(Timeout.Infinite, x.Aborted));
        EngineRequest request = Request();
        request.Timeout = TimeSpan.FromMilliseconds(150);
        using EngineDuplex call = EngineClient.For(Settings(server.Url)).OpenDuplex(request, s_token);
        EngineException e = await Assert.ThrowsAsync<EngineException>(() => call.Response.WaitAsync(s_token));
        Assert.Equal(EngineFailure.Timeout, e.Failure);
    }

    [Fact]
    public async Task A_server_without_HTTP2_is_named_as_such()
    {
        await using LoopbackServer server = LoopbackServer.Always();
        using EngineDuplex call = Open(server.Url);
        EngineException e = await Assert.ThrowsAsync<EngineException>(() => call.Response.WaitAsync(s_token));
        Assert.Equal((EngineFailure.NoHttp2, 1), (e.Failure, e.Attempts));
    }

    [Fact]
    public async Task A_server_that_refuses_HTTP2_while_the_connection_is_secured_is_named_as_such()
    {
        await using TlsServer server = new(SslApplicationProtocol.Http11);
        using EngineDuplex call = Open(server.Url);
        EngineException e = await Assert.ThrowsAsync<EngineException>(() => call.Response.WaitAsync(s_token));
        Assert.Equal((EngineFailure.NoHttp2, 1), (e.Failure, e.Attempts));
    }

    [Fact]
    public async Task A_certificate_nobody_trusts_is_another_failure()
    {
        await using TlsServer server = new(SslApplicationProtocol.Http2);
        using EngineDuplex call = Open(server.Url);
        EngineException e = await Assert.ThrowsAsync<EngineException>(() => call.Response.WaitAsync(s_token));
        Assert.Equal((EngineFailure.Tls, 1), (e.Failure, e.Attempts));
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_tried_again()
    {
        using TcpListener port = new(IPAddress.Loopback, 0);
        port.Start();
        string url = "http://127.0.0.1:" + ((IPEndPoint)port.LocalEndpoint).Port;
        port.Stop();
        using EngineDuplex call = Open(url);
        EngineException e = await Assert.ThrowsAsync<EngineException>(() => call.Response.WaitAsync(s_token));
        Assert.Equal((EngineFailure.Connection, 3), (e.Failure, e.Attempts));
        Assert.False(await call.SendAsync(Chunk("late"), s_token));
    }

    [Fact]
    public async Task No_API_key_is_sent()
    {
        await using TwoWayServer server = new(EchoAsync);
        ConnectionSettings settings = new() { ApiKey = "key-1", Region = "us-west-2", EndpointUrl = server.Url };
        using EngineDuplex call = EngineClient.For(settings).OpenDuplex(Request(), s_token);
        EngineException e = await Assert.ThrowsAsync<EngineException>(() => call.Response.WaitAsync(s_token));
        Assert.Equal(EngineFailure.ApiKeyRefused, e.Failure);
        Assert.Empty(server.Calls);
    }

    private static async Task EchoAsync(TwoWayExchange exchange)
    {
        await exchange.StartAsync();
        while (await exchange.ReadTextAsync() is string text)
        {
            await exchange.SendTextAsync(text);
        }
    }

    private static async Task RunAsync(EngineDuplex call)
    {
        using EventStreamReader reader = new((await call.Response.WaitAsync(s_token)).Body);
        await call.SendAsync(Chunk("hello"), s_token);
        await call.CompleteAsync(s_token);
        Assert.Equal("hello", await NextAsync(reader));
        Assert.Null(await NextAsync(reader));
        call.Dispose();
    }

    private static async Task<string?> NextAsync(EventStreamReader reader)
    {
        EventFrame frame;
        while (!reader.TryRead(out frame))
        {
            if (!await reader.FillAsync(s_token))
            {
                return null;
            }
        }

        return Encoding.UTF8.GetString(
            System.Text.Json.JsonDocument.Parse(frame.Payload).RootElement.GetProperty("bytes").GetBytesFromBase64());
    }

    private static byte[] Chunk(string text) =>
        FrameBytes.Event("chunk", $$"""{"bytes":"{{Convert.ToBase64String(Encoding.UTF8.GetBytes(text))}}"}""");

    private static EngineDuplex Open(string url) => EngineClient.For(Settings(url)).OpenDuplex(Request(), s_token);

    private static ConnectionSettings Settings(string url) =>
        new() { Region = "us-west-2", AccessKey = "AKIDEXAMPLE", SecretKey = Requests.SecretKey, EndpointUrl = url };

    private static EngineRequest Request(string modelId = "m")
    {
        EngineRequest request = new(
            "bedrock-runtime", "InvokeModelWithBidirectionalStream", "POST", "/model/{modelId}/invoke-with-bidirectional-stream")
        {
            // No waits before retries.
            Draw = () => 0,
        };
        request.PathParameters["modelId"] = modelId;
        return request;
    }
}
