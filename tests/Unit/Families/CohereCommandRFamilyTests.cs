using System.Collections.Generic;
using System.Threading.Tasks;
using BedrockPS.Inference;
using Xunit;

namespace BedrockPS.Unit.Families;

public class CohereCommandRFamilyTests
{
    private const string Model = "cohere.command-r-plus-v1:0";

    [Fact]
    public void Body_parts_the_last_message_from_the_history() => Native.AssertBody(
        """
        {"message":"Who are you?","chat_history":[{"role":"USER","message":"Hi"},{"role":"CHATBOT","message":"Hello."}],"preamble":"Be brief.",
         "max_tokens":200,"temperature":0.5,"p":0.25,"stop_sequences":["END"]}
        """,
        Native.Full(Model));

    [Fact]
    public void A_conversation_that_ends_with_the_assistant_is_refused()
    {
        InferenceRequest request = new() { ModelId = Model, Messages = [new Message("assistant", "x")] };
        Assert.Equal("ParameterInvalid", Assert.Throws<BedrockException>(() => NativeFamilies.For(Model).ToBody(request, false)).Code);
    }

    [Fact]
    public void Answer_is_read()
    {
        ModelResponse response = Native.Answer(
            Model, """{"response_id":"r","text":"Hi","finish_reason":"MAX_TOKENS","chat_history":[{"role":"USER","message":"x"}]}""");
        Assert.Equal(("Hi", "max_tokens"), (response.Text, response.StopReason));
    }

    [Fact]
    public void Tool_calls_are_the_stop_reason()
    {
        ModelResponse response = Native.Answer(
            Model, """{"text":"","finish_reason":"COMPLETE","tool_calls":[{"name":"clock","parameters":{"zone":"UTC"}}]}""");
        Assert.Equal("tool_use", response.StopReason);
        Assert.Equal("""{"toolUseId":"clock_0","name":"clock","input":{"zone":"UTC"}}""", Assert.Single(response.Message!.Content).Json);
    }

    [Fact]
    public async Task Stream_is_read()
    {
        List<StreamChunk> chunks = await Native.StreamAsync(
            Model,
            """{"event_type":"stream-start","is_finished":false,"generation_id":"g"}""",
            """{"event_type":"text-generation","is_finished":false,"text":"Hel"}""",
            """{"event_type":"text-generation","is_finished":false,"text":"lo"}""",
            """{"event_type":"stream-end","is_finished":true,"finish_reason":"COMPLETE","response":{"text":"Hello"},"amazon-bedrock-invocationMetrics":{"inputTokenCount":2,"outputTokenCount":3}}""");
        Assert.Equal("Text0:Hel|Text0:lo|End1:", Native.Sketch(chunks));
        Assert.Equal(("Hello", "end_turn", 3L), (chunks[^1].Response!.Text, chunks[^1].StopReason, chunks[^1].Usage!.OutputTokens));
    }
}
