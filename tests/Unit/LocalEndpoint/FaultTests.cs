using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Engine;
using Xunit;

namespace BedrockPS.Unit.Endpoints;

public sealed class FaultTests : IDisposable
{
    private const string Converse = "/model/amazon.nova-lite-v1%3A0/converse";
    private const string ConverseStream = "/model/amazon.nova-lite-v1%3A0/converse-stream";
    private const string Body = """{"messages":[{"role":"user","content":[{"text":"Hello there"}]}]}""";

    private readonly SigningClient _client = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("throttle", "429 ThrottlingException")]
    [InlineData("notready", "429 ModelNotReadyException")]
    [InlineData("unavailable", "503 ServiceUnavailableException")]
    [InlineData("internal", "500 InternalServerException")]
    [InlineData("timeout", "408 ModelTimeoutException")]
    [InlineData("quota", "400 ServiceQuotaExceededException")]
    [InlineData("denied", "403 AccessDeniedException")]
    [InlineData("expired", "403 ExpiredTokenException")]
    [InlineData("unrecognized", "403 UnrecognizedClientException")]
    [InlineData("error:424", "424 ModelErrorException")]
    [InlineData("error:ConflictException", "409 ConflictException")]
    public async Task Errors_come_in_the_services_shape(string fault, string expected)
    {
        _client.Server.SetFaults([fault]);
        HttpResponseMessage response = await _client.PostAsync(Converse, Body);
        Assert.Equal(expected, SigningClient.ErrorOf(response));
        Assert.Contains(fault, (await SigningClient.ReadAsync(response)).GetProperty("message").GetString());
        Assert.Equal(fault, Assert.Single(_client.Server.ReadRequests()).Fault);
    }

    [Fact]
    public async Task Counts_are_used_up_one_after_the_other()
    {
        _client.Server.SetFaults(["throttle:2,notready:1"]);
        List<int> statuses = [];
        List<string> errors = [];
        for (int i = 0; i < 5; i++)
        {
            HttpResponseMessage response = await _client.PostAsync(Converse, Body);
            statuses.Add((int)response.StatusCode);
            errors.Add(response.IsSuccessStatusCode ? "" : SigningClient.ErrorOf(response)[4..]);
        }

        Assert.Equal([429, 429, 429, 200, 200], statuses);
        Assert.Equal(["ThrottlingException", "ThrottlingException", "ModelNotReadyException", "", ""], errors);
    }

    [Theory]
    [InlineData("Converse@throttle", true, false)]
    [InlineData("Converse*@throttle", true, true)]
    [InlineData("amazon.*@throttle", true, true)]
    [InlineData("anthropic.*@throttle", false, false)]
    [InlineData("ConverseStream@amazon.nova-*@throttle", false, true)]
    [InlineData("ConverseStream@anthropic.*@throttle", false, false)]
    [InlineData("amazon.nova-lite-v1:0@throttle:9", true, true)]
    public async Task A_scope_names_operations_and_models(string fault, bool hitsConverse, bool hitsStream)
    {
        _client.Server.SetFaults([fault]);
        Assert.Equal(hitsConverse, !(await _client.PostAsync(Converse, Body)).IsSuccessStatusCode);
        Assert.Equal(hitsStream, !(await _client.PostAsync(ConverseStream, Body)).IsSuccessStatusCode);
    }

    [Fact]
    public async Task Html_is_a_page_without_an_error_code()
    {
        _client.Server.SetFaults(["html:502:1"]);
        HttpResponseMessage response = await _client.PostAsync(Converse, Body);
        Assert.Equal(502, (int)response.StatusCode);
        Assert.Equal("text/html", response.Content.Headers.ContentType?.MediaType);
        Assert.False(response.Headers.Contains("x-amzn-ErrorType"));
        Assert.True((await _client.PostAsync(Converse, Body)).IsSuccessStatusCode);
    }

    [Fact]
    public async Task Reset_breaks_the_connection_before_the_answer()
    {
        _client.Server.SetFaults(["reset"]);
        await Assert.ThrowsAsync<HttpRequestException>(() => _client.PostAsync(Converse, Body));
        _client.Server.SetFaults([]);
        Assert.True((await _client.PostAsync(Converse, Body)).IsSuccessStatusCode);
    }

    [Fact]
    public async Task Hang_says_nothing_until_the_client_goes()
    {
        _client.Server.SetFaults(["hang"]);
        using CancellationTokenSource leave = new();
        using HttpClient http = new();
        Task<HttpResponseMessage> sending = http.SendAsync(_client.Sign(HttpMethod.Post, Converse, Body), leave.Token);
        Assert.NotSame(sending, await Task.WhenAny(sending, Task.Delay(100, Stop)));
        leave.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);
        _client.Server.SetFaults([]);
        Assert.True((await _client.PostAsync(Converse, Body)).IsSuccessStatusCode);
    }

    [Theory]
    [InlineData("cut:3", 3)]
    [InlineData("cut", 1)]
    [InlineData("cut:0", 0)]
    public async Task A_cut_stream_ends_cleanly_after_its_frames(string fault, int frames)
    {
        _client.Server.SetFaults([fault]);
        Assert.Equal(frames, (await EventStream.ReadAsync(await _client.PostAsync(ConverseStream, Body))).Count);
    }

    [Theory]
    [InlineData("half:3", EngineFailure.StreamTruncated)]
    [InlineData("corrupt:3", EngineFailure.StreamCorrupt)]
    public async Task A_broken_frame_comes_after_the_good_ones(string fault, EngineFailure failure)
    {
        _client.Server.SetFaults([fault]);
        List<KeyValuePair<string, JsonElement>> events = [];
        HttpResponseMessage response = await _client.PostAsync(ConverseStream, Body);
        EngineException exception = await Assert.ThrowsAsync<EngineException>(() => EventStream.CollectAsync(response, events));
        Assert.Equal(failure, exception.Failure);
        Assert.Equal(3, events.Count);
    }

    [Fact]
    public async Task A_dropped_stream_is_a_network_failure()
    {
        _client.Server.SetFaults(["drop:3"]);
        List<KeyValuePair<string, JsonElement>> events = [];
        HttpResponseMessage response = await _client.PostAsync(ConverseStream, Body);
        await Assert.ThrowsAnyAsync<Exception>(() => EventStream.CollectAsync(response, events));
        Assert.Equal(3, events.Count);
    }

    [Fact]
    public async Task An_exception_inside_a_stream_is_its_last_frame()
    {
        _client.Server.SetFaults(["exception:throttlingException:2"]);
        List<KeyValuePair<string, JsonElement>> events = await EventStream.ReadAsync(await _client.PostAsync(ConverseStream, Body));
        Assert.Equal(3, events.Count);
        Assert.Equal("throttlingException", events[2].Key);
        LocalEndpointRequest entry = Assert.Single(_client.Server.ReadRequests());
        Assert.Equal((200, "throttlingException"), (entry.StatusCode, entry.ErrorCode));
    }

    [Fact]
    public async Task Stream_faults_pass_over_answers_that_are_no_streams()
    {
        _client.Server.SetFaults(["exception:throttlingException:1:1", "corrupt:1:1"]);
        Assert.True((await _client.PostAsync(Converse, Body)).IsSuccessStatusCode);
        Assert.Equal(2, (await EventStream.ReadAsync(await _client.PostAsync(ConverseStream, Body))).Count);
    }

    [Fact]
    public async Task A_cut_whole_answer_ends_before_its_length()
    {
        _client.Server.SetFaults(["cut"]);
        HttpResponseMessage response = await _client.PostAsync(Converse, Body);
        Assert.True(response.Content.Headers.ContentLength > 100);
        await Assert.ThrowsAnyAsync<IOException>(async () =>
        {
            using Stream body = await response.Content.ReadAsStreamAsync(Stop);
            await body.CopyToAsync(Stream.Null, Stop);
        });
    }

    [Fact]
    public async Task A_stalled_stream_is_silent_after_its_frames()
    {
        _client.Server.SetFaults(["stall:2"]);
        HttpResponseMessage response = await _client.PostAsync(ConverseStream, Body);
        List<KeyValuePair<string, JsonElement>> events = [];
        Task reading = EventStream.CollectAsync(response, events);
        Assert.NotSame(reading, await Task.WhenAny(reading, Task.Delay(150, Stop)));
        Assert.Equal(2, events.Count);
        response.Dispose();
        await Assert.ThrowsAnyAsync<Exception>(() => reading);
    }

    [Fact]
    public async Task A_slow_stream_arrives_frame_by_frame()
    {
        _client.Server.SetFaults(["slow:15ms"]);
        HttpResponseMessage response = await _client.PostAsync(ConverseStream, Body);
        using Stream body = await response.Content.ReadAsStreamAsync(Stop);
        byte[] buffer = new byte[64 * 1024];
        List<int> reads = [];
        int read;
        while ((read = await body.ReadAsync(buffer, Stop)) > 0)
        {
            reads.Add(read);
        }

        Assert.True(reads.Count > 10, $"{reads.Count} reads");
    }

    [Fact]
    public async Task Slow_and_another_fault_come_together()
    {
        _client.Server.SetFaults(["slow:1ms", "throttle:1"]);
        Assert.Equal(429, (int)(await _client.PostAsync(Converse, Body)).StatusCode);
        Assert.True((await _client.PostAsync(Converse, Body)).IsSuccessStatusCode);
    }

    [Theory]
    [InlineData("trottle")]
    [InlineData("throttle:many")]
    [InlineData("throttle:1:2")]
    [InlineData("slow")]
    [InlineData("slow:5")]
    [InlineData("html:200")]
    [InlineData("error")]
    [InlineData("@throttle")]
    [InlineData("exception")]
    public void A_fault_that_is_not_understood_changes_nothing(string fault)
    {
        _client.Server.SetFaults(["throttle:2"]);
        ArgumentException exception = Assert.Throws<ArgumentException>(() => _client.Server.SetFaults([fault]));
        Assert.Contains($"'{fault}'", exception.Message);
        Assert.Equal(["throttle:2"], _client.Server.Faults);
    }

    [Fact]
    public void Faults_can_be_given_at_the_start()
    {
        using SigningClient client = new("throttle:2", "Converse@cut");
        Assert.Equal(["throttle:2", "Converse@cut"], client.Server.Faults);
        Assert.Throws<BedrockException>(static () => new SigningClient("nonsense"));
    }

    public void Dispose() => _client.Dispose();
}
