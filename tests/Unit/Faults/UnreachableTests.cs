using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using System.Net;
using System.Net.Sockets;
using System.Threading.Tasks;
using BedrockPS.Unit.Engine;
using BedrockPS.Unit.Hosting;
using Xunit;

namespace BedrockPS.Unit.Faults;

/// <summary>
/// Servers that are not there, that are not who they say, or that are no such service, as each kind of command meets them: one documented
/// error an input, with its input and with what to do next, and nothing that passes for an answer.
/// </summary>
[Collection("Environment")]
public sealed class UnreachableTests : IDisposable
{
    private const string Keys = $"-Region us-east-1 -AccessKey AKIDEXAMPLE -SecretKey {Requests.SecretKey}";

    private readonly EnvironmentScope _environment = new();
    private readonly PowerShellHost _shell = new();

    /// <summary>The ways to ask, and what their errors are about.</summary>
    private static readonly (string Command, object? Target)[] s_commands =
    [
        ("'ask' | Invoke-BRModel -Model m.m-0", "ask"),
        ("'ask' | Invoke-BRModel -Model m.m-0 -Stream", "ask"),
        ("Invoke-BRModel -Body '{}' -Model m.m-0", "m.m-0"),
        ("'ask' | Get-BREmbedding -Model amazon.titan-embed-text-v2:0", "ask"),
        ("Get-BRGuardrail", null),
        ("Search-BRKnowledgeBase ask -KnowledgeBaseId KB12345678", null),
    ];

    [Fact]
    public void A_port_nobody_listens_at() => EachCommandFails($"http://127.0.0.1:{FreePort()}", "Connection");

    [Fact]
    public void A_host_nobody_knows() => EachCommandFails("https://bedrock.invalid", "NameResolution");

    [Fact]
    public async Task A_certificate_nobody_trusts()
    {
        await using TlsServer server = new();
        EachCommandFails(server.Url, "Tls");
    }

    [Fact]
    public async Task A_server_that_speaks_no_tls()
    {
        Assert.SkipWhen(TestedBuild.IsDesktop, "The engine at hand tells this in a way that .NET Framework has not.");
        await using LoopbackServer server = LoopbackServer.Always();
        EachCommandFails(server.Url.Replace("http:", "https:", StringComparison.Ordinal), "Tls");
    }

    [Fact]
    public async Task A_server_that_speaks_no_http()
    {
        await using LoopbackServer server = new(async x =>
        {
            await x.SendAsync("220 mail.example ESMTP\r\n"u8.ToArray());
            x.Close();
        });
        EachCommandFails(server.Url, "Connection");
    }

    [Theory]
    [InlineData(200)]
    [InlineData(403)]
    [InlineData(502)]
    public async Task A_page_for_people_where_the_service_should_be(int status)
    {
        await using LoopbackServer server = new(x => x.RespondAsync(
            status, "<!DOCTYPE html><html><head><title>Sign in to the network</title></head><body>Hello</body></html>", "Content-Type: text/html"));
        foreach ((string command, object? target) in s_commands)
        {
            ErrorRecord error = Fails(command, server.Url, target);
            Assert.Contains("Sign in to the network", error.Exception.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("<", error.Exception.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_proxy_that_is_not_there()
    {
        _environment.Set("HTTPS_PROXY", $"http://user:hidden-word@127.0.0.1:{FreePort()}");
        EachCommandFails("https://bedrock.example.com", "Connection");
    }

    [Theory]
    [InlineData(407)]
    [InlineData(403)]
    [InlineData(502)]
    public async Task A_proxy_that_lets_nobody_through(int status)
    {
        await using LoopbackServer proxy = new(x => x.RespondAsync(status, "<html>No.</html>", "Content-Type: text/html", "Proxy-Authenticate: Basic realm=\"x\""));
        _environment.Set("HTTPS_PROXY", proxy.Url.Replace("//", "//user:hidden-word@", StringComparison.Ordinal));
        foreach ((string command, object? target) in s_commands)
        {
            ErrorRecord error = Fails(command, "https://bedrock.example.com", target);
            Assert.Contains(status.ToString(CultureInfo.InvariantCulture), error.Exception.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_clock_that_is_wrong_is_set_right_and_the_answer_comes()
    {
        await using LoopbackServer server = new(x =>
        {
            DateTime theirs = DateTime.UtcNow.AddHours(3);
            DateTime signed = DateTime.ParseExact(x.Request["x-amz-date"]!, "yyyyMMdd'T'HHmmss'Z'", null, DateTimeStyles.AdjustToUniversal);
            return (theirs - signed).Duration() < TimeSpan.FromMinutes(5)
                ? x.SendAsync(Wire.Answer(Wire.Whole))
                : x.FailAsync(403, "InvalidSignatureException", $"Date: {theirs:R}");
        });
        List<PSObject> answers = _shell.Run($"'one', 'two', 'three' | Invoke-BRModel -Model m.m-0 -EndpointUrl {server.Url} {Keys}");
        Assert.Empty(_shell.Errors);
        Assert.Equal([Wire.Text, Wire.Text, Wire.Text], answers.Select(static answer => answer.ToString()));
        Assert.Equal(4, server.Requests.Count);
    }

    [Theory]
    [InlineData("before the headers")]
    [InlineData("within the headers")]
    [InlineData("within the body")]
    public async Task A_silence_beyond_the_limit(string when)
    {
        foreach (string more in new[] { "", "-Stream" })
        {
            byte[] answer = more.Length == 0 ? Wire.Answer(Wire.Whole) : Wire.Chunked(Wire.Stream);
            int length = when switch { "before the headers" => 0, "within the headers" => 30, _ => answer.Length - 20 };
            await using LoopbackServer server = new(async x =>
            {
                await x.SendAsync(answer[..length]);
                await x.HangAsync();
            });
            List<PSObject> got = _shell.Run($"'ask' | Invoke-BRModel -Model m.m-0 {more} -IdleTimeoutSec 1 -EndpointUrl {server.Url} {Keys}");
            ErrorRecord error = Assert.Single(_shell.Errors);
            Assert.Equal(("IdleTimeout", ErrorCategory.OperationTimeout, "ask"), (Id(error), error.CategoryInfo.Category, (string)error.TargetObject));
            Assert.True(got.All(static item => item.BaseObject is StreamChunk { Kind: not StreamChunkKind.End }), "A silence passed for an answer.");
            Assert.Single(server.Requests);
        }
    }

    [Fact]
    public async Task An_answer_that_drips_is_that_answer_and_one_that_drips_too_long_is_none()
    {
        byte[] stream = Wire.Chunked(Wire.Stream);
        await using LoopbackServer server = new(async x =>
        {
            foreach (byte one in stream)
            {
                await x.SendAsync([one]);
            }
        });
        List<PSObject> chunks = _shell.Run($"Invoke-BRModel ask -Model m.m-0 -Stream -EndpointUrl {server.Url} {Keys}");
        Assert.Empty(_shell.Errors);
        Assert.Equal(Wire.Text, ((StreamChunk)chunks[^1].BaseObject).Response!.Text);

        await using LoopbackServer endless = new(async x =>
        {
            await x.StartAsync(200, "Content-Type: application/json", "Transfer-Encoding: chunked");
            while (true)
            {
                await x.SendChunkAsync(" "u8.ToArray());
                await Task.Delay(50, x.Stop);
            }
        });
        Assert.Empty(_shell.Run($"Invoke-BRModel ask -Model m.m-0 -TimeoutSec 1 -IdleTimeoutSec 30 -EndpointUrl {endless.Url} {Keys}"));
        Assert.Equal("Timeout", Id(Assert.Single(_shell.Errors)));
    }

    public void Dispose()
    {
        _shell.Dispose();
        _environment.Dispose();
    }

    private static string Id(ErrorRecord error) => error.FullyQualifiedErrorId.Split(',')[0];

    /// <summary>A port that was free a moment ago.</summary>
    private static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private void EachCommandFails(string url, string id)
    {
        foreach ((string command, object? target) in s_commands)
        {
            ErrorRecord error = Fails(command, url, target);
            Assert.Equal((command, id, ErrorCategory.ConnectionError), (command, Id(error), error.CategoryInfo.Category));
        }
    }

    /// <summary>The one error a command ends with, which names its input, tells what to do and keeps secrets.</summary>
    private ErrorRecord Fails(string command, string url, object? target)
    {
        Assert.Empty(_shell.Run($"{command} -MaxAttempt 1 -EndpointUrl {url} {Keys}"));
        ErrorRecord error = Assert.Single(_shell.Errors);
        Assert.IsType<BedrockException>(error.Exception);
        Assert.True(target is null || target.Equals((error.TargetObject as PSObject)?.BaseObject ?? error.TargetObject), $"{command}: {error.TargetObject}");
        Assert.NotEqual("", error.ErrorDetails?.RecommendedAction ?? "");
        Assert.DoesNotContain("hidden-word", $"{error.Exception}{error.ErrorDetails}", StringComparison.Ordinal);
        return error;
    }
}
