using System.Collections.Generic;
using System.Threading.Tasks;
using BedrockPS.Inference;
using Xunit;

namespace BedrockPS.Unit.Families;

public class NovaFamilyTests
{
    private const string Model = "amazon.nova-lite-v1:0";

    [Fact]
    public void Body_has_Converses_words() => Native.AssertBody(
        """
        {"schemaVersion":"messages-v1","system":[{"text":"Be brief."}],"messages":[
          {"role":"user","content":[{"text":"Hi"}]},{"role":"assistant","content":[{"text":"Hello."}]},
          {"role":"user","content":[{"text":"Who are you?"}]}],
         "inferenceConfig":{"maxTokens":200,"temperature":0.5,"topP":0.25,"stopSequences":["END"]}}
        """,
        Native.Full(Model));

    [Fact]
    public void Additional_fields_are_merged_into_the_nested_configuration()
    {
        InferenceRequest request = Native.Ask("eu." + Model, "Hi");
        request.MaxTokens = 50;
        request.AdditionalFields = new Dictionary<string, object?>
        {
            ["inferenceConfig"] = new Dictionary<string, object?> { ["topK"] = 20, ["maxTokens"] = 60 },
            ["reasoningConfig"] = new Dictionary<string, object?> { ["type"] = "enabled" },
        };
        Native.AssertBody(
            """
            {"schemaVersion":"messages-v1","messages":[{"role":"user","content":[{"text":"Hi"}]}],
             "inferenceConfig":{"maxTokens":60,"topK":20},"reasoningConfig":{"type":"enabled"}}
            """,
            request);
    }

    [Fact]
    public void Images_go_through_as_Converse_has_them()
    {
        InferenceRequest request = new()
        {
            ModelId = Model,
            Messages = [new Message("user", [ContentBlock.FromJson("image", """{"format":"jpeg","source":{"bytes":"aW1n"}}"""), ContentBlock.FromText("What?")])],
        };
        Native.AssertBody(
            """{"schemaVersion":"messages-v1","messages":[{"role":"user","content":[{"image":{"format":"jpeg","source":{"bytes":"aW1n"}}},{"text":"What?"}]}]}""",
            request);
    }

    [Fact]
    public void Answer_is_read()
    {
        ModelResponse response = Native.Answer(
            Model,
            """
            {"output":{"message":{"role":"assistant","content":[{"reasoningContent":{"reasoningText":{"text":"r"}}},{"text":"Hi"},
               {"toolUse":{"toolUseId":"t","name":"n","input":{}}}]}},
             "stopReason":"max_tokens","usage":{"inputTokens":4,"outputTokens":6,"totalTokens":10,"cacheReadInputTokenCount":1}}
            """);
        Assert.Equal(("Hi", "max_tokens"), (response.Text, response.StopReason));
        Assert.Equal((4, 6, 1), (response.Usage.InputTokens, response.Usage.OutputTokens, response.Usage.CacheReadInputTokens));
        Assert.Equal(["reasoningContent", "text", "toolUse"], [.. System.Linq.Enumerable.Select(response.Message!.Content, block => block.Kind)]);
    }

    [Fact]
    public async Task Stream_is_read()
    {
        List<StreamChunk> chunks = await Native.StreamAsync(
            Model,
            """{"messageStart":{"role":"assistant"}}""",
            """{"contentBlockDelta":{"delta":{"reasoningContent":{"reasoningText":{"text":"hm"}}},"contentBlockIndex":0}}""",
            """{"contentBlockDelta":{"delta":{"text":"Hel"},"contentBlockIndex":1}}""",
            """{"contentBlockDelta":{"delta":{"text":"lo"},"contentBlockIndex":1}}""",
            """{"contentBlockStop":{"contentBlockIndex":1}}""",
            """{"contentBlockStart":{"start":{"toolUse":{"toolUseId":"t1","name":"clock"}},"contentBlockIndex":2}}""",
            """{"contentBlockDelta":{"delta":{"toolUse":{"input":"{\"a\":1}"}},"contentBlockIndex":2}}""",
            """{"messageStop":{"stopReason":"tool_use"}}""",
            """{"metadata":{"usage":{"inputTokens":3,"outputTokens":2},"metrics":{}},"amazon-bedrock-invocationMetrics":{"inputTokenCount":3,"outputTokenCount":9,"invocationLatency":20}}""");
        Assert.Equal("""Reasoning0:hm|Text1:Hel|Text1:lo|ToolUse2:{"a":1}|End3:""", Native.Sketch(chunks));
        ModelResponse response = chunks[^1].Response!;
        Assert.Equal(("Hello", "tool_use", 9L), (response.Text, response.StopReason, response.Usage.OutputTokens));
    }
}
