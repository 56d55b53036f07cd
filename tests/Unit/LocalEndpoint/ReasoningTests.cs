using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Text.Json;
using System.Threading.Tasks;
using Xunit;

namespace BedrockPS.Unit.Endpoints;

/// <summary>Reasoning, and the rules each family has for it.</summary>
public sealed class ReasoningTests : IDisposable
{
    private const string Sonnet = "us.anthropic.claude-sonnet-4-5-20250929-v1%3A0";
    private const string Enabled = """ "additionalModelRequestFields":{"thinking":{"type":"enabled","budget_tokens":2000}} """;
    private const string Tool = """ "toolConfig":{"tools":[{"toolSpec":{"name":"look_up","inputSchema":{"json":{"type":"object"}}}}]} """;

    private readonly SigningClient _client = new();

    [Theory]
    [InlineData(Sonnet, Enabled, true)]
    [InlineData("us.anthropic.claude-opus-4-6-v1", """ "additionalModelRequestFields":{"thinking":{"type":"adaptive"}},"outputConfig":{"effort":"max"} """, true)]
    [InlineData("amazon.nova-2-lite-v1%3A0", """ "additionalModelRequestFields":{"reasoningConfig":{"type":"enabled","maxReasoningEffort":"low"}} """, false)]
    [InlineData("amazon.nova-2-lite-v1%3A0", """ "outputConfig":{"effort":"high"} """, false)]
    [InlineData("openai.gpt-oss-20b-1%3A0", """ "additionalModelRequestFields":{"reasoning_effort":"high"} """, false)]
    [InlineData("us.deepseek.r1-v1%3A0", """ "requestMetadata":{"a":"b"} """, false)]
    public async Task Reasoning_comes_first_whole_and_streamed(string model, string extra, bool isSigned)
    {
        JsonElement first = Content(await AskAsync(model, extra))[0].GetProperty("reasoningContent").GetProperty("reasoningText");
        Assert.NotEmpty(first.GetProperty("text").GetString()!);
        Assert.Equal(isSigned, first.TryGetProperty("signature", out _));

        List<KeyValuePair<string, JsonElement>> events = await EventStream.ReadAsync(
            await _client.PostAsync($"/model/{model}/converse-stream", Body("Think about it", extra)));
        JsonElement[] deltas = [.. events
            .Where(static e => e.Key == "contentBlockDelta" && e.Value.GetProperty("contentBlockIndex").GetInt32() == 0)
            .Select(static e => e.Value.GetProperty("delta").GetProperty("reasoningContent"))];
        Assert.Equal(first.GetProperty("text").GetString(), string.Concat(deltas.Select(static d => d.TryGetProperty("text", out JsonElement t) ? t.GetString() : "")));
        Assert.Equal(isSigned, deltas[^1].TryGetProperty("signature", out _));
    }

    [Fact]
    public async Task More_effort_gives_more_reasoning()
    {
        int[] lengths = await Task.WhenAll(new[] { "low", "medium", "high" }.Select(async effort =>
            Content(await AskAsync("openai.gpt-oss-20b-1%3A0", $$$""" "additionalModelRequestFields":{"reasoning_effort":"{{{effort}}}"} """))[0].ToString().Length));
        Assert.Equal(lengths.Order(), lengths);
        Assert.Equal(3, lengths.Distinct().Count());
    }

    [Theory]
    [InlineData("anthropic.claude-3-haiku-20240307-v1%3A0", Enabled, "not supported")]
    [InlineData(Sonnet, """ "additionalModelRequestFields":{"thinking":{"type":"adaptive"}} """, "adaptive thinking is not supported")]
    [InlineData(Sonnet, """ "additionalModelRequestFields":{"thinking":{"type":"enabled"}} """, "Field required")]
    [InlineData(Sonnet, """ "additionalModelRequestFields":{"thinking":{"type":"enabled","budget_tokens":100}} """, "greater than or equal to 1024")]
    [InlineData(Sonnet, Enabled + ""","inferenceConfig":{"maxTokens":2000}""", "`max_tokens` must be greater than `thinking.budget_tokens`")]
    [InlineData(Sonnet, Enabled + ""","inferenceConfig":{"temperature":0.5}""", "`temperature` may only be set to 1")]
    [InlineData(Sonnet, Enabled + ""","inferenceConfig":{"topP":0.5}""", "`top_p` must be")]
    [InlineData(Sonnet, """ "additionalModelRequestFields":{"top_k":5,"thinking":{"type":"enabled","budget_tokens":2000}} """, "`top_k` must be unset")]
    [InlineData(Sonnet, """ "inferenceConfig":{"temperature":0.5,"topP":0.5} """, "cannot both be specified")]
    [InlineData(Sonnet, Enabled + ""","toolConfig":{"toolChoice":{"any":{}},"tools":[{"toolSpec":{"name":"t","inputSchema":{"json":{"type":"object"}}}}]}""", "forces tool use")]
    [InlineData(Sonnet, """ "outputConfig":{"effort":"high"} """, "outputConfig.effort")]
    [InlineData("us.anthropic.claude-opus-4-5-20251101-v1%3A0", """ "outputConfig":{"effort":"max"} """, "needs thinking")]
    [InlineData("us.anthropic.claude-opus-4-5-20251101-v1%3A0", """ "outputConfig":{"effort":"huge"} """, "none of low")]
    [InlineData("amazon.nova-lite-v1%3A0", """ "additionalModelRequestFields":{"reasoningConfig":{"type":"enabled","maxReasoningEffort":"low"}} """, "extraneous key")]
    [InlineData("amazon.nova-2-lite-v1%3A0", """ "additionalModelRequestFields":{"reasoningConfig":{"type":"enabled"}} """, "maxReasoningEffort")]
    [InlineData("amazon.nova-2-lite-v1%3A0", """ "inferenceConfig":{"maxTokens":9},"additionalModelRequestFields":{"reasoningConfig":{"type":"enabled","maxReasoningEffort":"high"}} """, "must be unset")]
    [InlineData("openai.gpt-oss-20b-1%3A0", """ "additionalModelRequestFields":{"reasoning_effort":"extreme"} """, "reasoning_effort")]
    [InlineData("meta.llama3-8b-instruct-v1%3A0", Enabled, "extraneous key [thinking]")]
    public async Task What_a_family_forbids_is_refused(string model, string extra, string message)
    {
        HttpResponseMessage response = await _client.PostAsync($"/model/{model}/converse", Body("Think", extra));
        Assert.Equal("400 ValidationException", SigningClient.ErrorOf(response));
        Assert.Contains(message, (await SigningClient.ReadAsync(response)).GetProperty("message").GetString());
    }

    [Fact]
    public async Task Claudes_thoughts_must_come_back_with_its_tool_calls_unchanged()
    {
        JsonElement first = await AskAsync(Sonnet, Enabled + "," + Tool, "look_up this");
        string message = first.GetProperty("output").GetProperty("message").GetRawText();
        JsonElement[] content = [.. Content(first)];
        string id = content[1].GetProperty("toolUse").GetProperty("toolUseId").GetString()!;

        Assert.Equal("200", await ContinueAsync(message, id));
        Assert.StartsWith("400 ", await ContinueAsync($$"""{"role":"assistant","content":[{{content[1].GetRawText()}}]}""", id));
        string signature = content[0].GetProperty("reasoningContent").GetProperty("reasoningText").GetProperty("signature").GetString()!;
        Assert.StartsWith("400 ", await ContinueAsync(message.Replace(signature, "Zm9yZ2Vk"), id));
    }

    [Fact]
    public async Task Redacted_reasoning_comes_as_bytes()
    {
        const string Prompt = "Think {{redacted}}";
        string data = Content(await AskAsync(Sonnet, Enabled, Prompt))[0].GetProperty("reasoningContent").GetProperty("redactedContent").GetString()!;
        Assert.NotEmpty(Convert.FromBase64String(data));
        List<KeyValuePair<string, JsonElement>> events = await EventStream.ReadAsync(
            await _client.PostAsync($"/model/{Sonnet}/converse-stream", Body(Prompt, Enabled)));
        Assert.Equal(data, events[1].Value.GetProperty("delta").GetProperty("reasoningContent").GetProperty("redactedContent").GetString());

        string native = """{"anthropic_version":"bedrock-2023-05-31","max_tokens":4000,"thinking":{"type":"enabled","budget_tokens":2000},"messages":[{"role":"user","content":"Think {{redacted}}"}]}""";
        JsonElement block = (await _client.PostJsonAsync($"/model/{Sonnet}/invoke", native)).GetProperty("content")[0];
        Assert.Equal(("redacted_thinking", data), (block.GetProperty("type").GetString(), block.GetProperty("data").GetString()));
        events = await EventStream.ReadAsync(await _client.PostAsync($"/model/{Sonnet}/invoke-with-response-stream", native));
        Assert.Equal(data, events[1].Value.GetProperty("content_block").GetProperty("data").GetString());
        Assert.Equal("content_block_stop", events[2].Value.GetProperty("type").GetString());
    }

    private async Task<string> ContinueAsync(string assistant, string id)
    {
        string body = $$$"""
            {"messages":[{"role":"user","content":[{"text":"look_up this"}]},{{{assistant}}},
              {"role":"user","content":[{"toolResult":{"toolUseId":"{{{id}}}","content":[{"text":"found"}]}}]}],{{{Enabled}}},{{{Tool}}} }
            """;
        HttpResponseMessage response = await _client.PostAsync($"/model/{Sonnet}/converse", body);
        return response.IsSuccessStatusCode ? "200" : SigningClient.ErrorOf(response);
    }

    private async Task<JsonElement> AskAsync(string model, string extra, string prompt = "Think about it")
    {
        JsonElement answer = await _client.PostJsonAsync($"/model/{model}/converse", Body(prompt, extra));
        Assert.True(answer.TryGetProperty("output", out _), answer.ToString());
        return answer;
    }

    private static string Body(string prompt, string extra) => $$"""{"messages":[{"role":"user","content":[{"text":"{{prompt}}"}]}],{{extra}} }""";

    private static List<JsonElement> Content(JsonElement answer) =>
        [.. answer.GetProperty("output").GetProperty("message").GetProperty("content").EnumerateArray()];

    public void Dispose() => _client.Dispose();
}
