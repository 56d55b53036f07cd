using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Text.Json;
using System.Threading.Tasks;
using Xunit;

namespace BedrockPS.Unit.Endpoints;

public sealed class ConverseTests : IDisposable
{
    private const string Haiku = "/model/anthropic.claude-3-haiku-20240307-v1%3A0/";

    private readonly SigningClient _client = new();

    [Fact]
    public async Task The_answer_tells_prompt_system_and_history()
    {
        JsonElement answer = await _client.PostJsonAsync(
            Haiku + "converse",
            """
            {"system":[{"text":"You are a pirate."}],
             "messages":[{"role":"user","content":[{"text":"First question"}]},
                         {"role":"assistant","content":[{"text":"First answer"}]},
                         {"role":"user","content":[{"text":"Second question"}]}]}
            """);
        string text = TextOf(answer);
        Assert.Contains("Second question", text);
        Assert.Contains("First question", text);
        Assert.Contains("You are a pirate.", text);
        Assert.Equal("end_turn", answer.GetProperty("stopReason").GetString());
        JsonElement usage = answer.GetProperty("usage");
        Assert.Equal((text.Length + 3) / 4, usage.GetProperty("outputTokens").GetInt32());
        Assert.True(usage.GetProperty("inputTokens").GetInt32() > 10);
        Assert.True(answer.GetProperty("metrics").GetProperty("latencyMs").GetInt64() >= 1);
    }

    [Fact]
    public async Task The_same_request_gets_the_same_answer()
    {
        string body = Ask("Anything at all");
        Assert.Equal(
            TextOf(await _client.PostJsonAsync(Haiku + "converse", body)),
            TextOf(await _client.PostJsonAsync(Haiku + "converse", body)));
    }

    [Fact]
    public async Task A_stream_says_the_same_as_a_whole_answer()
    {
        string whole = TextOf(await _client.PostJsonAsync(Haiku + "converse", Ask("Tell me of streams")));
        List<KeyValuePair<string, JsonElement>> events = await EventStream.ReadAsync(
            await _client.PostAsync(Haiku + "converse-stream", Ask("Tell me of streams")));
        Assert.Equal("messageStart", events[0].Key);
        Assert.Equal(["contentBlockStop", "messageStop", "metadata"], events.TakeLast(3).Select(static e => e.Key));
        IEnumerable<JsonElement> deltas = events.Where(static e => e.Key == "contentBlockDelta").Select(static e => e.Value);
        Assert.Equal(whole, string.Concat(deltas.Select(static e => e.GetProperty("delta").GetProperty("text").GetString())));
        Assert.True(deltas.Count() > 5);
    }

    [Fact]
    public async Task MaxTokens_ends_the_answer()
    {
        JsonElement answer = await _client.PostJsonAsync(Haiku + "converse", Ask("Hello", """, "inferenceConfig":{"maxTokens":5}"""));
        Assert.Equal("max_tokens", answer.GetProperty("stopReason").GetString());
        Assert.Equal(5, answer.GetProperty("usage").GetProperty("outputTokens").GetInt32());
        Assert.Equal(20, TextOf(answer).Length);
    }

    [Fact]
    public async Task A_stop_sequence_ends_the_answer()
    {
        JsonElement answer = await _client.PostJsonAsync(
            Haiku + "converse",
            Ask("Hello", """, "inferenceConfig":{"stopSequences":["answer"]}, "additionalModelResponseFieldPaths":["/stop_sequence"]"""));
        Assert.Equal("stop_sequence", answer.GetProperty("stopReason").GetString());
        Assert.EndsWith("simulated ", TextOf(answer));
        Assert.Equal("answer", answer.GetProperty("additionalModelResponseFields").GetProperty("stop_sequence").GetString());
    }

    [Theory]
    [InlineData("What is the weather in Paris?", "{}")]
    [InlineData("Anything else, in Paris", """{"toolChoice":{"any":{}}}""")]
    [InlineData("Anything else, in Paris", """{"toolChoice":{"tool":{"name":"get_weather"}}}""")]
    public async Task A_tool_is_called_when_the_prompt_or_the_choice_asks_for_it(string prompt, string extra)
    {
        string tools = """
            , "toolConfig":{"tools":[{"toolSpec":{"name":"get_weather","inputSchema":{"json":{"type":"object",
            "properties":{"city":{"type":"string"},"days":{"type":"integer","minimum":3}},"required":["city","days"]}}}}]
            """;
        tools += extra == "{}" ? "}" : "," + extra[1..];
        JsonElement answer = await _client.PostJsonAsync(Haiku + "converse", Ask(prompt, tools));
        Assert.Equal("tool_use", answer.GetProperty("stopReason").GetString());
        JsonElement use = answer.GetProperty("output").GetProperty("message").GetProperty("content")[0].GetProperty("toolUse");
        Assert.Equal("get_weather", use.GetProperty("name").GetString());
        Assert.Equal("Paris", use.GetProperty("input").GetProperty("city").GetString());
        Assert.Equal(3, use.GetProperty("input").GetProperty("days").GetInt32());

        List<KeyValuePair<string, JsonElement>> events = await EventStream.ReadAsync(
            await _client.PostAsync(Haiku + "converse-stream", Ask(prompt, tools)));
        string streamed = string.Concat(events.Where(static e => e.Key == "contentBlockDelta")
            .Select(static e => e.Value.GetProperty("delta").GetProperty("toolUse").GetProperty("input").GetString()));
        Assert.Equal(use.GetProperty("input").ToString(), streamed);
    }

    [Fact]
    public async Task A_tool_result_is_told_in_the_answer()
    {
        JsonElement answer = await _client.PostJsonAsync(
            Haiku + "converse",
            """
            {"messages":[{"role":"user","content":[{"text":"What is the weather?"}]},
              {"role":"assistant","content":[{"toolUse":{"toolUseId":"t1","name":"get_weather","input":{"city":"Oslo"}}}]},
              {"role":"user","content":[{"toolResult":{"toolUseId":"t1","content":[{"json":{"celsius":-4}}]}}]}],
             "toolConfig":{"tools":[{"toolSpec":{"name":"get_weather","inputSchema":{"json":{"type":"object"}}}}]}}
            """);
        Assert.Equal("end_turn", answer.GetProperty("stopReason").GetString());
        Assert.Contains("""{"celsius":-4}""", TextOf(answer));
    }

    [Fact]
    public async Task Thinking_comes_before_the_text_with_a_signature()
    {
        string thinking = """, "additionalModelRequestFields":{"thinking":{"type":"enabled","budget_tokens":1024}}""";
        JsonElement answer = await _client.PostJsonAsync("/model/us.anthropic.claude-sonnet-4-5-20250929-v1:0/converse", Ask("Think", thinking));
        JsonElement[] content = [.. answer.GetProperty("output").GetProperty("message").GetProperty("content").EnumerateArray()];
        Assert.Equal(2, content.Length);
        JsonElement reasoning = content[0].GetProperty("reasoningContent").GetProperty("reasoningText");
        Assert.NotEmpty(reasoning.GetProperty("text").GetString()!);
        Assert.NotEmpty(reasoning.GetProperty("signature").GetString()!);

        List<KeyValuePair<string, JsonElement>> events = await EventStream.ReadAsync(
            await _client.PostAsync("/model/us.anthropic.claude-sonnet-4-5-20250929-v1:0/converse-stream", Ask("Think", thinking)));
        string streamed = string.Concat(events
            .Where(static e => e.Key == "contentBlockDelta")
            .Select(static e => e.Value.GetProperty("delta"))
            .Where(static delta => delta.TryGetProperty("reasoningContent", out JsonElement r) && r.TryGetProperty("text", out _))
            .Select(static delta => delta.GetProperty("reasoningContent").GetProperty("text").GetString()));
        Assert.Equal(reasoning.GetProperty("text").GetString(), streamed);
    }

    [Theory]
    [InlineData("anthropic.claude-sonnet-4-5-20250929-v1:0")]
    [InlineData("meta.llama3-3-70b-instruct-v1:0")]
    [InlineData("arn:aws:bedrock:us-east-1::foundation-model/meta.llama3-3-70b-instruct-v1:0")]
    public async Task A_model_without_on_demand_throughput_asks_for_a_profile(string id)
    {
        HttpResponseMessage response = await _client.PostAsync($"/model/{Uri.EscapeDataString(id)}/converse", Ask("Hello"));
        Assert.Equal("400 ValidationException", SigningClient.ErrorOf(response));
        string model = id[(id.LastIndexOf('/') + 1)..];
        Assert.StartsWith(
            $"Invocation of model ID {model} with on-demand throughput isn’t supported. ",
            (await SigningClient.ReadAsync(response)).GetProperty("message").GetString());
    }

    [Theory]
    [InlineData("us.anthropic.claude-sonnet-4-5-20250929-v1:0", "us-east-1", true)]
    [InlineData("global.anthropic.claude-sonnet-4-5-20250929-v1:0", "sa-east-1", true)]
    [InlineData("arn:aws:bedrock:eu-west-1:123456789012:inference-profile/eu.amazon.nova-lite-v1:0", "eu-west-1", true)]
    [InlineData("us.anthropic.claude-sonnet-4-5-20250929-v1:0", "eu-west-1", false)]
    [InlineData("no.such-model-v1:0", "us-east-1", false)]
    public async Task Profiles_of_the_region_are_taken_for_models(string id, string region, bool known)
    {
        _client.Region = region;
        HttpResponseMessage response = await _client.PostAsync($"/model/{Uri.EscapeDataString(id)}/converse", Ask("Hello"));
        Assert.Equal(known ? 200 : 400, (int)response.StatusCode);
        if (!known)
        {
            Assert.Equal(
                "The provided model identifier is invalid.", (await SigningClient.ReadAsync(response)).GetProperty("message").GetString());
        }
    }

    [Theory]
    [InlineData("""{"messages":[]}""")]
    [InlineData("""{"messages":[{"role":"assistant","content":[{"text":"x"}]}]}""")]
    [InlineData("""{"messages":[{"role":"user","content":[{"text":"x"}]},{"role":"user","content":[{"text":"y"}]}]}""")]
    [InlineData("""{"messages":[{"role":"user","content":[{"text":"  "}]}]}""")]
    [InlineData("""{"messages":[{"role":"user","content":[]}]}""")]
    [InlineData("""{"messages":[{"role":"user","content":[{"text":"x"}]}],"inferenceConfig":{"temperature":2}}""")]
    [InlineData("""{"messages":[{"role":"user","content":[{"text":"x"}]}],"inferenceConfig":{"maxTokens":5000}}""")]
    [InlineData("""{"messages":[{"role":"user","content":[{"toolResult":{"toolUseId":"t","content":[{"text":"x"}]}}]}]}""")]
    [InlineData("""{"messages":[{"role":"user","content":[{"text":"x"}]}],"inferenceConfig":{"maxTokens":"many"}}""")]
    public async Task What_the_service_refuses_is_refused(string body)
    {
        HttpResponseMessage response = await _client.PostAsync(Haiku + "converse", body);
        Assert.Equal(400, (int)response.StatusCode);
        Assert.NotEmpty((await SigningClient.ReadAsync(response)).GetProperty("message").GetString()!);
    }

    [Fact]
    public async Task An_image_is_told_of_in_the_answer()
    {
        string png = Convert.ToBase64String(new byte[1200]);
        JsonElement answer = await _client.PostJsonAsync(
            Haiku + "converse",
            """{"messages":[{"role":"user","content":[{"text":"Look"},{"image":{"format":"png","source":{"bytes":"PNG"}}}]}]}""".Replace("PNG", png));
        Assert.Contains("png image of 1,200 bytes", TextOf(answer));
    }

    [Fact]
    public async Task An_operation_nobody_simulates_says_so()
    {
        HttpResponseMessage response = await _client.PostAsync("/model/amazon.nova-sonic-v1%3A0/invoke-with-bidirectional-stream", "{}");
        Assert.Equal("501 NotImplementedException", SigningClient.ErrorOf(response));
        Assert.Contains("InvokeModelWithBidirectionalStream", (await SigningClient.ReadAsync(response)).GetProperty("message").GetString());
    }

    private static string Ask(string prompt, string more = "") =>
        $$"""{"messages":[{"role":"user","content":[{"text":"{{prompt}}"}]}]{{more}}}""";

    private static string TextOf(JsonElement answer) =>
        string.Concat(answer.GetProperty("output").GetProperty("message").GetProperty("content").EnumerateArray()
            .Select(static block => block.TryGetProperty("text", out JsonElement text) ? text.GetString() : ""));

    public void Dispose() => _client.Dispose();
}
