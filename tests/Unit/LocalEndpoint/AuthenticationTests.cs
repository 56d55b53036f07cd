using System;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Threading.Tasks;
using Xunit;

namespace BedrockPS.Unit.Endpoints;

public sealed class AuthenticationTests : IDisposable
{
    private readonly SigningClient _client = new();

    [Fact]
    public async Task A_signed_request_is_answered()
    {
        HttpResponseMessage response = await _client.GetAsync("/foundation-models");
        Assert.Equal(200, (int)response.StatusCode);
        Assert.True(Guid.TryParse(Assert.Single(response.Headers.GetValues("x-amzn-RequestId")), out _));
    }

    [Theory]
    [InlineData("/foundation-models/amazon.nova-lite-v1%3A0")]
    [InlineData("/foundation-models/amazon.nova-lite-v1:0")]
    [InlineData("/foundation-models/arn%3Aaws%3Abedrock%3Aus-east-1%3A%3Afoundation-model%2Famazon.nova-lite-v1%3A0")]
    [InlineData("/foundation-models?byProvider=Mistral%20AI&byOutputModality=TEXT")]
    public async Task Paths_are_signed_as_they_were_sent(string path)
    {
        Assert.Equal(200, (int)(await _client.GetAsync(path)).StatusCode);
    }

    [Fact]
    public async Task A_wrong_secret_is_an_invalid_signature()
    {
        _client.SecretKey += "x";
        Assert.Equal("403 InvalidSignatureException", SigningClient.ErrorOf(await _client.GetAsync("/foundation-models")));
    }

    [Fact]
    public async Task An_unknown_key_is_an_unrecognized_client()
    {
        _client.AccessKey = "AKIAUNKNOWN";
        Assert.Equal("403 UnrecognizedClientException", SigningClient.ErrorOf(await _client.GetAsync("/foundation-models")));
    }

    [Fact]
    public async Task A_session_token_nobody_issued_is_an_unrecognized_client()
    {
        _client.SessionToken = "token";
        Assert.Equal("403 UnrecognizedClientException", SigningClient.ErrorOf(await _client.GetAsync("/foundation-models")));
    }

    [Theory]
    [InlineData(-16)]
    [InlineData(16)]
    public async Task A_clock_more_than_15_minutes_off_is_refused(int minutes)
    {
        _client.Time = DateTimeOffset.UtcNow.AddMinutes(minutes);
        Assert.Equal("403 InvalidSignatureException", SigningClient.ErrorOf(await _client.GetAsync("/foundation-models")));
    }

    [Theory]
    [InlineData(-14)]
    [InlineData(14)]
    public async Task A_clock_less_than_15_minutes_off_is_taken(int minutes)
    {
        _client.Time = DateTimeOffset.UtcNow.AddMinutes(minutes);
        Assert.Equal(200, (int)(await _client.GetAsync("/foundation-models")).StatusCode);
    }

    [Fact]
    public async Task The_scope_must_be_bedrock()
    {
        _client.Service = "iam";
        Assert.Equal("403 InvalidSignatureException", SigningClient.ErrorOf(await _client.GetAsync("/foundation-models")));
    }

    [Fact]
    public async Task A_body_changed_on_the_way_is_an_invalid_signature()
    {
        using HttpRequestMessage request = _client.Sign(HttpMethod.Post, "/model/amazon.nova-lite-v1%3A0/converse", "{}");
        request.Content = new StringContent("{ }");
        Assert.Equal("403 InvalidSignatureException", SigningClient.ErrorOf(await _client.SendAsync(request)));
    }

    [Fact]
    public async Task A_query_changed_on_the_way_is_an_invalid_signature()
    {
        using HttpRequestMessage request = _client.Sign(HttpMethod.Get, "/foundation-models?byProvider=Amazon", null);
        request.RequestUri = new Uri(_client.Server.Url + "/foundation-models?byProvider=Meta");
        Assert.Equal("403 InvalidSignatureException", SigningClient.ErrorOf(await _client.SendAsync(request)));
    }

    [Fact]
    public async Task No_credentials_are_a_missing_token()
    {
        using HttpRequestMessage request = new(HttpMethod.Get, _client.Server.Url + "/foundation-models");
        Assert.Equal("403 MissingAuthenticationTokenException", SigningClient.ErrorOf(await _client.SendAsync(request)));
    }

    [Theory]
    [InlineData("AWS4-HMAC-SHA256 Credential=a/b, SignedHeaders=host, Signature=x")]
    [InlineData("AWS4-HMAC-SHA256 nothing")]
    [InlineData("Basic abc")]
    public async Task A_malformed_header_is_an_incomplete_signature(string authorization)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, _client.Server.Url + "/foundation-models");
        request.Headers.TryAddWithoutValidation("Authorization", authorization);
        Assert.Equal("400 IncompleteSignatureException", SigningClient.ErrorOf(await _client.SendAsync(request)));
    }

    [Theory]
    [InlineData("/foundation-models", 200)]
    [InlineData("/agents/AGENT12345", 403)]
    public async Task An_api_key_opens_bedrock_and_not_the_agents(string path, int status)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, _client.Server.Url + path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _client.Server.ApiKey);
        Assert.Equal(status, (int)(await _client.SendAsync(request)).StatusCode);
    }

    [Fact]
    public async Task A_wrong_api_key_is_denied_and_never_logged()
    {
        using HttpRequestMessage request = new(HttpMethod.Get, _client.Server.Url + "/foundation-models");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", "wrong-key");
        HttpResponseMessage response = await _client.SendAsync(request);
        Assert.Equal("403 AccessDeniedException", SigningClient.ErrorOf(response));
        Assert.DoesNotContain("wrong-key", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        // Another program of this machine may knock at a port that was its own a moment ago.
        LocalEndpointRequest entry = Assert.Single(_client.Server.ReadRequests(), static entry => entry.Path == "/foundation-models");
        Assert.Equal((403, "AccessDeniedException", "None"), (entry.StatusCode, entry.ErrorCode, entry.Auth));
    }

    [Fact]
    public async Task The_region_is_the_one_of_the_scope()
    {
        _client.Region = "eu-west-1";
        string arn = (await _client.GetJsonAsync("/foundation-models/amazon.nova-lite-v1%3A0"))
            .GetProperty("modelDetails").GetProperty("modelArn").GetString()!;
        Assert.Equal("arn:aws:bedrock:eu-west-1::foundation-model/amazon.nova-lite-v1:0", arn);
    }

    public void Dispose() => _client.Dispose();
}
