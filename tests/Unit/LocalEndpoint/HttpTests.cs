using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Local;
using BedrockPS.LocalEndpoints;
using Xunit;

namespace BedrockPS.Unit.Endpoints;

/// <summary>What is on the wire, seen through plain sockets.</summary>
public sealed class HttpTests : IDisposable
{
    private const string Body = """{"messages":[{"role":"user","content":[{"text":"Hello there"}]}]}""";

    private readonly SigningClient _client = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Requests_follow_each_other_on_one_connection()
    {
        using TcpClient tcp = new("127.0.0.1", _client.Server.Port);
        for (int i = 0; i < 3; i++)
        {
            Assert.StartsWith("HTTP/1.1 403", await ExchangeAsync(tcp, "GET /foundation-models HTTP/1.1\r\nHost: x\r\n\r\n"));
        }

        Assert.Equal(3, _client.Server.ReadRequests().Count);
    }

    [Fact]
    public async Task A_target_with_a_control_character_is_refused()
    {
        using TcpClient tcp = new("127.0.0.1", _client.Server.Port);
        Assert.StartsWith("HTTP/1.1 400", await ExchangeAsync(tcp, "PUT /bucket/key\0part HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n"));
    }

    [Fact]
    public async Task Requests_sent_at_once_are_answered_in_order()
    {
        using TcpClient tcp = new("127.0.0.1", _client.Server.Port);
        await tcp.GetStream().WriteAsync(Encoding.ASCII.GetBytes(
            "GET /no-such-path HTTP/1.1\r\nHost: x\r\n\r\nGET /foundation-models HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"), Stop);
        string answers = await new StreamReader(tcp.GetStream()).ReadToEndAsync(Stop);
        Assert.Equal(
            ["HTTP/1.1 404 Not Found", "HTTP/1.1 403 Forbidden"],
            answers.Split("\r\n").SelectMany(static line => line.Split('}')).Where(static line => line.StartsWith("HTTP/")));
    }

    [Fact]
    public async Task A_client_that_expects_100_continue_gets_it()
    {
        using TcpClient tcp = new("127.0.0.1", _client.Server.Port);
        Assert.StartsWith(
            "HTTP/1.1 100 Continue",
            await ExchangeAsync(tcp, "POST /model/x/converse HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n"));
        Assert.StartsWith("HTTP/1.1 403", await ExchangeAsync(tcp, "{}"));
    }

    [Fact]
    public async Task A_chunked_body_is_read_whole()
    {
        using TcpClient tcp = new("127.0.0.1", _client.Server.Port);
        await ExchangeAsync(
            tcp,
            "POST /model/x/converse HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5;a=b\r\nhello\r\n7\r\n, world\r\n0\r\nTrailer: x\r\n\r\n");
        Assert.Equal("hello, world", Assert.Single(_client.Server.ReadRequests()).Body);
    }

    [Theory]
    [InlineData("NONSENSE\r\n\r\n", 400)]
    [InlineData("GET / HTTP/1.1\r\nNo colon here\r\n\r\n", 400)]
    [InlineData("GET / HTTP/1.1\r\nName : value\r\n\r\n", 400)]
    [InlineData("POST / HTTP/1.1\r\nContent-Length: many\r\n\r\n", 400)]
    [InlineData("POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n", 400)]
    [InlineData("POST / HTTP/1.1\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n", 400)]
    [InlineData("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n", 400)]
    [InlineData("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFFF\r\n", 413)]
    [InlineData("POST / HTTP/1.1\r\nContent-Length: 27262977\r\n\r\n", 413)]
    [InlineData("POST / HTTP/1.1\r\nContent-Length: 99999999999999\r\nExpect: 100-continue\r\n\r\n", 413)]
    public async Task What_is_not_http_or_too_large_is_refused_in_the_services_shape(string request, int status)
    {
        using TcpClient tcp = new("127.0.0.1", _client.Server.Port);
        await tcp.GetStream().WriteAsync(Encoding.ASCII.GetBytes(request), Stop);
        string answer = await FinishAsync(tcp);
        Assert.StartsWith($"HTTP/1.1 {status} ", answer);
        Assert.Contains("x-amzn-ErrorType: ", answer);
        Assert.Contains("x-amzn-RequestId: ", answer);
        Assert.Contains("Connection: close", answer);
        Assert.EndsWith("}", answer);
    }

    [Fact]
    public async Task A_body_too_large_can_be_sent_whole_and_the_answer_still_read()
    {
        using TcpClient tcp = new("127.0.0.1", _client.Server.Port);
        int size = (26 * 1024 * 1024) + 1;
        await tcp.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"POST / HTTP/1.1\r\nContent-Length: {size}\r\n\r\n"), Stop);
        await tcp.GetStream().WriteAsync(new byte[size], Stop);
        Assert.StartsWith("HTTP/1.1 413 ", await FinishAsync(tcp));
    }

    [Fact]
    public async Task Endless_headers_are_refused()
    {
        using TcpClient tcp = new("127.0.0.1", _client.Server.Port);
        await tcp.GetStream().WriteAsync(Encoding.ASCII.GetBytes("GET / HTTP/1.1\r\nX: " + new string('x', 100_000)), Stop);
        Assert.StartsWith("HTTP/1.1 431 ", await FinishAsync(tcp));
    }

    [Fact]
    public async Task An_http_1_0_client_gets_a_stream_without_chunks()
    {
        using HttpRequestMessage request = _client.Sign(HttpMethod.Post, "/model/amazon.nova-lite-v1%3A0/converse-stream", Body);
        request.Version = new Version(1, 0);
        HttpResponseMessage response = await _client.SendAsync(request);
        Assert.Equal("messageStart", (await EventStream.ReadAsync(response))[0].Key);
        Assert.NotEqual(true, response.Headers.TransferEncodingChunked);
    }

    [Fact]
    public async Task A_client_that_leaves_a_stream_harms_nobody()
    {
        string body = Body.Replace("Hello there", "{{words 100000}}");
        HttpResponseMessage response = await _client.PostAsync("/model/amazon.nova-lite-v1%3A0/converse-stream", body);
        Stream stream = await response.Content.ReadAsStreamAsync(Stop);
        await stream.ReadExactlyAsync(new byte[1000], Stop);
        response.Dispose();
        Assert.True((await _client.PostAsync("/model/amazon.nova-lite-v1%3A0/converse", Body)).IsSuccessStatusCode);
    }

    [Fact]
    public async Task Localhost_reaches_it_too()
    {
        using HttpClient http = new();
        HttpResponseMessage response = await http.GetAsync($"http://localhost:{_client.Server.Port}/foundation-models", Stop);
        Assert.Equal("403 MissingAuthenticationTokenException", SigningClient.ErrorOf(response));
    }

    [Fact]
    public async Task Many_clients_are_answered_at_once()
    {
        IEnumerable<Task<HttpResponseMessage>> calls = Enumerable.Range(0, 200)
            .Select(_ => _client.PostAsync("/model/amazon.nova-lite-v1%3A0/converse", Body));
        Assert.All(await Task.WhenAll(calls), static response => Assert.True(response.IsSuccessStatusCode));
    }

    [Fact]
    public async Task Stopping_ends_connections_and_frees_the_port()
    {
        using TcpClient tcp = new("127.0.0.1", _client.Server.Port);
        await ExchangeAsync(tcp, "GET / HTTP/1.1\r\nHost: x\r\n\r\n");
        _client.Server.Dispose();
        Assert.False(_client.Server.IsRunning);
        Assert.Equal(0, await tcp.GetStream().ReadAsync(new byte[1], Stop));
        using LocalEndpointServer next = LocalEndpointServer.Start(new LocalEndpointOptions { Port = _client.Server.Port });
        Assert.Equal(_client.Server.Port, next.Port);
    }

    [Fact]
    public void A_taken_port_is_an_error_that_says_so()
    {
        BedrockException exception = Assert.Throws<BedrockException>(
            () => LocalEndpointServer.Start(new LocalEndpointOptions { Port = _client.Server.Port }));
        Assert.Equal("LocalEndpointFailed", exception.Code);
        Assert.Contains(_client.Server.Port.ToString(), exception.Message);
    }

    [Fact]
    public async Task The_log_keeps_the_last_thousand_requests_without_keys()
    {
        using HttpClient http = new();
        for (int i = 0; i < 1010; i++)
        {
            await http.GetAsync($"{_client.Server.Url}/foundation-models?n={i}", Stop);
        }

        IReadOnlyList<LocalEndpointRequest> requests = _client.Server.ReadRequests();
        Assert.Equal(1000, requests.Count);
        Assert.Equal("/foundation-models?n=10", requests[0].Path);
        Assert.Equal("/foundation-models?n=1009", requests[^1].Path);
        _client.Server.ClearRequests();
        Assert.Empty(_client.Server.ReadRequests());
    }

    [Fact]
    public async Task An_entry_tells_what_was_asked_and_answered()
    {
        _client.Region = "eu-west-1";
        await _client.PostAsync("/model/amazon.nova-lite-v1%3A0/converse", Body);
        LocalEndpointRequest entry = Assert.Single(_client.Server.ReadRequests());
        Assert.Equal("bedrock-runtime", entry.Service);
        Assert.Equal("Converse", entry.Operation);
        Assert.Equal("amazon.nova-lite-v1:0", entry.Model);
        Assert.Equal(("POST", 200, "SigV4", "eu-west-1"), (entry.Method, entry.StatusCode, entry.Auth, entry.Region));
        Assert.Equal(Body, entry.Body);
        Assert.Null(entry.ErrorCode);
    }

    private static async Task<string> ExchangeAsync(TcpClient tcp, string request)
    {
        await tcp.GetStream().WriteAsync(Encoding.ASCII.GetBytes(request));
        byte[] buffer = new byte[4096];
        return Encoding.ASCII.GetString(buffer, 0, await tcp.GetStream().ReadAsync(buffer));
    }

    /// <summary>Everything the server says after the client has said all it has to say.</summary>
    private static async Task<string> FinishAsync(TcpClient tcp)
    {
        using StreamReader reader = new(tcp.GetStream());
        tcp.Client.Shutdown(SocketShutdown.Send);
        return await reader.ReadToEndAsync(Stop);
    }

    public void Dispose() => _client.Dispose();
}
