using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using BedrockPS.Engine;
using BedrockPS.Inference;
using Xunit;

namespace BedrockPS.Unit.Inference;

public class ConverseStreamTests
{
    private static readonly byte[] s_start = Event("messageStart", """{"role":"assistant","p":"abc"}""");
    private static readonly byte[] s_stop = Event("messageStop", """{"stopReason":"end_turn","p":"ab"}""");
    private static readonly byte[] s_metadata = Event(
        "metadata", """{"usage":{"inputTokens":3,"outputTokens":4,"totalTokens":7,"cacheReadInputTokens":2},"metrics":{"latencyMs":42},"p":"a"}""");

    [Fact]
    public async Task Text_arrives_piece_by_piece_and_ends_with_the_whole_response()
    {
        List<StreamChunk> chunks = await ReadAsync(s_start, Text(0, "Hel"), Text(0, "lo ä😀"), s_stop, s_metadata);

        Assert.Equal(["Hel", "lo ä😀", ""], chunks.Select(chunk => chunk.Text));
        Assert.Equal([StreamChunkKind.Text, StreamChunkKind.Text, StreamChunkKind.End], chunks.Select(chunk => chunk.Kind));
        ModelResponse response = chunks[^1].Response!;
        Assert.Equal("Hello ä😀", response.Text);
        Assert.Equal("end_turn", response.StopReason);
        Assert.Equal((3, 4, 7, 2), (response.Usage.InputTokens, response.Usage.OutputTokens, response.Usage.TotalTokens, response.Usage.CacheReadInputTokens));
        Assert.Equal(TimeSpan.FromMilliseconds(42), response.Latency);
        Assert.Equal("req-1", response.RequestId);
        Assert.Null(chunks[0].Response);
    }

    [Fact]
    public async Task Raw_of_a_streamed_answer_reads_like_a_whole_one()
    {
        List<StreamChunk> chunks = await ReadAsync(s_start, Text(0, "hi"), s_metadata, s_stop);
        JsonNode expected = JsonNode.Parse(
            """
            {"output":{"message":{"role":"assistant","content":[{"text":"hi"}]}},"stopReason":"end_turn",
             "usage":{"inputTokens":3,"outputTokens":4,"totalTokens":7,"cacheReadInputTokens":2},"metrics":{"latencyMs":42}}
            """)!;
        Assert.True(JsonNode.DeepEquals(expected, JsonNode.Parse(chunks[^1].Response!.Raw!)), chunks[^1].Response!.Raw);
    }

    [Fact]
    public async Task Reasoning_and_tool_calls_are_kinds_of_their_own_and_become_blocks()
    {
        List<StreamChunk> chunks = await ReadAsync(
            s_start,
            Event("contentBlockDelta", """{"contentBlockIndex":0,"delta":{"reasoningContent":{"text":"hm"}}}"""),
            Event("contentBlockDelta", """{"contentBlockIndex":0,"delta":{"reasoningContent":{"signature":"sig"}}}"""),
            Event("contentBlockStop", """{"contentBlockIndex":0}"""),
            Text(1, "I call"),
            Event("contentBlockStart", """{"contentBlockIndex":2,"start":{"toolUse":{"toolUseId":"t1","name":"look"}}}"""),
            Event("contentBlockDelta", """{"contentBlockIndex":2,"delta":{"toolUse":{"input":"{\"a\":"}}}"""),
            Event("contentBlockDelta", """{"contentBlockIndex":2,"delta":{"toolUse":{"input":"1}"}}}"""),
            Event("contentBlockStop", """{"contentBlockIndex":2}"""),
            Event("messageStop", """{"stopReason":"tool_use"}"""),
            s_metadata);

        Assert.Equal(
            [(StreamChunkKind.Reasoning, 0, "hm"), (StreamChunkKind.Text, 1, "I call"), (StreamChunkKind.ToolUse, 2, "{\"a\":"), (StreamChunkKind.ToolUse, 2, "1}")],
            chunks.SkipLast(1).Select(chunk => (chunk.Kind, chunk.Index, chunk.Text)));
        ModelResponse response = chunks[^1].Response!;
        Assert.Equal("I call", response.Text);
        Assert.Equal(["reasoningContent", "text", "toolUse"], response.Message!.Content.Select(block => block.Kind));
        Assert.True(JsonNode.DeepEquals(
            JsonNode.Parse("""{"reasoningText":{"text":"hm","signature":"sig"}}"""), JsonNode.Parse(response.Message.Content[0].Json!)));
        Assert.True(JsonNode.DeepEquals(
            JsonNode.Parse("""{"toolUseId":"t1","name":"look","input":{"a":1}}"""), JsonNode.Parse(response.Message.Content[2].Json!)));
    }

    [Fact]
    public async Task Events_and_deltas_of_a_later_service_version_are_not_fatal()
    {
        List<StreamChunk> chunks = await ReadAsync(
            s_start, Event("surprise", "{}"), Event("contentBlockDelta", """{"new":[1],"delta":{"hologram":{"x":1}},"contentBlockIndex":0}"""), Text(0, "ok"), s_stop);
        Assert.Equal([(StreamChunkKind.Other, """{"x":1}"""), (StreamChunkKind.Text, "ok")], chunks.SkipLast(1).Select(chunk => (chunk.Kind, chunk.Text)));
    }

    [Fact]
    public async Task A_stream_that_closes_before_the_model_ended_is_truncated()
    {
        BedrockException exception = await Assert.ThrowsAsync<BedrockException>(() => ReadAsync(s_start, Text(0, "Hel")));
        Assert.Equal("StreamTruncated", exception.Code);
        Assert.Equal("req-1", exception.RequestId);
        Assert.True(exception.IsRetryable);
    }

    [Fact]
    public async Task A_stream_cut_at_any_byte_is_never_taken_for_whole()
    {
        byte[] whole = [.. s_start, .. Text(0, "Hello"), .. s_stop];
        for (int length = 0; length < whole.Length; length++)
        {
            BedrockException exception = await Assert.ThrowsAsync<BedrockException>(() => ReadAsync(whole[..length]));
            Assert.Equal("StreamTruncated", exception.Code);
        }
    }

    [Fact]
    public async Task A_flipped_bit_is_corruption_not_an_answer()
    {
        byte[] whole = [.. s_start, .. Text(0, "Hello"), .. s_stop];
        for (int position = 0; position < whole.Length; position++)
        {
            byte[] damaged = [.. whole];
            damaged[position] ^= 0x10;
            BedrockException exception = await Assert.ThrowsAsync<BedrockException>(() => ReadAsync(damaged));
            Assert.Contains(exception.Code, (string[])["StreamCorrupt", "StreamTruncated"]);
        }
    }

    [Fact]
    public async Task An_exception_in_the_stream_is_that_error_and_what_came_before_was_given()
    {
        byte[] error = EventStreamWriter.Encode(
            [new(":message-type", "exception"), new(":exception-type", "throttlingException"), new(":content-type", "application/json")],
            """{"message":"slow down"}"""u8);
        List<StreamChunk> chunks = [];
        BedrockException exception = await Assert.ThrowsAsync<BedrockException>(() => ReadAsync(chunks, s_start, Text(0, "Hel"), error));
        Assert.Equal("Throttling", exception.Code);
        Assert.Contains("slow down", exception.Message);
        Assert.Equal("Hel", Assert.Single(chunks).Text);
    }

    [Theory]
    [InlineData("""{"contentBlockIndex":"x","delta":{"text":"a"}}""")]
    [InlineData("""{"contentBlockIndex":0,"delta":{"text":5}}""")]
    [InlineData("""{"contentBlockIndex":0,"delta":{"text":"a"}""")]
    [InlineData("""{"contentBlockIndex":2147483647,"delta":{"text":"a"}}""")]
    [InlineData("not json")]
    public async Task An_event_that_is_not_the_services_JSON_is_corruption(string payload)
    {
        BedrockException exception = await Assert.ThrowsAsync<BedrockException>(() => ReadAsync(s_start, Event("contentBlockDelta", payload), s_stop));
        Assert.Equal("StreamCorrupt", exception.Code);
    }

    private static byte[] Text(int index, string text) =>
        Event("contentBlockDelta", new JsonObject { ["contentBlockIndex"] = index, ["delta"] = new JsonObject { ["text"] = text }, ["p"] = "xyz" }.ToJsonString());

    private static byte[] Event(string type, string payload) => EventStreamWriter.Encode(
        [new(":event-type", type), new(":content-type", "application/json"), new(":message-type", "event")], Encoding.UTF8.GetBytes(payload));

    private static async Task<List<StreamChunk>> ReadAsync(params byte[][] frames)
    {
        List<StreamChunk> chunks = [];
        await ReadAsync(chunks, frames);
        return chunks;
    }

    private static async Task ReadAsync(List<StreamChunk> chunks, params byte[][] frames)
    {
        Dictionary<string, string> headers = new(StringComparer.OrdinalIgnoreCase) { ["x-amzn-RequestId"] = "req-1" };
        using ConverseModelStream stream = new(new EngineResponse(200, headers, new MemoryStream(frames.SelectMany(frame => frame).ToArray()), 1, null), "m");
        do
        {
            while (stream.TryRead(out StreamChunk? chunk))
            {
                chunks.Add(chunk!);
            }
        }
        while (await stream.FillAsync(TestContext.Current.CancellationToken));
    }
}
