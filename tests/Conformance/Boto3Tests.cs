using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.Json;
using BedrockPS.Conformance.Hosting;
using Xunit;

namespace BedrockPS.Conformance;

/// <summary>Plain boto3 against the local endpoint; each script of the folder boto3 is what somebody would write for the job.</summary>
public sealed class Boto3Tests : IClassFixture<SharedEndpoint>
{
    private const string Claude = "anthropic.claude-3-sonnet-20240229-v1:0";
    private const string NewClaude = "us.anthropic.claude-sonnet-4-5-20250929-v1:0";

    private readonly EndpointProcess _endpoint;

    public Boto3Tests(SharedEndpoint shared) => _endpoint = shared.Endpoint;

    [Fact]
    public void AsksClaudeWithANativeBody()
    {
        JsonElement answer = Run("ask_claude.py", Claude, "Which storage class is cheapest?");
        Assert.NotEmpty(answer.GetProperty("text").GetString()!);
        Assert.Equal("end_turn", answer.GetProperty("stop_reason").GetString());
        Assert.True(answer.GetProperty("output_tokens").GetInt32() > 0);
        Assert.Equal("application/json", answer.GetProperty("content_type").GetString());
        Assert.NotEmpty(answer.GetProperty("request_id").GetString()!);
    }

    [Fact]
    public void StreamsClaude()
    {
        JsonElement answer = Run("stream_claude.py", Claude, "Write two lines about rain.");
        Assert.True(answer.GetProperty("pieces").GetInt32() > 1);
        Assert.NotEmpty(answer.GetProperty("text").GetString()!);
        string[] kinds = [.. answer.GetProperty("kinds").EnumerateArray().Select(kind => kind.GetString()!)];
        Assert.Equal("message_start", kinds[0]);
        Assert.Equal("message_stop", kinds[^1]);
        Assert.True(answer.GetProperty("metrics").GetProperty("outputTokenCount").GetInt32() > 0);
    }

    [Fact]
    public void DoesWhatAnInlineAgentAsksFor()
    {
        JsonElement answer = Run("inline_agent.py", "amazon.nova-lite-v1:0", "Where is my order? Call get_order with order_id=7.");
        Assert.Single(answer.GetProperty("sessions").EnumerateArray().Select(static session => session.GetString()).Distinct());
        JsonElement asked = answer.GetProperty("asked");
        Assert.Equal("RESULT", asked.GetProperty("actionInvocationType").GetString());
        Assert.Equal("7", asked.GetProperty("parameters")[0].GetProperty("value").GetString());
        Assert.Equal("", answer.GetProperty("first_text").GetString());
        Assert.Contains("""{"state": "sent"}""", answer.GetProperty("text").GetString());
        Assert.Equal(JsonValueKind.Null, answer.GetProperty("more").ValueKind);
        Assert.Contains("orchestrationTrace", answer.GetProperty("traces").EnumerateArray().Select(static trace => trace.GetString()));
    }

    [Fact]
    public void StreamsTheSameTextAsItAnswersWhole()
    {
        const string Prompt = "Say something that can be compared.";
        string whole = Run("ask_claude.py", Claude, Prompt).GetProperty("text").GetString()!;
        Assert.Equal(whole, Run("stream_claude.py", Claude, Prompt).GetProperty("text").GetString());
    }

    [Fact]
    public void PaintsPicturesOthersDecode()
    {
        JsonElement answer = Run("paint.py", "amazon.nova-canvas-v1:0", "A lighthouse at dusk", "336", "320", "2");
        JsonElement[] pictures = [.. answer.GetProperty("pictures").EnumerateArray()];
        Assert.Equal(2, pictures.Length);
        Assert.Equal(2, answer.GetProperty("distinct").GetInt32());
        Assert.Equal((336, 320), (pictures[0][0].GetInt32(), pictures[0][1].GetInt32()));
        Assert.True(pictures[0][2].GetInt32() > 50);
        Assert.Equal(JsonValueKind.Null, answer.GetProperty("error").ValueKind);
        Assert.Equal("ValidationException", answer.GetProperty("refused").GetString());
    }

    [Fact]
    public void AsksAKnowledgeBaseInASession()
    {
        JsonElement answer = Run("knowledge_stream.py", "amazon.nova-lite-v1:0", "What is a guardrail?");
        Assert.NotEmpty(answer.GetProperty("text").GetString()!);
        Assert.All(answer.GetProperty("cited").EnumerateArray(), static matches => Assert.True(matches.GetBoolean()));
        Assert.Equal("s3://local-knowledge/guardrails.txt", answer.GetProperty("source").GetString());
        Assert.True(answer.GetProperty("same_session").GetBoolean());
        Assert.True(answer.GetProperty("remembers").GetBoolean());
        Assert.Equal(6, answer.GetProperty("years").GetArrayLength());
    }

    [Theory]
    [InlineData(1024)]
    [InlineData(256)]
    public void EmbedsTextIntoAUnitVector(int dimensions)
    {
        JsonElement answer = Run(
            "embed_titan.py", "amazon.titan-embed-text-v2:0", dimensions.ToString(CultureInfo.InvariantCulture), "Rain falls on the roof.");
        Assert.Equal(dimensions, answer.GetProperty("length").GetInt32());
        Assert.Equal(1.0, answer.GetProperty("norm").GetDouble(), 1e-3);
        Assert.True(answer.GetProperty("tokens").GetInt32() > 0);
    }

    [Fact]
    public void RanksPageByPage()
    {
        JsonElement answer = Run("rerank.py", "cohere.rerank-v3-5:0", "250");
        Assert.Equal(3, answer.GetProperty("pages").GetInt32());
        Assert.True(answer.GetProperty("indexes").GetBoolean());
        Assert.True(answer.GetProperty("sorted").GetBoolean());
        Assert.Equal(250, answer.GetProperty("best").GetProperty("jsonDocument").GetProperty("entry").GetInt32());
        Assert.Equal(3, answer.GetProperty("native").GetInt32());
    }

    [Fact]
    public void HoldsAConversation()
    {
        JsonElement answer = Run("chat_claude.py", Claude);
        Assert.Equal(4, answer.GetProperty("messages").GetInt32());
        int[] inputTokens = [.. answer.GetProperty("input_tokens").EnumerateArray().Select(count => count.GetInt32())];
        Assert.True(inputTokens[1] > inputTokens[0], "The second turn must carry the first.");
    }

    [Fact]
    public void ConversesThroughTheUniformOperation()
    {
        JsonElement answer = Run("converse.py", "amazon.nova-lite-v1:0");
        Assert.Equal("assistant", answer.GetProperty("role").GetString());
        Assert.NotEmpty(answer.GetProperty("text").GetString()!);
        Assert.Equal(answer.GetProperty("total").GetInt32(), answer.GetProperty("sum").GetInt32());
        Assert.True(answer.GetProperty("latency").GetInt32() >= 0);
    }

    [Fact]
    public void StreamsAConversationThroughTheUniformOperation()
    {
        JsonElement answer = Run("converse_stream.py", "amazon.nova-lite-v1:0");
        Assert.True(answer.GetProperty("pieces").GetInt32() > 1);
        Assert.Equal("end_turn", answer.GetProperty("stop_reason").GetString());
        string[] order = [.. answer.GetProperty("order").EnumerateArray().Select(kind => kind.GetString()!)];
        Assert.Equal(["messageStart", "contentBlockDelta", "contentBlockStop", "messageStop", "metadata"], order.Except(["contentBlockStart"]));
    }

    [Fact]
    public void WaitsForAModelThatIsNotReady()
    {
        using EndpointProcess slow = EndpointProcess.Start("-Fault notready:2");
        JsonElement answer = Read(Client.Python.Run(slow, Script("wait_until_ready.py"), Claude));
        Assert.Equal(3, answer.GetProperty("attempts").GetInt32());
        Assert.NotEmpty(answer.GetProperty("text").GetString()!);
    }

    [Fact]
    public void SeesThrottlingAsItsOwnException()
    {
        using EndpointProcess busy = EndpointProcess.Start("-Fault throttle");
        JsonElement failure = Read(Client.Python.Run(busy, Script("catch_error.py"), Claude, "16"));
        Assert.Equal("ThrottlingException", failure.GetProperty("code").GetString());
        Assert.Equal(429, failure.GetProperty("status").GetInt32());
    }

    [Fact]
    public void SeesAnUnknownModelRefused()
    {
        JsonElement failure = Run("catch_error.py", "anthropic.no-such-model", "16");
        Assert.Contains(failure.GetProperty("code").GetString(), new[] { "ValidationException", "ResourceNotFoundException" });
        Assert.NotEmpty(failure.GetProperty("message").GetString()!);
    }

    [Fact]
    public void SeesABodyOutOfRangeRefused()
    {
        JsonElement failure = Run("catch_error.py", Claude, "-1");
        Assert.Equal("ValidationException", failure.GetProperty("code").GetString());
        Assert.Equal(400, failure.GetProperty("status").GetInt32());
    }

    [Fact]
    public void ListsModels()
    {
        JsonElement answer = Run("list_models.py");
        string[] ids = [.. answer.GetProperty("embedding").EnumerateArray().Select(id => id.GetString()!)];
        Assert.Contains("amazon.titan-embed-text-v2:0", ids);
        Assert.True(answer.GetProperty("all").GetInt32() > ids.Length);
        Assert.Equal("Anthropic", answer.GetProperty("provider").GetString());
    }

    [Theory]
    [InlineData(Claude)]
    [InlineData("mistral.mistral-large-2407-v1:0")]
    public void LetsAModelCallATool(string model)
    {
        JsonElement answer = Run("tool_round.py", model);
        Assert.Equal(("tool_use", "end_turn"), (answer.GetProperty("first").GetString(), answer.GetProperty("last").GetString()));
        Assert.Equal("Oslo", answer.GetProperty("input").GetProperty("city").GetString());
        Assert.Contains("-4", answer.GetProperty("text").GetString());
        JsonElement streamed = answer.GetProperty("streamed");
        Assert.Equal("get_weather", streamed.GetProperty("name").GetString());
        Assert.True(streamed.GetProperty("pieces").GetInt32() > 1);
        Assert.Equal("Oslo", streamed.GetProperty("input").GetProperty("city").GetString());
    }

    [Fact]
    public void GetsAnAnswerThatFitsASchema()
    {
        JsonElement person = Run("structured.py", NewClaude);
        Assert.Equal("Ada Lovelace", person.GetProperty("name").GetString());
        Assert.Equal(36, person.GetProperty("age").GetInt32());
    }

    [Fact]
    public void FindsItsPromptInTheCache()
    {
        JsonElement usage = Run("cached.py", NewClaude);
        int written = usage[0].GetProperty("cacheWriteInputTokens").GetInt32();
        Assert.True(written > 1024);
        Assert.Equal(written, usage[0].GetProperty("cacheDetails")[0].GetProperty("inputTokens").GetInt32());
        Assert.Equal(written, usage[1].GetProperty("cacheReadInputTokens").GetInt32());
        Assert.Equal(0, usage[1].GetProperty("cacheWriteInputTokens").GetInt32());
    }

    [Fact]
    public void RunsIntoAGuardrail()
    {
        JsonElement answer = Run("guarded.py", "amazon.nova-lite-v1:0");
        Assert.Equal("guardrail_intervened", answer.GetProperty("stop_reason").GetString());
        Assert.Equal("Not that question.", answer.GetProperty("text").GetString());
        Assert.Equal("secret", answer.GetProperty("words")[0].GetProperty("match").GetString());
        Assert.Equal(1, answer.GetProperty("units").GetInt32());
    }

    [Fact]
    public void RunsAFlowAndKeepsASession()
    {
        JsonElement answer = Run("run_flow.py");
        Assert.Equal("Which city?", answer.GetProperty("asked").GetString());
        Assert.Equal(["INPUT_REQUIRED", "SUCCESS"], Texts(answer.GetProperty("reasons")));
        Assert.True(answer.GetProperty("same_run").GetBoolean());
        Assert.Contains("Oslo", answer.GetProperty("answer").GetString(), StringComparison.Ordinal);
        Assert.Equal(["nodeDependencyTrace", "nodeInputTrace", "nodeOutputTrace"], Texts(answer.GetProperty("traces")));
        Assert.Equal(["flowInputEvent", "flowOutputEvent", "nodeDependencyEvent", "nodeInputEvent", "nodeOutputEvent"], Texts(answer.GetProperty("events")));
        Assert.Equal((3, 1, "ENDED"), (answer.GetProperty("nodes").GetInt32(), answer.GetProperty("steps").GetInt32(), answer.GetProperty("session").GetString()));
        Assert.Equal(["said", "pixels"], Texts(answer.GetProperty("kept")));
        Assert.Equal(["analyzePromptEvent", "optimizedPromptEvent"], Texts(answer.GetProperty("optimised")));

        static string[] Texts(JsonElement list) => [.. list.EnumerateArray().Select(text => text.GetString()!)];
    }

    [Fact]
    public void CountsTokens()
    {
        JsonElement count = Run("count_tokens.py", "anthropic.claude-sonnet-4-5-20250929-v1:0");
        Assert.True(count.GetProperty("converse").GetInt32() > 3);
        Assert.Equal(count.GetProperty("converse").GetInt32(), count.GetProperty("native").GetInt32());
    }

    [Fact]
    public void WatchesAModelThinkAndCite()
    {
        JsonElement answer = Run("reason.py", NewClaude);
        Assert.NotEmpty(answer.GetProperty("thought").GetString()!);
        Assert.NotEmpty(answer.GetProperty("signature").GetString()!);
        Assert.StartsWith("Report says: \"It rained.\"", answer.GetProperty("text").GetString());
        Assert.Equal(10, answer.GetProperty("location").GetProperty("documentChar").GetProperty("end").GetInt32());
        Assert.True(answer.GetProperty("output").GetInt32() > 20);
    }

    private JsonElement Run(string script, params string[] arguments) =>
        Read(Client.Python.Run(_endpoint, [Script(script), .. arguments]));

    private static string Script(string name) => Path.Combine(EndpointProcess.Metadata("Scripts"), name);

    private static JsonElement Read(string output) => JsonDocument.Parse(output).RootElement;
}
