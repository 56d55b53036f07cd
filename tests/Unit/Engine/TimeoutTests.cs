using System;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Engine;
using Xunit;

namespace BedrockPS.Unit.Engine;

/// <summary>Ends that nobody waited for: cancellation, time-outs, silence, at each stage of a call.</summary>
public class TimeoutTests
{
    private static readonly CancellationToken s_token = TestContext.Current.CancellationToken;
    private static readonly TimeSpan s_short = TimeSpan.FromMilliseconds(150);

    // For what must not end before something has come, on a busy machine either.
    private static readonly TimeSpan s_longer = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task A_token_cancelled_before_the_call_sends_nothing()
    {
        await using LoopbackServer server = LoopbackServer.Always();
        await Assert.ThrowsAsync<OperationCanceledException>(
            () => Requests.Client(server).SendAsync(Requests.Converse(), new CancellationToken(true)));
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task Cancelling_while_waiting_for_the_answer()
    {
        using CancellationTokenSource cancel = CancellationTokenSource.CreateLinkedTokenSource(s_token);
        TaskCompletionSource arrived = new();
        await using LoopbackServer server = new(x =>
        {
            arrived.SetResult();
            return x.HangAsync();
        });
        Task<EngineResponse> call = Requests.Client(server).SendAsync(Requests.Converse(), cancel.Token);
        await arrived.Task;
        await cancel.CancelAsync();
        OperationCanceledException e = await Assert.ThrowsAsync<OperationCanceledException>(() => call);
        Assert.Equal(cancel.Token, e.CancellationToken);
    }

    [Fact]
    public async Task Cancelling_while_the_body_is_read()
    {
        using CancellationTokenSource cancel = CancellationTokenSource.CreateLinkedTokenSource(s_token);
        await using LoopbackServer server = new(HalfABody);
        using EngineResponse response = await Requests.Client(server).SendAsync(Requests.Converse(), cancel.Token);
        byte[] buffer = new byte[100];
        Assert.True(await response.Body.ReadAsync(buffer, cancel.Token) > 0);
        Task<int> read = response.Body.ReadAsync(buffer, cancel.Token).AsTask();
        await cancel.CancelAsync();
        await Assert.ThrowsAsync<OperationCanceledException>(() => read);
    }

    [Fact]
    public async Task Cancelling_a_read_with_another_token_than_the_call_s()
    {
        using CancellationTokenSource cancel = new();
        await using LoopbackServer server = new(HalfABody);
        using EngineResponse response = await Requests.Client(server).SendAsync(Requests.Converse(), s_token);
        Task<byte[]> read = response.ReadBodyAsync(cancel.Token);
        await cancel.CancelAsync();
        OperationCanceledException e = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => read);
        Assert.Equal(cancel.Token, e.CancellationToken);
    }

    [Fact]
    public async Task Cancelling_the_wait_before_a_retry()
    {
        using CancellationTokenSource cancel = CancellationTokenSource.CreateLinkedTokenSource(s_token);
        await using LoopbackServer server = new(x => x.FailAsync(429, "ThrottlingException", "Retry-After: 20"));
        EngineRequest request = Requests.Converse();
        request.Log = line =>
        {
            if (line.Contains("waiting"))
            {
                cancel.Cancel();
            }
        };
        await Assert.ThrowsAsync<OperationCanceledException>(() => Requests.Client(server).SendAsync(request, cancel.Token));
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Cancelling_while_connecting()
    {
        using CancellationTokenSource cancel = CancellationTokenSource.CreateLinkedTokenSource(s_token);
        using FullBacklog full = new();
        ConnectionSettings settings = new() { Region = "us-west-2", AccessKey = "a", SecretKey = "b", EndpointUrl = full.Url };
        Task<EngineResponse> call = EngineClient.For(settings).SendAsync(Requests.Converse(), cancel.Token);
        cancel.CancelAfter(s_short);
        await Assert.ThrowsAsync<OperationCanceledException>(() => call);
    }

    [Fact]
    public async Task Cancelling_while_an_error_s_body_hangs()
    {
        using CancellationTokenSource cancel = CancellationTokenSource.CreateLinkedTokenSource(s_token);
        TaskCompletionSource begun = new();
        await using LoopbackServer server = new(async x =>
        {
            await x.StartAsync(400, "Content-Length: 100", "x-amzn-errortype: ValidationException");
            begun.SetResult();
            await x.HangAsync();
        });
        Task<EngineResponse> call = Requests.Client(server).SendAsync(Requests.Converse(), cancel.Token);
        await begun.Task;
        await cancel.CancelAsync();
        await Assert.ThrowsAsync<OperationCanceledException>(() => call);
    }

    [Fact]
    public async Task Cancelled_connections_are_closed_so_that_the_model_stops()
    {
        using CancellationTokenSource cancel = CancellationTokenSource.CreateLinkedTokenSource(s_token);
        TaskCompletionSource<bool> noticed = new();
        await using LoopbackServer server = new(async x =>
        {
            await x.StartAsync(200, "Transfer-Encoding: chunked");
            try
            {
                while (true)
                {
                    await x.SendChunkAsync(new byte[1000]);
                    await Task.Delay(5, x.Stop);
                }
            }
            catch (IOException)
            {
                noticed.SetResult(true);
            }
        });
        EngineResponse response = await Requests.Client(server).SendAsync(Requests.Converse(), cancel.Token);
        Assert.True(await response.Body.ReadAsync(new byte[10], cancel.Token) > 0);
        response.Dispose();
        Assert.True(await noticed.Task.WaitAsync(TimeSpan.FromSeconds(30), s_token));
    }

    [Fact]
    public async Task The_overall_limit_covers_waiting_for_the_answer()
    {
        await using LoopbackServer server = new(x => x.HangAsync());
        EngineRequest request = Requests.Converse();
        request.Timeout = s_short;
        EngineException e = await Assert.ThrowsAsync<EngineException>(() => Requests.Client(server).SendAsync(request, s_token));
        Assert.Equal((EngineFailure.Timeout, 1), (e.Failure, e.Attempts));
        Assert.Equal("The call did not finish within 0.15 s.", e.Message);

        // On a busy machine the limit may end before the connection is there.
        Assert.InRange(server.Requests.Count, 0, 1);
    }

    [Fact]
    public async Task The_overall_limit_covers_a_body_that_never_falls_silent()
    {
        await using LoopbackServer server = new(async x =>
        {
            await x.StartAsync(200, "Transfer-Encoding: chunked");
            while (true)
            {
                await x.SendChunkAsync([1]);
                await Task.Delay(5, x.Stop);
            }
        });
        EngineRequest request = Requests.Converse();
        request.Timeout = TimeSpan.FromMilliseconds(400);
        EngineException e = await Assert.ThrowsAsync<EngineException>(async () =>
        {
            using EngineResponse response = await Requests.Client(server).SendAsync(request, s_token);
            await response.ReadBodyAsync(s_token);
        });
        Assert.Equal(EngineFailure.Timeout, e.Failure);
    }

    [Fact]
    public async Task The_overall_limit_covers_retries_and_their_waits()
    {
        await using LoopbackServer server = new(x => x.FailAsync(429, "ThrottlingException", "Retry-After: 20"));
        EngineRequest request = Requests.Converse();
        request.Timeout = TimeSpan.FromMilliseconds(400);
        EngineException e = await Assert.ThrowsAsync<EngineException>(() => Requests.Client(server).SendAsync(request, s_token));
        Assert.Equal(EngineFailure.Timeout, e.Failure);
    }

    [Fact]
    public async Task Silence_before_the_answer_is_an_idle_time_out()
    {
        await using LoopbackServer server = new(x => x.HangAsync());
        EngineRequest request = Requests.Converse();
        request.IdleTimeout = s_short;
        EngineException e = await Assert.ThrowsAsync<EngineException>(() => Requests.Client(server).SendAsync(request, s_token));
        Assert.Equal(EngineFailure.IdleTimeout, e.Failure);
        Assert.Equal("Nothing arrived for 0.15 s.", e.Message);
    }

    [Fact]
    public async Task Silence_inside_the_body_is_an_idle_time_out_and_what_came_before_is_kept()
    {
        await using LoopbackServer server = new(HalfABody);
        EngineRequest request = Requests.Converse();
        request.IdleTimeout = s_longer;
        using EngineResponse response = await Requests.Client(server).SendAsync(request, s_token);
        MemoryStream kept = new();
        EngineException e = await Assert.ThrowsAsync<EngineException>(() => response.Body.CopyToAsync(kept, s_token));
        Assert.Equal(EngineFailure.IdleTimeout, e.Failure);
        Assert.Equal("half", Encoding.ASCII.GetString(kept.ToArray()));
        Assert.Equal(EngineFailure.IdleTimeout, (await Assert.ThrowsAsync<EngineException>(() => response.ReadBodyAsync(s_token))).Failure);
    }

    [Fact]
    public async Task A_caller_who_takes_his_time_between_reads_is_not_silence()
    {
        await using LoopbackServer server = new(async x =>
        {
            await x.StartAsync(200, "Content-Length: 8");
            await x.SendAsync("half"u8.ToArray());
            await x.SendAsync("half"u8.ToArray());
        });
        EngineRequest request = Requests.Converse();
        request.IdleTimeout = s_longer;
        using EngineResponse response = await Requests.Client(server).SendAsync(request, s_token);
        await Task.Delay(s_longer * 1.5, s_token);
        Assert.Equal("halfhalf", Encoding.ASCII.GetString(await response.ReadBodyAsync(s_token)));
    }

    [Fact]
    public async Task Reading_after_disposal_says_so()
    {
        await using LoopbackServer server = LoopbackServer.Always("abc");
        EngineResponse response = await Requests.Client(server).SendAsync(Requests.Converse(), s_token);
        response.Dispose();
        response.Dispose();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => response.ReadBodyAsync(s_token));
        Assert.False(response.Body.CanRead);
    }

    [Fact]
    public async Task A_blocking_read_works_too()
    {
        await using LoopbackServer server = LoopbackServer.Always("abc");
        using EngineResponse response = await Requests.Client(server).SendAsync(Requests.Converse(), s_token);
        using StreamReader reader = new(response.Body);
        Assert.Equal("abc", reader.ReadToEnd());
    }

    private static async Task HalfABody(Exchange x)
    {
        await x.StartAsync(200, "Content-Length: 8");
        await x.SendAsync("half"u8.ToArray());
        await x.HangAsync();
    }

    /// <summary>A port that is open and whose queue of waiting connections is full, so that a new one neither succeeds nor fails.</summary>
    private sealed class FullBacklog : IDisposable
    {
        private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        private readonly Socket[] _waiting;

        public FullBacklog()
        {
            _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            _listener.Listen(0);
            _waiting = [.. Enumerable.Range(0, 8).Select(_ =>
            {
                Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { Blocking = false };
                try
                {
                    socket.Connect(_listener.LocalEndPoint!);
                }
                catch (SocketException)
                {
                    // Still connecting, as wanted.
                }

                return socket;
            })];
        }

        public string Url => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndPoint!).Port}";

        public void Dispose()
        {
            foreach (Socket socket in _waiting)
            {
                socket.Dispose();
            }

            _listener.Dispose();
        }
    }
}
