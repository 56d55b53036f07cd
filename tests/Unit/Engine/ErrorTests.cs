using System;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Engine;
using BedrockPS.Unit.Hosting;
using Xunit;

namespace BedrockPS.Unit.Engine;

/// <summary>Failures and what is told of them.</summary>
public class ErrorTests
{
    private static readonly CancellationToken s_token = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("ValidationException", "{\"message\":\"m\"}", "ValidationException", "m")]
    [InlineData("ValidationException:http://internal.amazon.com/coral/", "{\"message\":\"m\"}", "ValidationException", "m")]
    [InlineData("com.amazon.bedrock#ValidationException", "{\"Message\":\"m\"}", "ValidationException", "m")]
    [InlineData("", "{\"__type\":\"com.amazon#ValidationException\",\"message\":\"m\"}", "ValidationException", "m")]
    [InlineData("", "{\"code\":\"ValidationException\",\"message\":\"m\",\"more\":{\"__type\":\"Other\",\"x\":[1]}}", "ValidationException", "m")]
    [InlineData("", "{\"code\":\"A\",\"__type\":\"B\"}", "B", "Converse failed with HTTP status 400.")]
    [InlineData("", "<html><body>nginx</body></html>", null, "Converse failed with HTTP status 400.")]
    [InlineData("", "<ErrorResponse xmlns=\"https://x/\"><Error><Type>Sender</Type><Code>AccessDenied</Code><Message>m</Message></Error><RequestId>r</RequestId></ErrorResponse>", "AccessDenied", "m")]
    [InlineData("", "<ErrorResponse><Error><Code>AccessDenied</Code><Mess", null, "Converse failed with HTTP status 400.")]
    [InlineData("", "<Page><Code>200</Code></Page>", null, "Converse failed with HTTP status 400.")]
    [InlineData("", "", null, "Converse failed with HTTP status 400.")]
    [InlineData("", "{\"__type\":", null, "Converse failed with HTTP status 400.")]
    [InlineData("", "{\"message\":\"half\",", null, "half")]
    [InlineData("", "[1,2]", null, "Converse failed with HTTP status 400.")]
    [InlineData("", "{\"__type\":7,\"message\":null}", null, "Converse failed with HTTP status 400.")]
    public async Task An_error_answer_is_told_with_code_message_headers_and_body(string type, string body, string? code, string message)
    {
        string[] headers = type.Length == 0 ? ["x-amzn-RequestId: id-9"] : ["x-amzn-RequestId: id-9", "x-amzn-ErrorType: " + type];
        await using LoopbackServer server = new(x => x.RespondAsync(400, body, headers));
        EngineException e = await Assert.ThrowsAsync<EngineException>(() => Requests.Client(server).SendAsync(Requests.Converse(), s_token));
        Assert.Equal((EngineFailure.Service, 400, code, message, "id-9"), (e.Failure, e.StatusCode, e.ErrorCode, e.Message, e.RequestId));
        Assert.Equal(body, Encoding.UTF8.GetString(e.Body!));
        Assert.Equal("id-9", e.Headers!["X-AMZN-REQUESTID"]);
    }

    [Theory]
    [InlineData(301)]
    [InlineData(307)]
    [InlineData(304)]
    public async Task A_redirect_is_an_error_and_not_followed_with_the_keys(int status)
    {
        await using LoopbackServer elsewhere = LoopbackServer.Always();
        await using LoopbackServer server = new(x => x.RespondAsync(status, "", $"Location: {elsewhere.Url}"));
        EngineException e = await Assert.ThrowsAsync<EngineException>(() => Requests.Client(server).SendAsync(Requests.Converse(), s_token));
        Assert.Equal((EngineFailure.Service, status), (e.Failure, e.StatusCode));
        Assert.Empty(elsewhere.Requests);
    }

    [Fact]
    public async Task An_error_whose_body_breaks_off_is_still_that_error()
    {
        await using LoopbackServer server = new(async x =>
        {
            await x.StartAsync(403, "Content-Length: 500", "x-amzn-errortype: AccessDeniedException");
            await x.SendAsync("{\"mess"u8.ToArray());
            x.Close();
        });
        EngineException e = await Assert.ThrowsAsync<EngineException>(() => Requests.Client(server).SendAsync(Requests.Converse(), s_token));
        Assert.Equal((EngineFailure.Service, 403, "AccessDeniedException"), (e.Failure, e.StatusCode, e.ErrorCode));
        Assert.Equal("{\"mess", Encoding.UTF8.GetString(e.Body!));
    }

    [Fact]
    public async Task An_endless_error_body_is_cut()
    {
        await using LoopbackServer server = new(async x =>
        {
            await x.StartAsync(400, "Transfer-Encoding: chunked");
            byte[] chunk = new byte[64 * 1024];
            while (true)
            {
                await x.SendChunkAsync(chunk);
            }
        });
        EngineException e = await Assert.ThrowsAsync<EngineException>(() => Requests.Client(server).SendAsync(Requests.Converse(), s_token));
        Assert.InRange(e.Body!.Length, 1, 2 * 1024 * 1024);
    }

    [Theory]
    [InlineData("Content-Length: 20", false)]
    [InlineData("Content-Length: 20", true)]
    [InlineData("Transfer-Encoding: chunked", false)]
    [InlineData("Transfer-Encoding: chunked", true)]
    public async Task A_body_cut_short_is_a_connection_failure(string framing, bool reset)
    {
        await using LoopbackServer server = new(async x =>
        {
            await x.StartAsync(200, framing);
            await x.SendAsync("5\r\nhello\r\n"u8.ToArray());
            if (reset)
            {
                x.Reset();
            }
            else
            {
                x.Close();
            }
        });
        using EngineResponse response = await Requests.Client(server).SendAsync(Requests.Converse(), s_token);
        EngineException e = await Assert.ThrowsAsync<EngineException>(() => response.ReadBodyAsync(s_token));
        Assert.Equal(EngineFailure.Connection, e.Failure);
    }

    [Fact]
    public async Task An_event_stream_cut_by_the_network_is_truncated_and_keeps_its_frames()
    {
        byte[] frame = FrameBytes.Event("contentBlockDelta", "{}");
        await using LoopbackServer server = new(async x =>
        {
            await x.StartAsync(200, "Transfer-Encoding: chunked", "Content-Type: application/vnd.amazon.eventstream");
            await x.SendChunkAsync([.. frame, .. frame, .. frame[..7]]);
            x.Close();
        });
        using EngineResponse response = await Requests.Client(server).SendAsync(Requests.Converse(), s_token);
        using EventStreamReader reader = new(response.Body);
        int frames = 0;
        EngineException e = await Assert.ThrowsAsync<EngineException>(async () =>
        {
            do
            {
                while (reader.TryRead(out _))
                {
                    frames++;
                }
            }
            while (await reader.FillAsync(s_token));
        });
        Assert.Equal((EngineFailure.StreamTruncated, 2), (e.Failure, frames));
    }

    [Theory]
    [InlineData("HTTP/1.1 abc\r\n\r\n")]
    [InlineData("SSH-2.0-OpenSSH_9.6\r\n")]
    public async Task An_answer_that_is_no_http_is_a_connection_failure(string bytes)
    {
        await using LoopbackServer server = new(async x =>
        {
            await x.SendAsync(Encoding.ASCII.GetBytes(bytes));
            x.Close();
        });
        EngineException e = await Assert.ThrowsAsync<EngineException>(async () =>
        {
            using EngineResponse response = await Requests.Client(server).SendAsync(Requests.Converse(), s_token);
            await response.ReadBodyAsync(s_token);
        });
        Assert.Equal(EngineFailure.Connection, e.Failure);
    }

    [Fact]
    public async Task A_host_name_nobody_knows()
    {
        EngineException e = await Fail("https://no-such-host.invalid");
        Assert.Equal(EngineFailure.NameResolution, e.Failure);
        Assert.Contains("no-such-host.invalid", e.Message);
    }

    [Fact]
    public async Task A_server_that_speaks_no_tls()
    {
        Assert.SkipWhen(TestedBuild.IsDesktop, "The engine at hand tells this in a way that .NET Framework has not.");
        await using LoopbackServer server = LoopbackServer.Always();
        Assert.Equal(EngineFailure.Tls, (await Fail($"https://127.0.0.1:{server.Port}")).Failure);
    }

    [Fact]
    public async Task A_certificate_nobody_trusts()
    {
        await using TlsServer server = new();
        EngineException e = await Fail(server.Url);
        Assert.Equal((EngineFailure.Tls, 1), (e.Failure, e.Attempts));
    }

    [Theory]
    [InlineData("not a url")]
    [InlineData("ftp://host/")]
    [InlineData("localhost:8080")]
    [InlineData("https://")]
    [InlineData("https://host/?x=1")]
    [InlineData("https://host/#x")]
    [InlineData("/only/a/path")]
    public async Task An_endpoint_that_is_none(string url)
    {
        EngineException e = await Fail(url);
        Assert.Equal(EngineFailure.EndpointInvalid, e.Failure);
        Assert.Contains(url, e.Message);
    }

    [Fact]
    public async Task An_endpoint_with_a_password_is_refused_without_repeating_it()
    {
        EngineException e = await Fail("https://user:hidden@host/");
        Assert.Equal(EngineFailure.EndpointInvalid, e.Failure);
        Assert.DoesNotContain("hidden", e.Message);
    }

    [Theory]
    [InlineData("us west 2")]
    [InlineData("evil.example/")]
    [InlineData("-x")]
    public async Task A_region_that_could_be_no_host_name(string region)
    {
        ConnectionSettings settings = new() { Region = region, AccessKey = "a", SecretKey = "b" };
        EngineException e = await Assert.ThrowsAsync<EngineException>(() => EngineClient.For(settings).SendAsync(Requests.Converse(), s_token));
        Assert.Equal(EngineFailure.EndpointInvalid, e.Failure);
    }

    [Theory]
    [InlineData("access", null)]
    [InlineData(null, "secret")]
    [InlineData("access", "")]
    public async Task Half_a_key_pair(string? access, string? secret)
    {
        ConnectionSettings settings = new() { Region = "us-east-1", AccessKey = access, SecretKey = secret, EndpointUrl = "http://127.0.0.1:1" };
        EngineException e = await Assert.ThrowsAsync<EngineException>(() => EngineClient.For(settings).SendAsync(Requests.Converse(), s_token));
        Assert.Equal(EngineFailure.NoCredentials, e.Failure);
    }

    private static Task<EngineException> Fail(string url)
    {
        ConnectionSettings settings = new() { Region = "us-west-2", AccessKey = "a", SecretKey = "b", EndpointUrl = url, MaxAttempts = 1 };
        return Assert.ThrowsAsync<EngineException>(() => EngineClient.For(settings).SendAsync(Requests.Converse(), s_token));
    }
}
