using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using BedrockPS.Inference;
using Xunit;

namespace BedrockPS.Unit.Families;

public class PromptFamilyTests
{
    public static TheoryData<string, string> Bodies => new()
    {
        {
            "amazon.titan-text-premier-v1:0",
            """
            {"inputText":"Be brief.\n\nUser: Hi\nBot: Hello.\nUser: Who are you?\nBot:",
             "textGenerationConfig":{"maxTokenCount":200,"temperature":0.5,"topP":0.25,"stopSequences":["END"]}}
            """
        },
        {
            "mistral.mixtral-8x7b-instruct-v0:1",
            """
            {"prompt":"<s>[INST] Be brief.\n\nHi [/INST] Hello.</s>[INST] Who are you? [/INST]","max_tokens":200,"temperature":0.5,
             "top_p":0.25,"stop":["END"]}
            """
        },
        {
            "us.deepseek.r1-v1:0",
            """
            {"prompt":"<｜begin▁of▁sentence｜>Be brief.<｜User｜>Hi<｜Assistant｜>Hello.<｜end▁of▁sentence｜><｜User｜>Who are you?<｜Assistant｜>",
             "max_tokens":200,"temperature":0.5,"top_p":0.25,"stop":["END"]}
            """
        },
        {
            "cohere.command-light-text-v14",
            """
            {"prompt":"Be brief.\n\nUser: Hi\nChatbot: Hello.\nUser: Who are you?\nChatbot:","max_tokens":200,"temperature":0.5,"p":0.25,
             "stop_sequences":["END"]}
            """
        },
    };

    public static TheoryData<string, string> LlamaPrompts => new()
    {
        {
            "meta.llama2-13b-chat-v1",
            "<s>[INST] <<SYS>>\nBe brief.\n<</SYS>>\n\nHi [/INST] Hello. </s><s>[INST] Who are you? [/INST]"
        },
        {
            "us.meta.llama3-2-11b-instruct-v1:0",
            "<|begin_of_text|><|start_header_id|>system<|end_header_id|>\n\nBe brief.<|eot_id|>"
            + "<|start_header_id|>user<|end_header_id|>\n\nHi<|eot_id|><|start_header_id|>assistant<|end_header_id|>\n\nHello.<|eot_id|>"
            + "<|start_header_id|>user<|end_header_id|>\n\nWho are you?<|eot_id|><|start_header_id|>assistant<|end_header_id|>\n\n"
        },
        {
            "us.meta.llama4-scout-17b-instruct-v1:0",
            "<|begin_of_text|><|header_start|>system<|header_end|>\n\nBe brief.<|eot|><|header_start|>user<|header_end|>\n\nHi<|eot|>"
            + "<|header_start|>assistant<|header_end|>\n\nHello.<|eot|><|header_start|>user<|header_end|>\n\nWho are you?<|eot|>"
            + "<|header_start|>assistant<|header_end|>\n\n"
        },
    };

    public static TheoryData<string, string, string, string, int, int> Answers => new()
    {
        {
            "amazon.titan-text-express-v1",
            """{"inputTextTokenCount":5,"results":[{"tokenCount":3,"outputText":"Hi","completionReason":"LENGTH"}]}""",
            "Hi", "max_tokens", 5, 3
        },
        {
            "meta.llama3-8b-instruct-v1:0",
            """{"generation":"Hi","prompt_token_count":5,"generation_token_count":3,"stop_reason":"stop"}""",
            "Hi", "end_turn", 5, 3
        },
        { "mistral.mistral-7b-instruct-v0:2", """{"outputs":[{"text":"Hi","stop_reason":"length"}]}""", "Hi", "max_tokens", 0, 0 },
        {
            "cohere.command-text-v14",
            """{"generations":[{"id":"1","text":"Hi","finish_reason":"ERROR_TOXIC"}],"id":"x","prompt":"p"}""",
            "Hi", "content_filtered", 0, 0
        },
    };

    public static TheoryData<string, string[], string> Streams => new()
    {
        {
            "amazon.titan-text-lite-v1",
            [
                """{"outputText":"Hel","index":0,"totalOutputTextTokenCount":1,"completionReason":null,"inputTextTokenCount":5}""",
                """{"outputText":"lo","index":0,"totalOutputTextTokenCount":2,"completionReason":"FINISH","inputTextTokenCount":null}""",
            ],
            "end_turn 5 2"
        },
        {
            "meta.llama3-70b-instruct-v1:0",
            [
                """{"generation":"Hel","prompt_token_count":5,"generation_token_count":1,"stop_reason":null}""",
                """{"generation":"lo","prompt_token_count":null,"generation_token_count":2,"stop_reason":null}""",
                """{"generation":"","prompt_token_count":null,"generation_token_count":2,"stop_reason":"length"}""",
            ],
            "max_tokens 5 2"
        },
        {
            "mistral.mistral-large-2402-v1:0",
            [
                """{"outputs":[{"text":"Hel","stop_reason":null}]}""",
                """{"outputs":[{"text":"lo","stop_reason":"stop"}],"amazon-bedrock-invocationMetrics":{"inputTokenCount":7,"outputTokenCount":4}}""",
            ],
            "end_turn 7 4"
        },
        {
            "cohere.command-text-v14",
            [
                """{"text":"Hel","is_finished":false,"index":0}""",
                """{"text":"lo","is_finished":false,"index":0}""",
                """{"is_finished":true,"finish_reason":"MAX_TOKENS","index":0,"amazon-bedrock-invocationMetrics":{"inputTokenCount":1,"outputTokenCount":2}}""",
            ],
            "max_tokens 1 2"
        },
    };

    [Theory]
    [MemberData(nameof(Bodies))]
    public void Bodies_hold_prompt_and_settings(string model, string body) => Native.AssertBody(body, Native.Full(model));

    [Theory]
    [MemberData(nameof(LlamaPrompts))]
    public void Each_Llama_has_its_template(string model, string prompt)
    {
        InferenceRequest request = Native.Full(model);
        request.StopSequences = [];
        System.Text.Json.Nodes.JsonObject expected = new()
        {
            ["prompt"] = prompt, ["max_gen_len"] = 200, ["temperature"] = 0.5, ["top_p"] = 0.25,
        };
        Native.AssertBody(expected.ToJsonString(), request);
    }

    [Fact]
    public void Llama_refuses_stop_sequences_instead_of_dropping_them()
    {
        InferenceRequest request = Native.Full("meta.llama3-8b-instruct-v1:0");
        BedrockException error = Assert.Throws<BedrockException>(() => NativeFamilies.For(request.ModelId).ToBody(request, false));
        Assert.Equal("ParameterInvalid", error.Code);
    }

    [Theory]
    [InlineData("meta.llama3-8b-instruct-v1:0", "prompt", "<|start_header_id|>assistant<|end_header_id|>\n\nOnce")]
    [InlineData("meta.llama2-13b-chat-v1", "prompt", "[/INST] Once")]
    [InlineData("mistral.mistral-7b-instruct-v0:2", "prompt", "[/INST] Once")]
    [InlineData("deepseek.r1-v1:0", "prompt", "<｜Assistant｜>Once")]
    [InlineData("amazon.titan-text-lite-v1", "inputText", "\nBot: Once")]
    public void A_last_message_of_the_assistant_is_left_open(string model, string member, string ending)
    {
        InferenceRequest request = new() { ModelId = model, Messages = [new Message("user", "Tell"), new Message("assistant", "Once")] };
        using System.Text.Json.JsonDocument body = System.Text.Json.JsonDocument.Parse(NativeFamilies.For(model).ToBody(request, false));
        Assert.EndsWith(ending, body.RootElement.GetProperty(member).GetString());
    }

    [Fact]
    public void A_single_question_to_Titan_stays_as_it_is() =>
        Native.AssertBody("""{"inputText":"Hi"}""", Native.Ask("amazon.titan-text-lite-v1", "Hi"));

    [Fact]
    public void Additional_fields_reach_Titans_configuration()
    {
        InferenceRequest request = Native.Ask("amazon.titan-text-lite-v1", "Hi");
        request.Temperature = 0.5;
        request.AdditionalFields = new Dictionary<string, object?>
        {
            ["textGenerationConfig"] = new Dictionary<string, object?> { ["maxTokenCount"] = 9 },
        };
        Native.AssertBody("""{"inputText":"Hi","textGenerationConfig":{"temperature":0.5,"maxTokenCount":9}}""", request);
    }

    [Fact]
    public void Cohere_says_in_the_body_that_it_streams() => Native.AssertBody(
        """{"prompt":"Hi","max_tokens":1024,"stream":true}""", Native.Ask("cohere.command-text-v14", "Hi"), streaming: true);

    [Theory]
    [InlineData("amazon.titan-text-lite-v1")]
    [InlineData("meta.llama3-8b-instruct-v1:0")]
    [InlineData("mistral.mistral-7b-instruct-v0:2")]
    [InlineData("deepseek.r1-v1:0")]
    [InlineData("cohere.command-text-v14")]
    [InlineData("cohere.command-r-v1:0")]
    [InlineData("ai21.jamba-1-5-large-v1:0")]
    public void Images_are_refused(string model)
    {
        Message message = new("user", [ContentBlock.FromJson("image", """{"format":"png","source":{"bytes":"AA=="}}""")]);
        InferenceRequest request = new() { ModelId = model, Messages = [message] };
        BedrockException error = Assert.Throws<BedrockException>(() => NativeFamilies.For(model).ToBody(request, false));
        Assert.Equal("ContentNotSupported", error.Code);
    }

    [Theory]
    [MemberData(nameof(Answers))]
    public void Answers_are_read(string model, string json, string text, string stopReason, int input, int output)
    {
        ModelResponse response = Native.Answer(model, json);
        Assert.Equal((text, stopReason), (response.Text, response.StopReason));
        Assert.Equal((input, output), (response.Usage.InputTokens, response.Usage.OutputTokens));
        Assert.Equal(text, response.Message!.Text);
    }

    [Theory]
    [MemberData(nameof(Streams))]
    public async Task Streams_are_read(string model, string[] chunks, string end)
    {
        List<StreamChunk> read = await Native.StreamAsync(model, chunks);
        Assert.Equal("Text0:Hel|Text0:lo|End1:", Native.Sketch(read));
        ModelResponse response = read[^1].Response!;
        Assert.Equal(end, $"{response.StopReason} {response.Usage.InputTokens} {response.Usage.OutputTokens}");
        Assert.Equal("Hello", response.Text);
    }

    [Fact]
    public void DeepSeeks_thinking_is_no_answer_text()
    {
        ModelResponse response = Native.Answer(
            "deepseek.r1-v1:0", """{"choices":[{"text":"<think>\nLet me see.\n</think>\n\nFour.","stop_reason":"stop"}]}""");
        Assert.Equal(("Four.", "end_turn"), (response.Text, response.StopReason));
        Assert.Equal("""{"reasoningText":{"text":"Let me see.\n"}}""", response.Message!.Content[0].Json);
    }

    [Fact]
    public void Thinking_that_the_prompt_opened_is_recognised_by_its_closing_tag()
    {
        ModelResponse response = Native.Answer(
            "deepseek.r1-v1:0", """{"choices":[{"text":"Let me see.</think>\n\nFour.","stop_reason":"stop"}]}""");
        Assert.Equal("Four.", response.Text);
        Assert.Equal(["reasoningContent", "text"], response.Message!.Content.Select(static block => block.Kind));
    }

    [Fact]
    public async Task Tags_may_be_cut_anywhere_in_a_stream()
    {
        const string Whole = "<think>\nA < b </thin k\n</think>\n\nC </b> <think> d";
        for (int size = 1; size < Whole.Length; size++)
        {
            List<string> pieces = [];
            for (int i = 0; i < Whole.Length; i += size)
            {
                string piece = System.Text.Json.JsonSerializer.Serialize(Whole.Substring(i, System.Math.Min(size, Whole.Length - i)));
                pieces.Add($$"""{"choices":[{"text":{{piece}},"stop_reason":null}]}""");
            }

            pieces.Add("""{"choices":[{"text":"","stop_reason":"stop"}]}""");
            List<StreamChunk> chunks = await Native.StreamAsync("deepseek.r1-v1:0", [.. pieces]);
            Assert.Equal("A < b </thin k\n", string.Concat(chunks.Where(static c => c.Kind == StreamChunkKind.Reasoning).Select(static c => c.Text)));
            Assert.Equal("C </b> <think> d", string.Concat(chunks.Where(static c => c.Kind == StreamChunkKind.Text).Select(static c => c.Text)));
            Assert.Equal("C </b> <think> d", chunks[^1].Response!.Text);
        }
    }

    [Fact]
    public void What_only_looked_like_a_tag_is_text() =>
        Assert.Equal("<thi", Native.Answer("deepseek.r1-v1:0", """{"choices":[{"text":"<thi","stop_reason":"length"}]}""").Text);
}
