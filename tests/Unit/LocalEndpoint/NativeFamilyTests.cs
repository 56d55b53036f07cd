using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Text.Json;
using System.Threading.Tasks;
using Xunit;

namespace BedrockPS.Unit.Endpoints;

/// <summary>Each family's own InvokeModel format, whole and streamed.</summary>
public sealed class NativeFamilyTests : IDisposable
{
    private readonly SigningClient _client = new();

    /// <summary>Model; body with HISTORY marked where an earlier message stands; where the text is in an answer and in a chunk.</summary>
    public static TheoryData<string, string, string, string, string> Families() => new()
    {
        {
            "anthropic.claude-3-haiku-20240307-v1:0",
            """
            {"anthropic_version":"bedrock-2023-05-31","max_tokens":500,"system":"SYSTEM","messages":[{"role":"user","content":"HISTORY"},
             {"role":"assistant","content":"ok"},{"role":"user","content":[{"type":"text","text":"QUESTION"}]}]}
            """,
            "content/0/text", "delta/text", "stop_reason=end_turn"
        },
        {
            "amazon.nova-lite-v1:0",
            """
            {"schemaVersion":"messages-v1","system":[{"text":"SYSTEM"}],"inferenceConfig":{"maxTokens":500,"topK":20},
             "messages":[{"role":"user","content":[{"text":"HISTORY"}]},{"role":"assistant","content":[{"text":"ok"}]},
             {"role":"user","content":[{"text":"QUESTION"}]}]}
            """,
            "output/message/content/0/text", "contentBlockDelta/delta/text", "stopReason=end_turn"
        },
        {
            "amazon.titan-text-express-v1",
            """{"inputText":"SYSTEM\n\nUser: HISTORY\nBot: ok\nUser: QUESTION\nBot:","textGenerationConfig":{"maxTokenCount":500}}""",
            "results/0/outputText", "outputText", "results/0/completionReason=FINISH"
        },
        {
            "meta.llama3-8b-instruct-v1:0",
            """
            {"prompt":"<|begin_of_text|><|start_header_id|>system<|end_header_id|>\n\nSYSTEM<|eot_id|><|start_header_id|>user<|end_header_id|>\n\nHISTORY<|eot_id|><|start_header_id|>assistant<|end_header_id|>\n\nok<|eot_id|><|start_header_id|>user<|end_header_id|>\n\nQUESTION<|eot_id|><|start_header_id|>assistant<|end_header_id|>\n\n"}
            """,
            "generation", "generation", "stop_reason=stop"
        },
        {
            "mistral.mistral-7b-instruct-v0:2",
            """{"prompt":"<s>[INST] SYSTEM HISTORY [/INST] ok</s>[INST] QUESTION [/INST]","max_tokens":500}""",
            "outputs/0/text", "outputs/0/text", "outputs/0/stop_reason=stop"
        },
        {
            "mistral.mistral-large-2407-v1:0", Chat,
            "choices/0/message/content", "choices/0/message/content", "choices/0/stop_reason=stop"
        },
        {
            "cohere.command-text-v14",
            """{"prompt":"SYSTEM\n\nUser: HISTORY\nChatbot: ok\nUser: QUESTION\nChatbot:","max_tokens":500,"stream":true}""",
            "generations/0/text", "text", "generations/0/finish_reason=COMPLETE"
        },
        {
            "cohere.command-r-v1:0",
            """
            {"message":"QUESTION","preamble":"SYSTEM","chat_history":[{"role":"USER","message":"HISTORY"},{"role":"CHATBOT","message":"ok"}]}
            """,
            "text", "text", "finish_reason=COMPLETE"
        },
        { "ai21.jamba-1-5-mini-v1:0", Chat, "choices/0/message/content", "choices/0/delta/content", "choices/0/finish_reason=stop" },
        {
            "us.deepseek.r1-v1:0",
            """{"prompt":"<｜begin▁of▁sentence｜>SYSTEM<｜User｜>HISTORY<｜Assistant｜>ok<｜end▁of▁sentence｜><｜User｜>QUESTION<｜Assistant｜>"}""",
            "choices/0/text", "choices/0/text", "choices/0/stop_reason=stop"
        },
        { "deepseek.v3-v1:0", Chat, "choices/0/message/content", "choices/0/delta/content", "choices/0/finish_reason=stop" },
        { "openai.gpt-oss-20b-1:0", Chat, "choices/0/message/content", "choices/0/delta/content", "choices/0/finish_reason=stop" },
        { "qwen.qwen3-32b-v1:0", Chat, "choices/0/message/content", "choices/0/delta/content", "choices/0/finish_reason=stop" },
        { "us.writer.palmyra-x5-v1:0", Chat, "choices/0/message/content", "choices/0/delta/content", "choices/0/finish_reason=stop" },
    };

    private const string Chat =
        """
        {"messages":[{"role":"system","content":"SYSTEM"},{"role":"user","content":"HISTORY"},{"role":"assistant","content":"ok"},
         {"role":"user","content":"QUESTION"}],"max_tokens":500}
        """;

    [Theory]
    [MemberData(nameof(Families))]
    public async Task A_body_is_understood_and_answered_in_the_familys_shape(
        string model, string body, string text, string piece, string stop)
    {
        HttpResponseMessage response = await _client.PostAsync($"/model/{Uri.EscapeDataString(model)}/invoke", body);
        JsonElement answer = await SigningClient.ReadAsync(response);
        Assert.True(response.IsSuccessStatusCode, answer.ToString());
        string? said = At(answer, text)?.GetString();
        Assert.Contains("\"QUESTION\"", said);
        Assert.Contains("HISTORY", said);
        Assert.Contains("SYSTEM", said);
        string[] reason = stop.Split('=');
        Assert.Equal(reason[1], At(answer, reason[0])?.GetString());
        Assert.True(int.Parse(response.Headers.GetValues("X-Amzn-Bedrock-Input-Token-Count").Single()) > 0);
        Assert.True(int.Parse(response.Headers.GetValues("X-Amzn-Bedrock-Output-Token-Count").Single()) > 0);

        List<KeyValuePair<string, JsonElement>> chunks = await EventStream.ReadAsync(
            await _client.PostAsync($"/model/{Uri.EscapeDataString(model)}/invoke-with-response-stream", body));
        Assert.Equal(said, string.Concat(chunks.Select(chunk => At(chunk.Value, piece)?.GetString())));
        Assert.True(chunks.Count > 5);
        JsonElement metrics = chunks[^1].Value.GetProperty("amazon-bedrock-invocationMetrics");
        Assert.Equal(
            response.Headers.GetValues("X-Amzn-Bedrock-Output-Token-Count").Single(), metrics.GetProperty("outputTokenCount").ToString());
        Assert.All(chunks.SkipLast(1), static chunk => Assert.False(chunk.Value.TryGetProperty("amazon-bedrock-invocationMetrics", out _)));
    }

    [Theory]
    [InlineData("anthropic.claude-3-haiku-20240307-v1:0", """{"anthropic_version":"bedrock-2023-05-31","messages":[]}""", "max_tokens")]
    [InlineData("anthropic.claude-3-haiku-20240307-v1:0", """{"max_tokens":5,"messages":[]}""", "anthropic_version")]
    [InlineData("anthropic.claude-3-haiku-20240307-v1:0", """{"anthropic_version":"bedrock-2023-05-31","max_tokens":5,"messages":[]}""", "messages")]
    [InlineData("anthropic.claude-3-haiku-20240307-v1:0", """{"anthropic_version":"bedrock-2023-05-31","max_tokens":9999,"messages":[{"role":"user","content":"x"}]}""", "4096")]
    [InlineData("amazon.nova-lite-v1:0", """{"inputText":"x"}""", "inputText")]
    [InlineData("amazon.titan-text-express-v1", """{"prompt":"x"}""", "prompt")]
    [InlineData("amazon.titan-text-express-v1", """{"inputText":"x","textGenerationConfig":{"temperature":7}}""", "temperature")]
    [InlineData("meta.llama3-8b-instruct-v1:0", """{"prompt":"x","max_tokens":5}""", "max_tokens")]
    [InlineData("meta.llama3-8b-instruct-v1:0", """{}""", "prompt")]
    [InlineData("cohere.command-r-v1:0", """{"messages":[]}""", "message")]
    [InlineData("qwen.qwen3-32b-v1:0", """{"prompt":"x"}""", "messages")]
    [InlineData("qwen.qwen3-32b-v1:0", """[]""", "JSON object")]
    [InlineData("qwen.qwen3-32b-v1:0", """{"messages":""", "not valid JSON")]
    public async Task Another_familys_body_is_refused_by_the_name_of_the_key(string model, string body, string named)
    {
        HttpResponseMessage response = await _client.PostAsync($"/model/{Uri.EscapeDataString(model)}/invoke", body);
        Assert.Equal("400 ValidationException", SigningClient.ErrorOf(response));
        Assert.Contains(named, (await SigningClient.ReadAsync(response)).GetProperty("message").GetString());
    }

    [Fact]
    public async Task Palmyra_stops_after_16_tokens_unless_told_otherwise()
    {
        JsonElement answer = await _client.PostJsonAsync(
            "/model/us.writer.palmyra-x4-v1%3A0/invoke", """{"messages":[{"role":"user","content":"Hello"}]}""");
        Assert.Equal("length", At(answer, "choices/0/finish_reason")?.GetString());
        Assert.Equal(16, answer.GetProperty("usage").GetProperty("completion_tokens").GetInt32());
    }

    [Fact]
    public async Task Gpt_oss_puts_its_reasoning_in_tags_before_the_text()
    {
        JsonElement answer = await _client.PostJsonAsync(
            "/model/openai.gpt-oss-20b-1%3A0/invoke", """{"messages":[{"role":"user","content":"Hello"}]}""");
        Assert.Matches("^<reasoning>.+</reasoning>This is", At(answer, "choices/0/message/content")?.GetString());
    }

    [Theory]
    [InlineData(
        "anthropic.claude-3-haiku-20240307-v1:0",
        """
        {"anthropic_version":"bedrock-2023-05-31","max_tokens":99,"messages":[{"role":"user","content":"Weather in Oslo"}],
         "tools":[{"name":"weather","input_schema":{"type":"object","properties":{"city":{"type":"string"}}}}]}
        """,
        "content/0/input")]
    [InlineData(
        "mistral.mistral-large-2407-v1:0",
        """
        {"messages":[{"role":"user","content":"Weather in Oslo"}],"tool_choice":"any","tools":[{"type":"function",
         "function":{"name":"weather","parameters":{"type":"object","properties":{"city":{"type":"string"}}}}}]}
        """,
        "choices/0/message/tool_calls/0/function/arguments")]
    [InlineData(
        "cohere.command-r-v1:0",
        """{"message":"Weather in Oslo","tools":[{"name":"weather","description":"","parameter_definitions":{"city":{"type":"str"}}}]}""",
        "tool_calls/0/parameters")]
    public async Task Tools_are_called_in_the_familys_shape(string model, string body, string path)
    {
        JsonElement answer = await _client.PostJsonAsync($"/model/{Uri.EscapeDataString(model)}/invoke", body);
        Assert.Equal("""{"city":"Oslo"}""", At(answer, path)?.ToString());
        List<KeyValuePair<string, JsonElement>> chunks = await EventStream.ReadAsync(
            await _client.PostAsync($"/model/{Uri.EscapeDataString(model)}/invoke-with-response-stream", body));
        Assert.Contains(chunks, static chunk => chunk.Value.ToString().Contains("Osl"));
    }

    [Fact]
    public async Task A_model_that_does_not_stream_says_so()
    {
        HttpResponseMessage response = await _client.PostAsync(
            "/model/amazon.titan-embed-text-v2%3A0/invoke-with-response-stream", """{"inputText":"x"}""");
        Assert.Equal("400 ValidationException", SigningClient.ErrorOf(response));
    }

    [Fact]
    public async Task A_body_over_25_million_bytes_is_refused()
    {
        string body = "{\"prompt\":\"" + new string('x', 25_000_000) + "\"}";
        HttpResponseMessage response = await _client.PostAsync("/model/meta.llama3-8b-instruct-v1%3A0/invoke", body);
        Assert.Equal("400 ValidationException", SigningClient.ErrorOf(response));
        Assert.Equal(64 * 1024, Assert.Single(_client.Server.ReadRequests()).Body.Length);
    }

    private static JsonElement? At(JsonElement json, string path)
    {
        foreach (string step in path.Split('/'))
        {
            bool found = json.ValueKind == JsonValueKind.Array
                ? json.GetArrayLength() > int.Parse(step) && (json = json[int.Parse(step)]).ValueKind != JsonValueKind.Undefined
                : json.ValueKind == JsonValueKind.Object && json.TryGetProperty(step, out json);
            if (!found)
            {
                return null;
            }
        }

        return json;
    }

    public void Dispose() => _client.Dispose();
}
