using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Engine;
using Xunit;

namespace BedrockPS.Unit.Engine;

/// <summary>When an API key is sent, when the request is signed instead, and when neither.</summary>
[Collection("Environment")]
public class ApiKeyTests
{
    private const string Key = "bedrock-api-key-YmVkcm9jaw==";
    private static readonly CancellationToken s_token = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("bedrock")]
    [InlineData("bedrock-runtime")]
    public async Task A_given_key_needs_neither_credentials_nor_region(string service)
    {
        using EnvironmentScope scope = new();
        await using LoopbackServer server = LoopbackServer.Always();
        string log = "";
        EngineRequest request = new(service, "X", "POST", "/x") { Body = [], Log = line => log += line };
        (await EngineClient.For(new ConnectionSettings { ApiKey = Key, EndpointUrl = server.Url }).SendAsync(request, s_token)).Dispose();
        Assert.Equal("Bearer " + Key, server.Requests.Single()["Authorization"]);
        Assert.Null(server.Requests.Single()["x-amz-date"]);
        Assert.EndsWith("/x, API key", log);
    }

    [Theory]
    [InlineData("bedrock-agent")]
    [InlineData("bedrock-agent-runtime")]
    public async Task A_given_key_is_refused_for_services_that_take_none(string service)
    {
        using EnvironmentScope scope = new();
        await using LoopbackServer server = LoopbackServer.Always();
        ConnectionSettings settings = Requests.Settings(server);
        settings.ApiKey = Key;
        EngineException e = await Assert.ThrowsAsync<EngineException>(
            () => EngineClient.For(settings).SendAsync(new EngineRequest(service, "X", "GET", "/x"), s_token));
        Assert.Equal(EngineFailure.ApiKeyRefused, e.Failure);
        Assert.DoesNotContain(Key, e.ToString());
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task The_environment_s_key_is_used_for_two_services_and_the_others_are_signed()
    {
        using EnvironmentScope scope = new();
        await using LoopbackServer server = LoopbackServer.Always();
        scope.Set("AWS_BEARER_TOKEN_BEDROCK", Key).Set("AWS_REGION", "us-west-2").Set("AWS_ENDPOINT_URL", server.Url);
        scope.Set("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE").Set("AWS_SECRET_ACCESS_KEY", Requests.SecretKey);
        EngineClient client = EngineClient.For(new ConnectionSettings());
        foreach (string service in new[] { "bedrock", "bedrock-runtime", "bedrock-agent", "bedrock-agent-runtime" })
        {
            (await client.SendAsync(new EngineRequest(service, "X", "GET", "/" + service), s_token)).Dispose();
        }

        Assert.All(server.Requests.Take(2), r => Assert.Equal("Bearer " + Key, r["Authorization"]));
        Assert.All(server.Requests.Skip(2), r => SignatureCheck.Verify(r, Requests.SecretKey, "us-west-2"));
        Assert.Equal(4, server.Requests.Count);
    }

    [Fact]
    public async Task Explicit_credentials_beat_the_environment_s_key()
    {
        using EnvironmentScope scope = new();
        await using LoopbackServer server = LoopbackServer.Always();
        scope.Set("AWS_BEARER_TOKEN_BEDROCK", Key);
        scope.Credentials($"[p]\naws_access_key_id=AKIDEXAMPLE\naws_secret_access_key={Requests.SecretKey}\n");
        ConnectionSettings profile = new() { Region = "us-west-2", ProfileName = "p", EndpointUrl = server.Url };
        ConnectionSettings foreign = new()
        {
            Region = "us-west-2",
            EndpointUrl = server.Url,
            Credentials = new ForeignCredentials(this, _ => Task.FromResult(new KeySet("AKIDEXAMPLE", Requests.SecretKey, null))),
        };
        foreach (ConnectionSettings settings in new[] { Requests.Settings(server), profile, foreign })
        {
            (await EngineClient.For(settings).SendAsync(Requests.Converse(), s_token)).Dispose();
        }

        Assert.All(server.Requests, r => SignatureCheck.Verify(r, Requests.SecretKey, "us-west-2"));
        Assert.Equal(3, server.Requests.Count);
    }

    [Fact]
    public async Task A_given_key_beats_explicit_credentials()
    {
        await using LoopbackServer server = LoopbackServer.Always();
        ConnectionSettings settings = Requests.Settings(server);
        settings.ApiKey = Key;
        (await EngineClient.For(settings).SendAsync(Requests.Converse(), s_token)).Dispose();
        Assert.Equal("Bearer " + Key, server.Requests.Single()["Authorization"]);
    }

    [Theory]
    [InlineData("http://bedrock.example", true)]
    [InlineData("http://10.0.0.1:8080", true)]
    [InlineData("http://localhost.example:8080", true)]
    [InlineData("https://bedrock.example", false)]
    [InlineData("http://localhost:8080", false)]
    [InlineData("http://127.0.0.5:8080", false)]
    [InlineData("http://[::1]:8080", false)]
    public void Over_plain_http_a_key_goes_to_this_machine_only(string url, bool refused)
    {
        ResolvedConnection connection = new(new ConnectionSettings { ApiKey = Key }, AwsEnvironment.Read());
        BedrockPS.Engine.Endpoints.ServiceEndpoint endpoint = BedrockPS.Engine.Endpoints.ServiceEndpoint.FromUrl(url, "test");
        if (refused)
        {
            EngineException e = Assert.Throws<EngineException>(() => connection.ApiKeyFor("bedrock", endpoint));
            Assert.Equal(EngineFailure.ApiKeyRefused, e.Failure);
            Assert.DoesNotContain(Key, e.Message);
        }
        else
        {
            Assert.Equal(Key, connection.ApiKeyFor("bedrock", endpoint));
        }
    }

    [Theory]
    [InlineData("key\r\nX-Injected: yes")]
    [InlineData("two words")]
    [InlineData("kéy")]
    public async Task Something_that_is_no_key_is_refused(string key)
    {
        await using LoopbackServer server = LoopbackServer.Always();
        EngineException e = await Assert.ThrowsAsync<EngineException>(
            () => EngineClient.For(new ConnectionSettings { ApiKey = key, EndpointUrl = server.Url }).SendAsync(Requests.Converse(), s_token));
        Assert.Equal(EngineFailure.ApiKeyRefused, e.Failure);
        Assert.DoesNotContain(key, e.Message);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task A_line_break_after_a_key_does_no_harm()
    {
        await using LoopbackServer server = LoopbackServer.Always();
        ConnectionSettings settings = new() { ApiKey = Key + "\n", EndpointUrl = server.Url };
        (await EngineClient.For(settings).SendAsync(Requests.Converse(), s_token)).Dispose();
        Assert.Equal("Bearer " + Key, server.Requests.Single()["Authorization"]);
        settings = Requests.Settings(server);
        (settings.AccessKey, settings.SecretKey, settings.SessionToken) = ("AKIDEXAMPLE\n", Requests.SecretKey + "\r\n", "token\n");
        (await EngineClient.For(settings).SendAsync(Requests.Converse(), s_token)).Dispose();
        SignatureCheck.Verify(server.Requests.Last(), Requests.SecretKey, "us-west-2");
    }

    [Fact]
    public async Task A_header_with_a_line_break_does_not_become_two()
    {
        await using LoopbackServer server = LoopbackServer.Always();
        EngineRequest request = Requests.Converse();
        request.Headers["X-Amzn-Bedrock-Trace"] = "a\r\nX-Injected: yes";
        await Assert.ThrowsAsync<System.ArgumentException>(() => Requests.Client(server).SendAsync(request, s_token));
        Assert.Empty(server.Requests);
    }
}
