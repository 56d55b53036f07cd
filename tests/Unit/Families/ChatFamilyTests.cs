using System.Collections.Generic;
using System.Threading.Tasks;
using BedrockPS.Inference;
using Xunit;

namespace BedrockPS.Unit.Families;

public class ChatFamilyTests
{
    [Theory]
    [InlineData("mistral.mistral-large-2407-v1:0", "max_tokens")]
    [InlineData("ai21.jamba-1-5-mini-v1:0", "max_tokens")]
    [InlineData("deepseek.v3-v1:0", "max_tokens")]
    [InlineData("openai.gpt-oss-120b-1:0", "max_completion_tokens")]
    [InlineData("qwen.qwen3-32b-v1:0", "max_tokens")]
    [InlineData("us.writer.palmyra-x5-v1:0", "max_tokens")]
    public void Bodies_hold_messages_and_settings(string model, string limit) => Native.AssertBody(
        $$"""
        {"messages":[{"role":"system","content":"Be brief."},{"role":"user","content":"Hi"},{"role":"assistant","content":"Hello."},
          {"role":"user","content":"Who are you?"}],"{{limit}}":200,"temperature":0.5,"top_p":0.25,"stop":["END"]}
        """,
        Native.Full(model));

    [Fact]
    public void Writer_is_not_left_to_stop_after_a_few_words() => Native.AssertBody(
        """{"messages":[{"role":"user","content":"Hi"}],"max_tokens":4096}""", Native.Ask("writer.palmyra-x4-v1:0", "Hi"));

    [Fact]
    public void Tool_calls_and_results_go_back_in_the_familys_form()
    {
        InferenceRequest request = new()
        {
            ModelId = "mistral.mistral-large-2407-v1:0",
            Messages =
            [
                new Message("user", "Time?"),
                new Message("assistant",
                [
                    ContentBlock.FromJson("reasoningContent", """{"reasoningText":{"text":"hm"}}"""),
                    ContentBlock.FromJson("toolUse", """{"toolUseId":"abc123def","name":"clock","input":{"zone":"UTC"}}"""),
                ]),
                new Message("user", [ContentBlock.FromJson("toolResult", """{"toolUseId":"abc123def","content":[{"json":{"h":1}}]}""")]),
            ],
        };
        Native.AssertBody(
            """
            {"messages":[{"role":"user","content":"Time?"},
              {"role":"assistant","content":"","tool_calls":[{"id":"abc123def","type":"function","function":{"name":"clock","arguments":"{\"zone\":\"UTC\"}"}}]},
              {"role":"tool","tool_call_id":"abc123def","content":"{\"h\":1}"}]}
            """,
            request);
    }

    [Fact]
    public void Models_that_see_get_images_as_data_URLs()
    {
        Message message = new("user", [ContentBlock.FromText("What?"), ContentBlock.FromJson("image", """{"format":"png","source":{"bytes":"aW1n"}}""")]);
        Native.AssertBody(
            """
            {"messages":[{"role":"user","content":[{"type":"text","text":"What?"},{"type":"image_url","image_url":{"url":"data:image/png;base64,aW1n"}}]}]}
            """,
            new InferenceRequest { ModelId = "us.mistral.pixtral-large-2502-v1:0", Messages = [message] });
    }

    [Theory]
    [InlineData("mistral.mistral-large-2407-v1:0", """{"index":0,"message":{"role":"assistant","content":"Hi"},"stop_reason":"length"}""", "max_tokens")]
    [InlineData("ai21.jamba-1-5-mini-v1:0", """{"index":0,"message":{"role":"assistant","content":"Hi"},"finish_reason":"stop"}""", "end_turn")]
    [InlineData("qwen.qwen3-32b-v1:0", """{"message":{"content":"Hi"},"finish_reason":"stop","stop_reason":"END"}""", "stop_sequence")]
    [InlineData("openai.gpt-oss-20b-1:0", """{"message":{"content":"Hi"},"finish_reason":"content_filter"}""", "content_filtered")]
    [InlineData("writer.palmyra-x4-v1:0", """{"message":{"content":"Hi"},"finish_reason":"novel_reason"}""", "novel_reason")]
    public void Answers_are_read(string model, string choice, string stopReason)
    {
        ModelResponse response = Native.Answer(
            model, $$$"""{"id":"c","choices":[{{{choice}}}],"usage":{"prompt_tokens":9,"completion_tokens":3,"total_tokens":12}}""");
        Assert.Equal(("Hi", stopReason), (response.Text, response.StopReason));
        Assert.Equal((9, 3, 12), (response.Usage.InputTokens, response.Usage.OutputTokens, response.Usage.TotalTokens));
    }

    [Fact]
    public void Tool_calls_become_Converse_blocks()
    {
        ModelResponse response = Native.Answer(
            "qwen.qwen3-coder-30b-a3b-v1:0",
            """
            {"choices":[{"message":{"content":null,"tool_calls":[
               {"id":"a","type":"function","function":{"name":"clock","arguments":"{\"zone\":\"UTC\"}"}},
               {"id":"b","type":"function","function":{"name":"dice","arguments":"{}"}}]},"finish_reason":"tool_calls"}]}
            """);
        Assert.Equal(("", "tool_use"), (response.Text, response.StopReason));
        Assert.Collection(
            response.Message!.Content,
            block => Assert.Equal("""{"toolUseId":"a","name":"clock","input":{"zone":"UTC"}}""", block.Json),
            block => Assert.Equal("""{"toolUseId":"b","name":"dice","input":{}}""", block.Json));
    }

    [Fact]
    public void Gpt_oss_reasoning_is_no_answer_text()
    {
        ModelResponse response = Native.Answer(
            "openai.gpt-oss-120b-1:0",
            """{"choices":[{"message":{"role":"assistant","content":"<reasoning>User greets.</reasoning>Hello!"},"finish_reason":"stop"}]}""");
        Assert.Equal("Hello!", response.Text);
        Assert.Equal("""{"reasoningText":{"text":"User greets."}}""", response.Message!.Content[0].Json);
    }

    [Fact]
    public async Task Gpt_oss_may_wrap_each_piece_of_its_reasoning()
    {
        List<StreamChunk> chunks = await Native.StreamAsync(
            "openai.gpt-oss-20b-1:0",
            """{"choices":[{"index":0,"delta":{"role":"assistant"}}]}""",
            """{"choices":[{"index":0,"delta":{"content":"<reasoning>User</reasoning>"}}]}""",
            """{"choices":[{"index":0,"delta":{"content":"<reasoning> greets.</reasoning>"}}]}""",
            """{"choices":[{"index":0,"delta":{"content":"Hel"}}]}""",
            """{"choices":[{"index":0,"delta":{"content":"lo"}}]}""",
            """{"choices":[{"index":0,"delta":{},"finish_reason":"stop"}],"usage":{"prompt_tokens":5,"completion_tokens":8}}""");
        Assert.Equal("Reasoning0:User|Reasoning0: greets.|Text1:Hel|Text1:lo|End2:", Native.Sketch(chunks));
        Assert.Equal((5L, 8L), (chunks[^1].Usage!.InputTokens, chunks[^1].Usage!.OutputTokens));
    }

    [Fact]
    public async Task Reasoning_in_a_member_of_its_own_is_read()
    {
        List<StreamChunk> chunks = await Native.StreamAsync(
            "deepseek.v3-v1:0",
            """{"choices":[{"index":0,"delta":{"reasoning_content":"hm"}}]}""",
            """{"choices":[{"index":0,"delta":{"content":"Hi"},"finish_reason":"stop"}]}""");
        Assert.Equal("Reasoning0:hm|Text1:Hi|End2:", Native.Sketch(chunks));
    }

    [Fact]
    public async Task Tool_calls_stream_by_fragments()
    {
        List<StreamChunk> chunks = await Native.StreamAsync(
            "qwen.qwen3-32b-v1:0",
            """{"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"a","function":{"name":"clock","arguments":""}}]}}]}""",
            """{"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":"{\"z\":"}}]}}]}""",
            """{"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":"1}"}}]}}]}""",
            """{"choices":[{"index":0,"delta":{"tool_calls":[{"index":1,"id":"b","function":{"name":"dice","arguments":"{}"}}]}}]}""",
            """{"choices":[{"index":0,"delta":{},"finish_reason":"tool_calls"}]}""");
        Assert.Equal("""ToolUse0:{"z":|ToolUse0:1}|ToolUse1:{}|End2:""", Native.Sketch(chunks));
        Assert.Equal("""{"toolUseId":"a","name":"clock","input":{"z":1}}""", chunks[^1].Response!.Message!.Content[0].Json);
    }

    [Fact]
    public async Task Mistral_may_stream_messages_instead_of_deltas()
    {
        List<StreamChunk> chunks = await Native.StreamAsync(
            "mistral.mistral-large-2407-v1:0",
            """{"choices":[{"index":0,"message":{"role":"assistant","content":"Hel"},"stop_reason":null}]}""",
            """{"choices":[{"index":0,"message":{"role":"assistant","content":"lo"},"stop_reason":"stop"}]}""");
        Assert.Equal("Text0:Hel|Text0:lo|End1:", Native.Sketch(chunks));
    }

    [Fact]
    public async Task A_done_mark_ends_a_stream()
    {
        List<StreamChunk> chunks = await Native.StreamAsync(
            "writer.palmyra-x5-v1:0", """{"choices":[{"index":0,"delta":{"content":"Hi"}}]}""", "[DONE]");
        Assert.Equal("Text0:Hi|End1:", Native.Sketch(chunks));
        Assert.Equal("""[{"choices":[{"index":0,"delta":{"content":"Hi"}}]}]""", chunks[^1].Response!.Raw);
    }
}
