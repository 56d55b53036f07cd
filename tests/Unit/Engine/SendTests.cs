using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Engine;
using Xunit;

namespace BedrockPS.Unit.Engine;

/// <summary>A request that succeeds: what goes over the wire and what comes back.</summary>
public class SendTests
{
    private static readonly CancellationToken s_token = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_request_arrives_as_described_and_its_answer_comes_back_unread()
    {
        await using LoopbackServer server = new(x => x.RespondAsync(
            200, "{\"ok\":true}", "x-amzn-RequestId: id-1", "x-amzn-bedrock-input-token-count: 7", "Content-Type: application/json"));
        EngineRequest request = Requests.Converse("amazon.nova-lite-v1:0", "{\"messages\":[]}");
        using EngineResponse response = await Requests.Client(server).SendAsync(request, s_token);

        Assert.Equal(200, response.StatusCode);
        Assert.Equal("id-1", response.RequestId);
        Assert.Equal("7", response.Headers["X-Amzn-Bedrock-Input-Token-Count"]);
        Assert.Equal("application/json", response.Headers["content-type"]);
        Assert.Equal(1, response.Attempts);
        Assert.Equal("{\"ok\":true}", Encoding.UTF8.GetString(await response.ReadBodyAsync(s_token)));

        ReceivedRequest received = Assert.Single(server.Requests);
        Assert.Equal("POST", received.Method);
        Assert.Equal("/model/amazon.nova-lite-v1%3A0/converse", received.Target);
        Assert.Equal("{\"messages\":[]}", Encoding.UTF8.GetString(received.Body));
        Assert.Equal("application/json", received["Content-Type"]);
        Assert.StartsWith("BedrockPS/", received["User-Agent"]);
        Assert.Equal("attempt=1; max=3", received["amz-sdk-request"]);
        Assert.Null(received["Expect"]);
    }

    public static TheoryData<string> PathValues =>
    [
        "anthropic.claude-3-haiku-20240307-v1:0",
        "arn:aws:bedrock:us-east-1:123456789012:inference-profile/us.anthropic.claude-3",
        "sp ace+plus&amp=eq?question#hash%41percent",
        "ümläut/日本語",
        "~tilde*star'quote(paren)!",
        "a//b",
        "%2F",
    ];

    [Theory]
    [MemberData(nameof(PathValues))]
    public async Task The_signature_is_right_for_any_path_value(string id)
    {
        await using LoopbackServer server = LoopbackServer.Always();
        (await Requests.Client(server).SendAsync(Requests.Converse(id), s_token)).Dispose();
        ReceivedRequest received = server.Requests.Single();
        SignatureCheck.Verify(received, Requests.SecretKey, "us-west-2");
        Assert.Equal($"/model/{Uri.EscapeDataString(id)}/converse", received.Target);
    }

    [Fact]
    public async Task The_signature_is_right_for_queries_headers_and_an_endpoint_with_a_path()
    {
        await using LoopbackServer server = LoopbackServer.Always();
        EngineRequest request = new("bedrock", "ListFoundationModels", "GET", "/foundation-models/{a}/{rest+}");
        request.PathParameters["a"] = "x/y";
        request.PathParameters["rest"] = "p/q r";
        request.Query.Add(new KeyValuePair<string, string>("byProvider", "Meta & Co"));
        request.Query.Add(new KeyValuePair<string, string>("tag", "b"));
        request.Query.Add(new KeyValuePair<string, string>("tag", "a/é"));
        request.Query.Add(new KeyValuePair<string, string>("empty", ""));
        request.Headers["X-Amzn-Bedrock-Trace"] = "  ENABLED   FULL ";
        ConnectionSettings settings = Requests.Settings(server);
        settings.EndpointUrl = server.Url + "/base//deeper/";
        settings.SessionToken = "session/token+==";
        (await EngineClient.For(settings).SendAsync(request, s_token)).Dispose();

        ReceivedRequest received = server.Requests.Single();
        Assert.Equal("/base/deeper/foundation-models/x%2Fy/p/q%20r?byProvider=Meta%20%26%20Co&tag=b&tag=a%2F%C3%A9&empty=", received.Target);
        Assert.Equal("session/token+==", received["x-amz-security-token"]);
        Assert.Null(received["Content-Type"]);
        SignatureCheck.Verify(received, Requests.SecretKey, "us-west-2");
    }

    [Fact]
    public async Task An_empty_body_and_no_body_are_signed_as_sent()
    {
        await using LoopbackServer server = LoopbackServer.Always();
        EngineClient client = Requests.Client(server);
        EngineRequest none = new("bedrock-agent", "DeleteAgent", "DELETE", "/agents/1");
        EngineRequest empty = new("bedrock-agent", "PrepareAgent", "POST", "/agents/1") { Body = [] };
        EngineRequest post = new("bedrock-agent", "PrepareAgent", "POST", "/agents/1");
        (await client.SendAsync(none, s_token)).Dispose();
        (await client.SendAsync(empty, s_token)).Dispose();
        (await client.SendAsync(post, s_token)).Dispose();
        Assert.All(server.Requests, r => SignatureCheck.Verify(r, Requests.SecretKey, "us-west-2"));
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    public async Task A_path_value_that_would_change_the_path_is_refused(string id)
    {
        await using LoopbackServer server = LoopbackServer.Always();
        await Assert.ThrowsAsync<ArgumentException>(() => Requests.Client(server).SendAsync(Requests.Converse(id), s_token));
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task Calls_one_after_the_other_share_a_connection()
    {
        await using LoopbackServer server = LoopbackServer.Always("{\"a\":1}");
        for (int i = 0; i < 5; i++)
        {
            using EngineResponse response = await Requests.Client(server).SendAsync(Requests.Converse(), s_token);
            await response.ReadBodyAsync(s_token);
        }

        Assert.Equal(1, server.Connections);
    }

    [Fact]
    public async Task Many_calls_at_once_all_succeed()
    {
        await using LoopbackServer server = LoopbackServer.Always("{\"a\":1}");
        await Task.WhenAll(Enumerable.Range(0, 100).Select(async _ =>
        {
            using EngineResponse response = await Requests.Client(server).SendAsync(Requests.Converse(), s_token);
            Assert.Equal(7, (await response.ReadBodyAsync(s_token)).Length);
        }));
        Assert.Equal(100, server.Requests.Count);
    }

    [Fact]
    public void Equal_settings_share_a_client_and_changing_them_afterwards_changes_nothing()
    {
        ConnectionSettings settings = new() { Region = "eu-west-1", AccessKey = "share", SecretKey = "x" };
        EngineClient client = EngineClient.For(settings);
        Assert.Same(client, EngineClient.For(new ConnectionSettings { Region = "eu-west-1", AccessKey = "share", SecretKey = "x" }));
        settings.Region = "eu-west-2";
        Assert.Equal("eu-west-1", client.Settings.Region);
        Assert.NotSame(client, EngineClient.For(settings));
    }
}
