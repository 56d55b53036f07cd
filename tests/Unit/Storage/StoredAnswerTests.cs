using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using BedrockPS.Storage;
using BedrockPS.Unit.Families;
using Xunit;

namespace BedrockPS.Unit.Storage;

public sealed class StoredAnswerTests
{
    private static readonly RequestKey s_key = RequestKey.Of(Stored.Request());

    [Theory]
    [InlineData("hello")]
    [InlineData("zwei\nZeilen, \"ä\" 😀 < > & \\ \u0001")]
    [InlineData("")]
    public void A_response_comes_back_as_it_was(string text)
    {
        ModelResponse response = Stored.Response(text);

        ModelResponse again = Again(StoredAnswer.From("Converse", response));

        AssertSame(response, again);
        Assert.True(again.FromCache);
    }

    [Theory]
    [InlineData("{ \"output\": {\"message\":{\"role\":\"assistant\",\"content\":[{\"text\":\"hello\"}]}},\n \"stopReason\":\"end_turn\"}")]
    [InlineData("{\"output\":{\"message\":{\"role\":\"assistant\",\"content\":[{\"text\":\"h\\u0065llo\"}]}},\"stopReason\":\"end_turn\",\"n\":1e3}")]
    public void Raw_keeps_its_characters_however_the_service_wrote_them(string raw)
    {
        ModelResponse response = Stored.Response();
        response.Raw = raw;

        Assert.Equal(raw, Again(StoredAnswer.From("Converse", response)).Raw);
        Assert.Equal("hello", Again(StoredAnswer.From("Converse", response)).Text);
    }

    [Fact]
    public void A_native_answer_comes_back_through_its_family()
    {
        const string claude = "anthropic.claude-3-haiku-20240307-v1:0";
        ModelResponse response = Native.Answer(
            claude, """{"content":[{"type":"text","text":"hello"}],"stop_reason":"max_tokens","usage":{"input_tokens":3,"output_tokens":4}}""");
        response.Model = claude;

        AssertSame(response, Again(StoredAnswer.From("InvokeModel", response)));
    }

    [Fact]
    public async Task A_streamed_native_answer_comes_back_in_the_same_pieces()
    {
        const string llama = "meta.llama3-8b-instruct-v1:0";
        List<StreamChunk> chunks = await Native.StreamAsync(
            llama,
            """{"generation":"Hel","stop_reason":null}""",
            """{"generation":"lo","stop_reason":"stop","amazon-bedrock-invocationMetrics":{"inputTokenCount":3,"outputTokenCount":4,"invocationLatency":5}}""");
        ModelResponse response = chunks[^1].Response!;

        StoredAnswer stored = Read(StoredAnswer.From("InvokeModel", response, chunks[..^1]));
        List<StreamChunk> again = await Stored.ReadAsync(new StoredStream(stored));

        Assert.Equal(Native.Sketch(chunks), Native.Sketch(again));
        AssertSame(response, again[^1].Response!);
        AssertSame(response, AnswerReader.Read(stored));
    }

    [Fact]
    public async Task An_answer_that_came_whole_is_streamed_a_piece_a_block()
    {
        ModelResponse response = Stored.Response();
        response.Raw = """
            {"output":{"message":{"role":"assistant","content":[{"reasoningContent":{"reasoningText":{"text":"hm","signature":"s"}}},
            {"text":"I look."},{"toolUse":{"toolUseId":"t1","name":"look","input":{"a":1}}},{"citationsContent":{}}]}},"stopReason":"tool_use"}
            """;
        StoredAnswer stored = StoredAnswer.From("Converse", response);

        List<StreamChunk> chunks = await Stored.ReadAsync(new StoredStream(stored));

        Assert.Equal("Reasoning0:hm|Text1:I look.|ToolUse2:{\"a\":1}|Other3:{}|End4:", Native.Sketch(chunks));
        Assert.Equal("I look.", chunks[^1].Response!.Text);
    }

    [Theory]
    [InlineData("BedrockPS.CachedAnswer", "BedrockPS.Recording")]
    [InlineData("\"version\":1", "\"version\":2")]
    [InlineData("\"operation\":\"Converse\"", "\"operation\":null")]
    [InlineData("\"latencyTicks\":", "\"latencyTicks\":\"x\",\"y\":")]
    [InlineData("\"answer\":", "\"reply\":")]
    [InlineData("}", "")]
    public void A_file_that_is_not_as_it_was_written_is_none(string text, string wrong)
    {
        string file = System.Text.Encoding.UTF8.GetString(AnswerFile.Write("BedrockPS.CachedAnswer", s_key, null, Stored.Answer()));
        Assert.Contains(text, file, StringComparison.Ordinal);

        Assert.Null(AnswerFile.TryRead(System.Text.Encoding.UTF8.GetBytes(file.Replace(text, wrong, StringComparison.Ordinal)), "BedrockPS.CachedAnswer", s_key));
    }

    [Fact]
    public void A_file_of_another_request_is_none()
    {
        byte[] file = AnswerFile.Write("BedrockPS.CachedAnswer", s_key, null, Stored.Answer());

        Assert.NotNull(AnswerFile.TryRead(file, "BedrockPS.CachedAnswer", s_key));
        Assert.Null(AnswerFile.TryRead(file, "BedrockPS.CachedAnswer", RequestKey.Of(Stored.Request("other"))));
    }

    private static ModelResponse Again(StoredAnswer answer) => AnswerReader.Read(Read(answer));

    /// <summary>By way of a file, of one line and of many.</summary>
    private static StoredAnswer Read(StoredAnswer answer)
    {
        StoredAnswer read = AnswerFile.TryRead(AnswerFile.Write("f", s_key, null, answer), "f", s_key)!;
        StoredAnswer recorded = AnswerFile.TryRead(AnswerFile.Write("f", s_key, Stored.Request(), read), "f", s_key)!;
        Assert.Equal(read.Raw, recorded.Raw);
        Assert.Equal(answer.Created, recorded.Created);
        return recorded;
    }

    private static void AssertSame(ModelResponse expected, ModelResponse actual)
    {
        Assert.Equal(
            (expected.Text, expected.StopReason, expected.Model, expected.RequestId, expected.Raw, expected.Latency, expected.ServiceTier, expected.LatencyMode),
            (actual.Text, actual.StopReason, actual.Model, actual.RequestId, actual.Raw, actual.Latency, actual.ServiceTier, actual.LatencyMode));
        Assert.Equal(
            (expected.Usage.InputTokens, expected.Usage.OutputTokens, expected.Usage.TotalTokens, expected.Usage.CacheReadInputTokens, expected.Usage.CacheWriteInputTokens),
            (actual.Usage.InputTokens, actual.Usage.OutputTokens, actual.Usage.TotalTokens, actual.Usage.CacheReadInputTokens, actual.Usage.CacheWriteInputTokens));
        Assert.Equal(
            expected.Message!.Content.Select(static block => (block.Kind, block.Text, block.Json)),
            actual.Message!.Content.Select(static block => (block.Kind, block.Text, block.Json)));
    }
}
