using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using BedrockPS.Inference;
using Xunit;

namespace BedrockPS.Unit.Families;

public class ClaudeFamilyTests
{
    private const string Model = "anthropic.claude-sonnet-4-20250514-v1:0";

    [Fact]
    public void Body_has_system_apart_and_all_settings() => Native.AssertBody(
        """
        {"anthropic_version":"bedrock-2023-05-31","max_tokens":200,"system":"Be brief.","messages":[
          {"role":"user","content":[{"type":"text","text":"Hi"}]},
          {"role":"assistant","content":[{"type":"text","text":"Hello."}]},
          {"role":"user","content":[{"type":"text","text":"Who are you?"}]}],
         "temperature":0.5,"top_p":0.25,"stop_sequences":["END"]}
        """,
        Native.Full(Model));

    [Fact]
    public void Max_tokens_is_sent_even_when_not_asked_for() => Native.AssertBody(
        """{"anthropic_version":"bedrock-2023-05-31","max_tokens":4096,"messages":[{"role":"user","content":[{"type":"text","text":"Hi"}]}]}""",
        Native.Ask("us." + Model, "Hi"));

    [Fact]
    public void A_thinking_budget_is_added_to_the_default_limit()
    {
        InferenceRequest request = Native.Ask(Model, "Hi");
        request.AdditionalFields = new Dictionary<string, object?>
        {
            ["thinking"] = new Dictionary<string, object?> { ["type"] = "enabled", ["budget_tokens"] = 2000 },
            ["top_k"] = 5,
        };
        Native.AssertBody(
            """
            {"anthropic_version":"bedrock-2023-05-31","max_tokens":6096,"messages":[{"role":"user","content":[{"type":"text","text":"Hi"}]}],
             "thinking":{"type":"enabled","budget_tokens":2000},"top_k":5}
            """,
            request);
    }

    [Fact]
    public void Blocks_of_every_kind_take_the_familys_form()
    {
        InferenceRequest request = new()
        {
            ModelId = Model,
            Messages =
            [
                new Message("user",
                [
                    ContentBlock.FromText("Look"),
                    ContentBlock.FromJson("image", """{"format":"png","source":{"bytes":"aW1n"}}"""),
                    ContentBlock.FromJson("document", """{"format":"pdf","name":"report","source":{"bytes":"cGRm"}}"""),
                    ContentBlock.FromJson("document", """{"format":"txt","name":"notes","source":{"bytes":"aGVsbG8="}}"""),
                    ContentBlock.FromJson("cachePoint", """{"type":"default"}"""),
                ]),
                new Message("assistant",
                [
                    ContentBlock.FromJson("reasoningContent", """{"reasoningText":{"text":"hm","signature":"sig"}}"""),
                    ContentBlock.FromJson("reasoningContent", """{"redactedContent":"cmVk"}"""),
                    ContentBlock.FromJson("toolUse", """{"toolUseId":"t1","name":"clock","input":{"zone":"UTC"}}"""),
                ]),
                new Message("user",
                [
                    ContentBlock.FromJson("toolResult", """{"toolUseId":"t1","status":"error","content":[{"text":"late"},{"json":{"h":1}}]}"""),
                ]),
            ],
        };
        Native.AssertBody(
            """
            {"anthropic_version":"bedrock-2023-05-31","max_tokens":4096,"messages":[
              {"role":"user","content":[
                {"type":"text","text":"Look"},
                {"type":"image","source":{"type":"base64","media_type":"image/png","data":"aW1n"}},
                {"type":"document","source":{"type":"base64","media_type":"application/pdf","data":"cGRm"},"title":"report"},
                {"type":"document","source":{"type":"text","media_type":"text/plain","data":"hello"},"title":"notes","cache_control":{"type":"ephemeral"}}]},
              {"role":"assistant","content":[
                {"type":"thinking","thinking":"hm","signature":"sig"},
                {"type":"redacted_thinking","data":"cmVk"},
                {"type":"tool_use","id":"t1","name":"clock","input":{"zone":"UTC"}}]},
              {"role":"user","content":[
                {"type":"tool_result","tool_use_id":"t1","content":[{"type":"text","text":"late"},{"type":"text","text":"{\"h\":1}"}],"is_error":true}]}]}
            """,
            request);
    }

    [Theory]
    [InlineData("video", """{"format":"mp4","source":{"bytes":"AA=="}}""")]
    [InlineData("image", """{"format":"png","source":{"s3Location":{"uri":"s3://b/k"}}}""")]
    [InlineData("document", """{"format":"docx","name":"d","source":{"bytes":"AA=="}}""")]
    public void Blocks_without_a_place_in_the_format_are_refused(string kind, string json)
    {
        InferenceRequest request = new() { ModelId = Model, Messages = [new Message("user", [ContentBlock.FromJson(kind, json)])] };
        BedrockException error = Assert.Throws<BedrockException>(() => NativeFamilies.For(Model).ToBody(request, false));
        Assert.Equal("ContentNotSupported", error.Code);
        Assert.Contains(kind, error.Message);
        Assert.NotNull(error.RecommendedAction);
    }

    [Fact]
    public void Answer_gives_text_reasoning_tool_call_and_usage()
    {
        ModelResponse response = Native.Answer(
            Model,
            """
            {"id":"m","type":"message","role":"assistant","content":[
               {"type":"thinking","thinking":"let me see","signature":"abc"},
               {"type":"text","text":"One "},{"type":"text","text":"two"},
               {"type":"tool_use","id":"t","name":"clock","input":{"zone":"UTC"}}],
             "stop_reason":"tool_use","stop_sequence":null,
             "usage":{"input_tokens":10,"output_tokens":5,"cache_read_input_tokens":3,"cache_creation_input_tokens":2}}
            """);
        Assert.Equal("One two", response.Text);
        Assert.Equal("tool_use", response.StopReason);
        Assert.Equal((10, 5, 3, 2, 20), (response.Usage.InputTokens, response.Usage.OutputTokens, response.Usage.CacheReadInputTokens,
            response.Usage.CacheWriteInputTokens, response.Usage.TotalTokens));
        Assert.Collection(
            response.Message!.Content,
            block => Assert.Equal("""{"reasoningText":{"text":"let me see","signature":"abc"}}""", block.Json),
            block => Assert.Equal("One ", block.Text),
            block => Assert.Equal("two", block.Text),
            block => Assert.Equal("""{"toolUseId":"t","name":"clock","input":{"zone":"UTC"}}""", block.Json));
        Assert.StartsWith("{\"id\":\"m\"", response.Raw);
    }

    [Theory]
    [InlineData("end_turn", "end_turn")]
    [InlineData("max_tokens", "max_tokens")]
    [InlineData("stop_sequence", "stop_sequence")]
    [InlineData("refusal", "content_filtered")]
    [InlineData("pause_turn", "pause_turn")]
    public void Stop_reasons_become_Converses(string word, string expected) =>
        Assert.Equal(expected, Native.Answer(Model, $$"""{"content":[{"type":"text","text":"x"}],"stop_reason":"{{word}}"}""").StopReason);

    [Fact]
    public void A_guardrail_that_stepped_in_is_the_stop_reason()
    {
        ModelResponse response = Native.Answer(
            Model, """{"content":[{"type":"text","text":"no"}],"stop_reason":"end_turn","amazon-bedrock-guardrailAction":"INTERVENED"}""");
        Assert.Equal("guardrail_intervened", response.StopReason);
    }

    [Fact]
    public async Task Stream_gives_thinking_text_and_tool_input_as_they_come()
    {
        List<StreamChunk> chunks = await Native.StreamAsync(
            Model,
            """{"type":"message_start","message":{"role":"assistant","usage":{"input_tokens":12,"output_tokens":1}}}""",
            """{"type":"content_block_start","index":0,"content_block":{"type":"thinking","thinking":"","signature":""}}""",
            """{"type":"ping"}""",
            """{"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":"hm"}}""",
            """{"type":"content_block_delta","index":0,"delta":{"type":"signature_delta","signature":"sig"}}""",
            """{"type":"content_block_stop","index":0}""",
            """{"type":"content_block_start","index":1,"content_block":{"type":"text","text":""}}""",
            """{"type":"content_block_delta","index":1,"delta":{"type":"text_delta","text":"Hel"}}""",
            """{"type":"content_block_delta","index":1,"delta":{"type":"text_delta","text":"lo"}}""",
            """{"type":"content_block_start","index":2,"content_block":{"type":"tool_use","id":"t1","name":"clock","input":{}}}""",
            """{"type":"content_block_delta","index":2,"delta":{"type":"input_json_delta","partial_json":"{\"zone\":"}}""",
            """{"type":"content_block_delta","index":2,"delta":{"type":"input_json_delta","partial_json":"\"UTC\"}"}}""",
            """{"type":"message_delta","delta":{"stop_reason":"tool_use","stop_sequence":null},"usage":{"output_tokens":30}}""",
            """
            {"type":"message_stop","amazon-bedrock-invocationMetrics":{"inputTokenCount":12,"outputTokenCount":31,"invocationLatency":456,
             "firstByteLatency":40,"cacheReadInputTokenCount":7}}
            """);

        Assert.Equal("""Reasoning0:hm|Text1:Hel|Text1:lo|ToolUse2:{"zone":|ToolUse2:"UTC"}|End3:""", Native.Sketch(chunks));
        ModelResponse response = chunks[^1].Response!;
        Assert.Equal("Hello", response.Text);
        Assert.Equal("tool_use", response.StopReason);
        Assert.Equal((12, 31, 7), (response.Usage.InputTokens, response.Usage.OutputTokens, response.Usage.CacheReadInputTokens));
        Assert.Equal(456, response.Latency.TotalMilliseconds);
        Assert.Equal("request-1", response.RequestId);
        Assert.Collection(
            response.Message!.Content,
            block => Assert.Equal("""{"reasoningText":{"text":"hm","signature":"sig"}}""", block.Json),
            block => Assert.Equal("Hello", block.Text),
            block => Assert.Equal("""{"toolUseId":"t1","name":"clock","input":{"zone":"UTC"}}""", block.Json));
    }

    [Fact]
    public async Task An_error_inside_the_stream_is_the_streams_error()
    {
        BedrockException error = await Assert.ThrowsAsync<BedrockException>(() => Native.StreamAsync(
            Model, """{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}"""));
        Assert.Equal(("ModelStreamError", "Overloaded"), (error.Code, error.Message));
    }

    [Fact]
    public void Citations_are_Converses()
    {
        ModelResponse response = Native.Answer(
            Model,
            """
            {"content":[{"type":"text","text":"They have "},
              {"type":"text","text":"30 days","citations":[
                {"type":"char_location","cited_text":"30 days.","document_index":0,"document_title":"leave","start_char_index":4,"end_char_index":12},
                {"type":"page_location","cited_text":"thirty","document_index":1,"document_title":"law","start_page_number":2,"end_page_number":3},
                {"type":"content_block_location","document_index":2,"document_title":"list","start_block_index":0,"end_block_index":1},
                {"type":"search_result_location","source":"https://wiki","title":"Wiki","cited_text":"30","search_result_index":0,"start_block_index":1,"end_block_index":2},
                {"type":"web_search_result_location","url":"https://example.com","title":"Web","cited_text":"x"},
                {"type":"a_later_one","document_title":"new"}]}],
             "stop_reason":"end_turn","usage":{"input_tokens":1,"output_tokens":1}}
            """);

        Assert.Equal("They have 30 days", response.Text);
        Assert.Equal(
            ["leave, character 4-12", "law, page 2-3", "list, chunk 0-1", "Wiki, searchresult 1-2", "Web", "new"],
            response.Citations.Select(citation => citation.ToString()));
        Assert.All(response.Citations, citation => Assert.Equal("30 days", citation.Answer));
        Assert.Equal("30 days.", response.Citations[0].Text);
        Assert.Equal((1, 2, 3), (response.Citations[1].Index, response.Citations[1].Start, response.Citations[1].End));
        Assert.Equal("https://wiki", response.Citations[3].Source);
        Assert.Equal("https://example.com", response.Citations[4].Url);
    }

    [Fact]
    public async Task Streamed_citations_are_chunks_of_their_own()
    {
        List<StreamChunk> chunks = await Native.StreamAsync(
            Model,
            """{"type":"content_block_start","index":0,"content_block":{"type":"text","text":"","citations":[]}}""",
            """{"type":"content_block_delta","index":0,"delta":{"type":"citations_delta","citation":{"type":"char_location","cited_text":"30 days.","document_index":0,"document_title":"leave","start_char_index":4,"end_char_index":12}}}""",
            """{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"30 days"}}""",
            """{"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"output_tokens":3}}""",
            """{"type":"message_stop"}""");

        Assert.Equal([StreamChunkKind.Citation, StreamChunkKind.Text, StreamChunkKind.End], chunks.Select(chunk => chunk.Kind));
        Assert.Equal("leave", chunks[0].Citation!.Title);
        Assert.Equal("30 days", chunks[^1].Response!.Text);
        Assert.Equal("30 days.", Assert.Single(chunks[^1].Response!.Citations).Text);
    }

    [Fact]
    public void A_cited_answer_goes_back_as_text() => Native.AssertBody(
        """
        {"anthropic_version":"bedrock-2023-05-31","max_tokens":4096,"messages":[
          {"role":"user","content":[{"type":"text","text":"Hi"}]},
          {"role":"assistant","content":[{"type":"text","text":"30 days"}]},
          {"role":"user","content":[{"type":"search_result","source":"s","title":"t","content":[{"type":"text","text":"x"}],"citations":{"enabled":true}},{"type":"text","text":"Sure?"}]}]}
        """,
        new InferenceRequest
        {
            ModelId = Model,
            Messages =
            [
                new Message("user", "Hi"),
                new Message("assistant", [ContentBlock.FromJson("citationsContent", """{"content":[{"text":"30 "},{"text":"days"}],"citations":[{"title":"leave"}]}""")]),
                new Message("user", [ContentBlock.FromJson("searchResult", """{"source":"s","title":"t","content":[{"text":"x"}],"citations":{"enabled":true}}"""), ContentBlock.FromText("Sure?")]),
            ],
        });

    [Fact]
    public void Cache_writes_are_told_by_time_to_live()
    {
        TokenUsage usage = Native.Answer(
            Model,
            """
            {"content":[{"type":"text","text":"x"}],"stop_reason":"end_turn","usage":{"input_tokens":1,"output_tokens":1,
             "cache_creation_input_tokens":30,"cache_creation":{"ephemeral_5m_input_tokens":10,"ephemeral_1h_input_tokens":20}}}
            """).Usage;
        Assert.Equal(["20 for 1h", "10 for 5m"], usage.CacheDetails.Select(detail => detail.ToString()));
        TokenUsage sum = new();
        sum.Add(usage);
        sum.Add(usage);
        Assert.Equal(["40 for 1h", "20 for 5m"], sum.CacheDetails.Select(detail => detail.ToString()));
    }
}
