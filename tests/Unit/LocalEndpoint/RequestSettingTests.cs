using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Text.Json;
using System.Threading.Tasks;
using Xunit;

namespace BedrockPS.Unit.Endpoints;

/// <summary>Tiers, latency, metadata, stored prompts, stop reasons, the count of tokens.</summary>
public sealed class RequestSettingTests : IDisposable
{
    private const string Nova = "/model/amazon.nova-pro-v1%3A0/";

    private readonly SigningClient _client = new();

    [Fact]
    public async Task Tier_and_latency_come_back()
    {
        JsonElement answer = await _client.PostJsonAsync(Nova + "converse", Ask(""" "serviceTier":{"type":"flex"},"performanceConfig":{"latency":"standard"} """));
        Assert.Equal("flex", answer.GetProperty("serviceTier").GetProperty("type").GetString());
        Assert.Equal("standard", answer.GetProperty("performanceConfig").GetProperty("latency").GetString());

        using HttpRequestMessage request = _client.Sign(HttpMethod.Post, Nova + "invoke", """{"messages":[{"role":"user","content":[{"text":"x"}]}]}""");
        request.Headers.Add("X-Amzn-Bedrock-PerformanceConfig-Latency", "optimized");
        HttpResponseMessage response = await _client.SendAsync(request);
        Assert.Equal("optimized", response.Headers.GetValues("X-Amzn-Bedrock-PerformanceConfig-Latency").Single());
    }

    [Theory]
    [InlineData("amazon.nova-lite-v1%3A0", """ "performanceConfig":{"latency":"optimized"} """)]
    [InlineData("anthropic.claude-3-haiku-20240307-v1%3A0", """ "serviceTier":{"type":"priority"} """)]
    [InlineData("amazon.nova-pro-v1%3A0", """ "serviceTier":{"type":"priority"},"performanceConfig":{"latency":"optimized"} """)]
    [InlineData("amazon.nova-pro-v1%3A0", """ "promptVariables":{"a":{"text":"b"}} """)]
    public async Task What_a_model_is_not_served_with_is_refused(string model, string extra) =>
        Assert.Equal("400 ValidationException", SigningClient.ErrorOf(await _client.PostAsync($"/model/{model}/converse", Ask(extra))));

    [Fact]
    public async Task Metadata_is_in_the_log()
    {
        await _client.PostAsync(Nova + "converse", Ask(""" "requestMetadata":{"team":"ops","run":"7"} """));
        using HttpRequestMessage request = _client.Sign(HttpMethod.Post, Nova + "invoke", """{"messages":[{"role":"user","content":[{"text":"x"}]}]}""");
        request.Headers.Add("X-Amzn-Bedrock-Request-Metadata", """{"team":"dev"}""");
        Assert.True((await _client.SendAsync(request)).IsSuccessStatusCode);
        IReadOnlyList<LocalEndpointRequest> log = _client.Server.ReadRequests();
        Assert.Equal(new Dictionary<string, string> { ["team"] = "ops", ["run"] = "7" }, log[0].Metadata!);
        Assert.Equal("dev", log[1].Metadata!["team"]);
    }

    [Theory]
    [InlineData("content_filtered", "refusal")]
    [InlineData("model_context_window_exceeded", "model_context_window_exceeded")]
    [InlineData("max_tokens", "max_tokens")]
    public async Task A_prompt_can_ask_for_a_stop_reason(string reason, string claude)
    {
        string prompt = "Hello {{stop REASON}}".Replace("REASON", reason);
        JsonElement answer = await _client.PostJsonAsync(Nova + "converse", Ask(""" "system":[{"text":"x"}] """, prompt));
        Assert.Equal(reason, answer.GetProperty("stopReason").GetString());
        string body = """{"anthropic_version":"bedrock-2023-05-31","max_tokens":100,"messages":[{"role":"user","content":"PROMPT"}]}""".Replace("PROMPT", prompt);
        answer = await _client.PostJsonAsync("/model/anthropic.claude-3-haiku-20240307-v1%3A0/invoke", body);
        Assert.Equal(claude, answer.GetProperty("stop_reason").GetString());
    }

    [Fact]
    public async Task An_answer_ends_where_the_context_does()
    {
        string prompt = "{{words 9000}}" + string.Concat(Enumerable.Repeat(" word", 20_000));
        JsonElement answer = await _client.PostJsonAsync(
            "/model/mistral.mistral-7b-instruct-v0%3A2/converse", Ask(""" "inferenceConfig":{"maxTokens":8000} """, prompt));
        Assert.Equal("model_context_window_exceeded", answer.GetProperty("stopReason").GetString());
        Assert.Equal(32000, answer.GetProperty("usage").GetProperty("totalTokens").GetInt32());
    }

    [Theory]
    [InlineData("anthropic.claude-sonnet-4-5-20250929-v1%3A0", true)]
    [InlineData("us.anthropic.claude-sonnet-4-5-20250929-v1%3A0", false)]
    [InlineData("amazon.nova-lite-v1%3A0", false)]
    public async Task Only_some_models_count_tokens_and_no_profile_does(string model, bool isCounted)
    {
        HttpResponseMessage response = await _client.PostAsync(
            $"/model/{model}/count-tokens",
            """{"input":{"converse":{"system":[{"text":"Be kind."}],"messages":[{"role":"user","content":[{"text":"Hello there"}]}]}}}""");
        Assert.Equal(isCounted, response.IsSuccessStatusCode);
        if (!isCounted)
        {
            Assert.Equal("The provided model doesn't support counting tokens.", (await SigningClient.ReadAsync(response)).GetProperty("message").GetString());
        }
    }

    [Fact]
    public async Task A_stored_prompt_is_asked_with_its_variables()
    {
        string arn = await CreatePromptAsync(
            """ "templateType":"TEXT","templateConfiguration":{"text":{"text":"Tell {{who}} of {{what}}","inputVariables":[{"name":"who"}]}},"inferenceConfiguration":{"text":{"maxTokens":500}} """);
        string path = $"/model/{Uri.EscapeDataString(arn)}/converse";
        JsonElement answer = await _client.PostJsonAsync(path, """{"promptVariables":{"who":{"text":"Ada"},"what":{"text":"engines"}}}""");
        Assert.Contains("Tell Ada of engines", answer.GetProperty("output").ToString());

        Assert.Equal("400 ValidationException", SigningClient.ErrorOf(await _client.PostAsync(path, """{"promptVariables":{"who":{"text":"Ada"}}}""")));
        foreach (string member in new[] { """ "system":[{"text":"x"}] """, """ "inferenceConfig":{"maxTokens":5} """, """ "additionalModelRequestFields":{"a":1} """ })
        {
            HttpResponseMessage response = await _client.PostAsync(path, $$$"""{"promptVariables":{"who":{"text":"a"},"what":{"text":"b"}},{{{member}}} }""");
            Assert.Equal("400 ValidationException", SigningClient.ErrorOf(response));
        }
    }

    [Fact]
    public async Task A_stored_chat_prompt_has_versions()
    {
        string arn = await CreatePromptAsync(
            """ "templateType":"CHAT","templateConfiguration":{"chat":{"system":[{"text":"Be {{mood}}."}],"messages":[{"role":"user","content":[{"text":"Hello {{name}}"}]}]}} """);
        string id = arn[(arn.LastIndexOf('/') + 1)..];
        Assert.Equal("1", (await _client.PostJsonAsync($"/prompts/{id}/versions", "{}")).GetProperty("version").GetString());
        JsonElement answer = await _client.PostJsonAsync(
            $"/model/{Uri.EscapeDataString(arn + ":1")}/converse", """{"promptVariables":{"mood":{"text":"calm"},"name":{"text":"Bo"}}}""");
        Assert.Contains("Hello Bo", answer.ToString());
        Assert.Contains("Be calm.", answer.ToString());

        Assert.Equal(id, (await _client.PostJsonAsync("/prompts/", "").ContinueWith(_ => _client.GetJsonAsync("/prompts/")).Unwrap())
            .GetProperty("promptSummaries")[0].GetProperty("id").GetString());
        Assert.Equal(arn + ":1", (await _client.GetJsonAsync($"/prompts/{id}/?promptVersion=1")).GetProperty("arn").GetString());
        await _client.SendAsync(HttpMethod.Delete, $"/prompts/{id}/", null);
        Assert.Equal("404 ResourceNotFoundException", SigningClient.ErrorOf(await _client.GetAsync($"/prompts/{id}/")));
        Assert.Equal("404 ResourceNotFoundException", SigningClient.ErrorOf(await _client.PostAsync($"/model/{Uri.EscapeDataString(arn)}/converse", "{}")));
    }

    private async Task<string> CreatePromptAsync(string template)
    {
        JsonElement prompt = await _client.PostJsonAsync(
            "/prompts/", $$"""{"name":"greeting","variants":[{"name":"one","modelId":"amazon.nova-lite-v1:0",{{template}} }],"defaultVariant":"one"}""");
        return prompt.TryGetProperty("arn", out JsonElement arn) ? arn.GetString()! : throw new InvalidOperationException(prompt.ToString());
    }

    private static string Ask(string extra, string prompt = "Hello") =>
        $$"""{"messages":[{"role":"user","content":[{"text":"{{prompt}}"}]}],{{extra}} }""";

    public void Dispose() => _client.Dispose();
}
