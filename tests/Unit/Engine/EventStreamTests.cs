using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Engine;
using Xunit;

namespace BedrockPS.Unit.Engine;

public class EventStreamTests
{
    private static readonly CancellationToken s_token = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_frame_laid_out_by_hand_is_read()
    {
        byte[] headers = [.. FrameBytes.Text(":message-type", "event"), .. FrameBytes.Text(":event-type", "messageStart")];
        (string? Message, string? Type, string Payload) frame = Assert.Single(
            await ReadAll(FrameBytes.Raw(headers, "{\"role\":\"assistant\"}"u8.ToArray()), int.MaxValue));
        Assert.Equal(("event", "messageStart", "{\"role\":\"assistant\"}"), frame);
    }

    [Fact]
    public void The_writer_makes_the_same_bytes_as_the_layout_by_hand()
    {
        byte[] byHand = FrameBytes.Raw(
            [.. FrameBytes.Text(":message-type", "exception"), .. FrameBytes.Text(":exception-type", "ümlaut"), .. FrameBytes.Text("empty", "")],
            [1, 2, 3]);
        byte[] written = EventStreamWriter.Encode(
            [
                new KeyValuePair<string, string>(":message-type", "exception"),
                new KeyValuePair<string, string>(":exception-type", "ümlaut"),
                new KeyValuePair<string, string>("empty", ""),
            ],
            [1, 2, 3]);
        Assert.Equal(byHand, written);
    }

    [Fact]
    public void The_smallest_published_frame_is_written_bit_for_bit() =>
        Assert.Equal(
            Convert.FromHexString("0000001000000000" + "05c248eb" + "7d98c8ff"),
            EventStreamWriter.Encode([], []));

    [Fact]
    public void A_header_that_does_not_fit_is_refused()
    {
        Assert.Throws<ArgumentException>(() => EventStreamWriter.Encode([new KeyValuePair<string, string>("", "x")], []));
        Assert.Throws<ArgumentException>(() => EventStreamWriter.Encode([new KeyValuePair<string, string>(new string('n', 256), "x")], []));
        Assert.Throws<ArgumentException>(() => EventStreamWriter.Encode([new KeyValuePair<string, string>("n", new string('v', 65536))], []));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(64)]
    [InlineData(100_000)]
    public async Task Pieces_of_any_size_give_the_same_frames(int piece)
    {
        List<string> sent = [.. Enumerable.Range(0, 300).Select(i => $"{{\"i\":{i},\"p\":\"{new string('x', i)}\"}}")];
        byte[] bytes = [.. sent.SelectMany(json => FrameBytes.Event("contentBlockDelta", json))];
        Assert.Equal(sent, (await ReadAll(bytes, piece)).Select(f => f.Payload));
    }

    [Fact]
    public async Task A_frame_larger_than_the_buffer_arrives_whole()
    {
        string large = new('a', 5_000_000);
        byte[] bytes = [.. FrameBytes.Event("chunk", "1"), .. FrameBytes.Event("chunk", large), .. FrameBytes.Event("chunk", "2")];
        Assert.Equal(["1", large, "2"], (await ReadAll(bytes, 70_000)).Select(f => f.Payload));
    }

    [Fact]
    public async Task An_empty_stream_is_a_clean_end() => Assert.Empty(await ReadAll([], 1));

    [Fact]
    public async Task A_stream_cut_at_any_byte_of_a_frame_is_truncated_and_keeps_the_frames_before()
    {
        byte[] first = FrameBytes.Event("messageStart", "{}");
        byte[] second = FrameBytes.Event("contentBlockDelta", "{\"delta\":{\"text\":\"hi\"}}");
        for (int cut = 1; cut < second.Length; cut++)
        {
            List<string?> seen = [];
            EngineException e = await Assert.ThrowsAsync<EngineException>(
                () => ReadAll([.. first, .. second[..cut]], int.MaxValue, f => seen.Add(f.Type)));
            Assert.Equal(EngineFailure.StreamTruncated, e.Failure);
            Assert.Equal(["messageStart"], seen);
        }
    }

    [Fact]
    public async Task Any_flipped_bit_is_noticed()
    {
        byte[] good = FrameBytes.Event("contentBlockDelta", "{\"delta\":{\"text\":\"hi\"}}");
        for (int at = 0; at < good.Length * 8; at++)
        {
            byte[] bad = [.. good];
            bad[at / 8] ^= (byte)(1 << (at % 8));
            EngineException e = await Assert.ThrowsAsync<EngineException>(() => ReadAll(bad, int.MaxValue));
            Assert.Equal(EngineFailure.StreamCorrupt, e.Failure);
        }
    }

    [Theory]
    [InlineData(15, 0)]
    [InlineData(0, 0)]
    [InlineData(20, 5)]
    [InlineData(-1, 0)]
    [InlineData(64, -1)]
    [InlineData(16 + 24 * 1024 * 1024 + 1, 0)]
    [InlineData(16 + 128 * 1024 + 1, 128 * 1024 + 1)]
    public async Task Impossible_lengths_with_a_right_checksum_are_corrupt(int total, int headers)
    {
        byte[] frame = new byte[16];
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(frame, total);
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(4), headers);
        EngineException e = await Assert.ThrowsAsync<EngineException>(() => ReadAll(FrameBytes.Seal(frame), int.MaxValue));
        Assert.Equal(EngineFailure.StreamCorrupt, e.Failure);
    }

    [Fact]
    public async Task The_largest_allowed_payload_passes()
    {
        byte[] frame = FrameBytes.Raw([], new byte[24 * 1024 * 1024]);
        Assert.Equal(24 * 1024 * 1024, (await ReadAll(frame, int.MaxValue)).Single().Payload.Length);
    }

    public static TheoryData<byte[]> BadHeaders =>
    [
        new byte[] { 0, 7, 0, 0 },                     // a name of no length
        new byte[] { 5, (byte)'a' },                   // the name ends too soon
        new byte[] { 1, (byte)'a' },                   // no type
        new byte[] { 1, (byte)'a', 10 },               // an unknown type
        new byte[] { 1, (byte)'a', 7, 0 },             // half a length
        new byte[] { 1, (byte)'a', 7, 0, 2, 65 },      // a string that ends too soon
        new byte[] { 1, (byte)'a', 6, 255, 255, 65 },  // bytes that end too soon
        new byte[] { 1, (byte)'a', 4, 0, 0, 0 },       // three quarters of a number
        new byte[] { 1, (byte)'a', 9, 0 },             // a UUID of one byte
        new byte[] { 1, (byte)'a', 0, 9 },             // something left over
    ];

    [Theory]
    [MemberData(nameof(BadHeaders))]
    public async Task Headers_that_do_not_add_up_are_corrupt(byte[] headers)
    {
        EngineException e = await Assert.ThrowsAsync<EngineException>(() => ReadAll(FrameBytes.Raw(headers, []), int.MaxValue));
        Assert.Equal(EngineFailure.StreamCorrupt, e.Failure);
    }

    [Fact]
    public async Task Every_header_type_can_be_looked_up()
    {
        byte[] headers =
        [
            .. FrameBytes.Header("yes", 0),
            .. FrameBytes.Header("no", 1),
            .. FrameBytes.Header("byte", 2, 0xFE),
            .. FrameBytes.Header("short", 3, 0x80, 0x00),
            .. FrameBytes.Header("int", 4, 0x7F, 0xFF, 0xFF, 0xFF),
            .. FrameBytes.Header("long", 5, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFD),
            .. FrameBytes.Header("bytes", 6, 0, 3, 1, 2, 3),
            .. FrameBytes.Text("string", "Grüße"),
            .. FrameBytes.Header("time", 8, 0, 0, 0x01, 0x97, 0x00, 0x00, 0x00, 0x7B),
            .. FrameBytes.Header("uuid", 9, [0x01, 0x23, 0x45, 0x67, 0x89, 0xab, 0xcd, 0xef, 0x01, 0x23, 0x45, 0x67, 0x89, 0xab, 0xcd, 0xef]),
            .. FrameBytes.Header("never", 8, 0x7F, 0, 0, 0, 0, 0, 0, 0),
            .. FrameBytes.Text(":message-type", "event"),
        ];
        using EventStreamReader reader = new(new MemoryStream(FrameBytes.Raw(headers, [])));
        Assert.True(await reader.FillAsync(s_token));
        Assert.True(reader.TryRead(out EventFrame frame));
        Dictionary<string, string> expected = new()
        {
            ["yes"] = "true",
            ["no"] = "false",
            ["byte"] = "-2",
            ["short"] = "-32768",
            ["int"] = "2147483647",
            ["long"] = "-3",
            ["bytes"] = "AQID",
            ["string"] = "Grüße",
            ["time"] = DateTimeOffset.FromUnixTimeMilliseconds(0x01970000007B).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'"),
            ["uuid"] = "01234567-89ab-cdef-0123-456789abcdef",
            ["never"] = "9151314442816847872",
        };
        Assert.All(expected, pair =>
        {
            Assert.True(EventHeaders.TryGet(frame, pair.Key, out string value));
            Assert.Equal(pair.Value, value);
        });
        Assert.False(EventHeaders.TryGet(frame, "absent", out _));
        Assert.True(frame.IsEvent);
        Assert.Null(frame.Type);
    }

    [Theory]
    [InlineData("event", "contentBlockDelta")]
    [InlineData("exception", "throttlingException")]
    [InlineData("error", "InternalFailure")]
    [InlineData("somethingNew", "contentBlockDelta")]
    public async Task The_type_is_the_one_the_message_type_calls_for(string messageType, string type)
    {
        byte[] headers =
        [
            .. FrameBytes.Text(":error-code", "InternalFailure"),
            .. FrameBytes.Text(":exception-type", "throttlingException"),
            .. FrameBytes.Text(":event-type", "contentBlockDelta"),
            .. FrameBytes.Text(":message-type", messageType),
        ];
        (string? message, string? got, _) = Assert.Single(await ReadAll(FrameBytes.Raw(headers, []), int.MaxValue));
        Assert.Equal((messageType, type), (message, got));
    }

    [Fact]
    public async Task More_event_types_than_are_remembered_are_still_told_apart()
    {
        List<string> types = [.. Enumerable.Range(0, 200).Select(i => "type" + (i % 100))];
        byte[] bytes = [.. types.SelectMany(t => FrameBytes.Event(t, "{}"))];
        Assert.Equal(types, (await ReadAll(bytes, int.MaxValue)).Select(f => f.Type!));
    }

    [Fact]
    public async Task A_broken_connection_is_a_truncated_stream()
    {
        using EventStreamReader reader = new(new BrokenStream());
        EngineException e = await Assert.ThrowsAsync<EngineException>(() => reader.FillAsync(s_token).AsTask());
        Assert.Equal(EngineFailure.StreamTruncated, e.Failure);
    }

    [Fact]
    public async Task Reading_allocates_next_to_nothing_for_a_frame()
    {
        byte[] one = FrameBytes.Event("contentBlockDelta", "{\"contentBlockIndex\":0,\"delta\":{\"text\":\" word\"}}");
        byte[] bytes = [.. Enumerable.Repeat(one, 20_000).SelectMany(b => b)];
        await ReadCounting(bytes);
        long before = GC.GetAllocatedBytesForCurrentThread();
        int frames = await ReadCounting(bytes);
        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / (double)frames, 0, 1);
    }

    private static async Task<int> ReadCounting(byte[] bytes)
    {
        int frames = 0;
        using EventStreamReader reader = new(new MemoryStream(bytes));
        do
        {
            while (reader.TryRead(out _))
            {
                frames++;
            }
        }
        while (await reader.FillAsync(CancellationToken.None));
        return frames;
    }

    private static async Task<List<(string? Message, string? Type, string Payload)>> ReadAll(
        byte[] bytes, int piece, Action<(string? Message, string? Type, string Payload)>? each = null)
    {
        List<(string?, string?, string)> frames = [];
        using EventStreamReader reader = new(new PiecewiseStream(bytes, piece));
        do
        {
            while (reader.TryRead(out EventFrame frame))
            {
                (string?, string?, string) read = (frame.MessageType, frame.Type, Encoding.UTF8.GetString(frame.Payload.Span));
                frames.Add(read);
                each?.Invoke(read);
            }
        }
        while (await reader.FillAsync(s_token));
        return frames;
    }

    private sealed class BrokenStream : MemoryStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            throw Broken();

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => throw Broken();

        private static IOException Broken() => new("broken", new SocketException((int)SocketError.ConnectionReset));
    }
}
