using System;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Engine;
using BedrockPS.Engine.Http;
using Xunit;

namespace BedrockPS.Unit.Engine;

[Collection("Environment")]
public class ProxyTests
{
    private static readonly CancellationToken s_token = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_given_proxy_gets_the_request_with_its_user_and_password()
    {
        using EnvironmentScope scope = new();
        int seen = 0;
        await using LoopbackServer proxy = new(x => Interlocked.Increment(ref seen) == 1
            ? x.RespondAsync(407, "", "Proxy-Authenticate: Basic realm=\"x\"")
            : x.RespondAsync(200, "{}"));
        ConnectionSettings settings = new()
        {
            Region = "us-west-2", AccessKey = "a", SecretKey = "b", EndpointUrl = "http://bedrock.invalid",
            ProxyUrl = $"http://me:p%40ss@127.0.0.1:{proxy.Port}",
        };
        (await EngineClient.For(settings).SendAsync(Requests.Converse(), s_token)).Dispose();
        ReceivedRequest request = proxy.Requests.Last();
        Assert.Equal("http://bedrock.invalid/model/m/converse", request.Target);
        Assert.Equal("Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes("me:p@ss")), request["Proxy-Authorization"]);
    }

    [Fact]
    public async Task The_environment_s_proxy_is_used_and_a_change_of_it_is_seen()
    {
        using EnvironmentScope scope = new();
        await using LoopbackServer first = LoopbackServer.Always();
        await using LoopbackServer second = LoopbackServer.Always();
        ConnectionSettings settings = new() { Region = "us-west-2", AccessKey = "a", SecretKey = "b", EndpointUrl = "http://bedrock.invalid" };
        scope.Set("HTTP_PROXY", first.Url);
        (await EngineClient.For(settings).SendAsync(Requests.Converse(), s_token)).Dispose();
        scope.Set("HTTP_PROXY", second.Url);
        (await EngineClient.For(settings).SendAsync(Requests.Converse(), s_token)).Dispose();
        Assert.Single(first.Requests);
        Assert.Single(second.Requests);
    }

    [Fact]
    public async Task A_proxy_is_told_the_user_of_its_own_url_alone()
    {
        using EnvironmentScope scope = new();
        await using LoopbackServer proxy = new(static x => x.RespondAsync(407, "", "Proxy-Authenticate: Basic realm=\"x\""));
        scope.Set("HTTPS_PROXY", "http://me:secret@127.0.0.1:9").Set("HTTP_PROXY", proxy.Url);
        ConnectionSettings settings = new() { Region = "us-west-2", AccessKey = "a", SecretKey = "b", EndpointUrl = "http://bedrock.invalid" };
        await Assert.ThrowsAsync<EngineException>(() => EngineClient.For(settings).SendAsync(Requests.Converse(), s_token));
        Assert.All(proxy.Requests, static request => Assert.Null(request["Proxy-Authorization"]));
    }

    [Fact]
    public async Task No_proxy_goes_around_it()
    {
        using EnvironmentScope scope = new();
        await using LoopbackServer proxy = LoopbackServer.Always();
        await using LoopbackServer server = LoopbackServer.Always();
        scope.Set("HTTP_PROXY", proxy.Url).Set("NO_PROXY", "localhost,127.0.0.1");
        (await Requests.Client(server).SendAsync(Requests.Converse(), s_token)).Dispose();
        Assert.Empty(proxy.Requests);
        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("localhost")]
    public async Task This_machine_is_reached_without_a_proxy(string host)
    {
        using EnvironmentScope scope = new();
        await using LoopbackServer proxy = LoopbackServer.Always();
        await using LoopbackServer server = LoopbackServer.Always();
        scope.Set("HTTP_PROXY", proxy.Url).Set("HTTPS_PROXY", proxy.Url).Set("ALL_PROXY", proxy.Url);
        ConnectionSettings settings = new()
        {
            Region = "us-west-2", AccessKey = "a", SecretKey = "b", EndpointUrl = $"http://{host}:{new Uri(server.Url).Port}",
        };
        (await EngineClient.For(settings).SendAsync(Requests.Converse(), s_token)).Dispose();
        settings = new ConnectionSettings { Region = "us-west-2", AccessKey = "a", SecretKey = "b", EndpointUrl = settings.EndpointUrl, ProxyUrl = proxy.Url };
        (await EngineClient.For(settings).SendAsync(Requests.Converse(), s_token)).Dispose();
        Assert.Empty(proxy.Requests);
        Assert.Equal(2, server.Requests.Count);
    }

    [Theory]
    [InlineData("http://127.0.0.2:8080", "", true)]
    [InlineData("https://[::1]:8080", "", true)]
    [InlineData("http://localhost:8080", "", true)]
    [InlineData("http://localhost.example", "", false)]
    [InlineData("http://host.example", "host.example", true)]
    [InlineData("http://a.host.example", "host.example", true)]
    [InlineData("http://a.host.example", ".host.example", true)]
    [InlineData("http://a.host.example", "*.host.example", true)]
    [InlineData("http://otherhost.example", "host.example", false)]
    [InlineData("http://host.example:8080", "host.example:8080", true)]
    [InlineData("http://host.example:8081", "host.example:8080", false)]
    [InlineData("http://[::1]:8080", "::1", true)]
    [InlineData("http://any.example", "a.example, *", true)]
    [InlineData("http://any.example", "", false)]
    [InlineData("https://any.example", "", true)]
    public void Which_hosts_are_reached_directly(string url, string direct, bool expected) =>
        Assert.Equal(expected, new EnvironmentProxy(null, new Uri("http://proxy.example:3128"), direct).IsBypassed(new Uri(url)));

    [Fact]
    public async Task A_proxy_that_is_no_url_is_told_without_its_password()
    {
        ConnectionSettings settings = new()
        {
            Region = "us-west-2", AccessKey = "a", SecretKey = "b", EndpointUrl = "http://x.invalid", ProxyUrl = "http://me:hidden@:bad",
        };
        EngineException e = await Assert.ThrowsAsync<EngineException>(() => EngineClient.For(settings).SendAsync(Requests.Converse(), s_token));
        Assert.Equal(EngineFailure.EndpointInvalid, e.Failure);
        Assert.DoesNotContain("hidden", e.Message);
    }
}
