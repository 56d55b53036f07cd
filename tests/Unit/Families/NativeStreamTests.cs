using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Engine;
using BedrockPS.Inference;
using Xunit;

namespace BedrockPS.Unit.Families;

public class NativeStreamTests
{
    private const string Model = "qwen.qwen3-32b-v1:0";

    private static readonly byte[] s_text = Native.Chunk("""{"choices":[{"delta":{"content":"Hello"}}]}""");

    private static readonly byte[] s_stop = Native.Chunk("""{"choices":[{"delta":{},"finish_reason":"stop"}]}""");

    [Fact]
    public async Task A_stream_that_ends_before_the_model_is_truncated_and_keeps_what_came()
    {
        using NativeStream stream = Native.Open(Model, s_text, s_text);
        BedrockException error = await Assert.ThrowsAsync<BedrockException>(() => Native.ReadAsync(stream));
        Assert.Equal("StreamTruncated", error.Code);
        Assert.Contains("10", error.Message);
        Assert.Equal("HelloHello", stream.Partial);
        Assert.False(stream.TryRead(out _));
        Assert.False(await stream.FillAsync(CancellationToken.None));
    }

    [Fact]
    public async Task A_stream_that_ends_inside_a_frame_is_truncated_too()
    {
        using NativeStream stream = Native.Open(Model, s_text, [.. s_stop.Take(20)]);
        BedrockException error = await Assert.ThrowsAsync<BedrockException>(() => Native.ReadAsync(stream));
        Assert.Equal("StreamTruncated", error.Code);
        Assert.Equal("Hello", stream.Partial);
    }

    [Fact]
    public async Task An_empty_stream_is_truncated()
    {
        using NativeStream stream = Native.Open(Model);
        Assert.Equal("StreamTruncated", (await Assert.ThrowsAsync<BedrockException>(() => Native.ReadAsync(stream))).Code);
    }

    [Fact]
    public async Task Metrics_alone_count_as_the_end()
    {
        List<StreamChunk> chunks = await Native.StreamAsync(
            Model,
            """{"choices":[{"delta":{"content":"Hi"}}],"amazon-bedrock-invocationMetrics":{"inputTokenCount":1,"outputTokenCount":2,"invocationLatency":77}}""");
        Assert.Equal("Text0:Hi|End1:", Native.Sketch(chunks));
        Assert.Equal((3L, 77.0), (chunks[^1].Usage!.TotalTokens, chunks[^1].Response!.Latency.TotalMilliseconds));
    }

    [Fact]
    public async Task Without_metrics_the_latency_is_what_this_machine_saw()
    {
        using NativeStream stream = Native.Open(Model, s_text, s_stop);
        List<StreamChunk> chunks = await Native.ReadAsync(stream);
        Assert.True(chunks[^1].Response!.Latency > TimeSpan.Zero);
    }

    [Fact]
    public async Task Base64_may_be_escaped_and_other_events_are_passed_over()
    {
        byte[] escaped = Native.Event(
            "{\"p\":{\"x\":[1]},\"bytes\":\"" + Convert.ToBase64String(Encoding.UTF8.GetBytes("""{"choices":[{"delta":{"content":"ü?>~"}}]}"""))
                .Replace("+", "\\u002B").Replace("/", "\\/") + "\"}");
        using NativeStream stream = Native.Open(Model, escaped, Native.Event("{\"new\":true}", "surprise"), s_stop);
        Assert.Equal("Text0:ü?>~|End1:", Native.Sketch(await Native.ReadAsync(stream)));
    }

    [Theory]
    [InlineData("""{"bytes":"%%%"}""")]
    [InlineData("""{"bytes":7}""")]
    [InlineData("""{"p":"abc"}""")]
    [InlineData("not json")]
    [InlineData("""{"bytes":"bm90IGpzb24="}""")]
    public async Task A_chunk_that_cannot_be_read_is_corrupt(string payload)
    {
        using NativeStream stream = Native.Open(Model, s_text, Native.Event(payload), s_stop);
        BedrockException error = await Assert.ThrowsAsync<BedrockException>(() => Native.ReadAsync(stream));
        Assert.Equal("StreamCorrupt", error.Code);
        Assert.Equal("Hello", stream.Partial);
    }

    [Fact]
    public async Task An_exception_frame_is_the_streams_error_and_what_came_is_kept()
    {
        byte[] exception = EventStreamWriter.Encode(
            [new(":exception-type", "throttlingException"), new(":content-type", "application/json"), new(":message-type", "exception")],
            """{"message":"Too many tokens"}"""u8);
        using NativeStream stream = Native.Open(Model, s_text, exception, s_text, s_stop);
        BedrockException error = await Assert.ThrowsAsync<BedrockException>(() => Native.ReadAsync(stream));
        Assert.Equal(("Throttling", "Too many tokens", "request-1"), (error.Code, error.Message, error.RequestId));
        Assert.True(error.IsRetryable);
        Assert.Equal("Hello", stream.Partial);
        Assert.False(stream.TryRead(out _));
    }

    [Fact]
    public async Task A_changed_byte_is_corrupt()
    {
        byte[] changed = [.. s_stop];
        changed[^8] ^= 1;
        using NativeStream stream = Native.Open(Model, s_text, changed);
        Assert.Equal("StreamCorrupt", (await Assert.ThrowsAsync<BedrockException>(() => Native.ReadAsync(stream))).Code);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("\"text\"")]
    [InlineData("{}")]
    [InlineData("""{"choices":7}""")]
    [InlineData("""{"choices":[7]}""")]
    [InlineData("""{"choices":[{"delta":null,"finish_reason":1}]}""")]
    public async Task JSON_of_another_shape_says_nothing(string json)
    {
        using NativeStream stream = Native.Open(Model, Native.Chunk(json), s_text, s_stop);
        Assert.Equal("Text0:Hello|End1:", Native.Sketch(await Native.ReadAsync(stream)));
    }
}
