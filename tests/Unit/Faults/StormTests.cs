using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Unit.Engine;
using BedrockPS.Unit.Hosting;
using Xunit;

namespace BedrockPS.Unit.Faults;

/// <summary>Servers that misbehave on cue, as the commands of the module meet them: the documented error each time, and no duplicate.</summary>
public sealed class StormTests : IDisposable
{
    private readonly PowerShellHost _shell = new();

    /// <summary>What happens, what to answer with, the error.</summary>
    public static TheoryData<string, string> Frames() => new()
    {
        { "exception of the model", "ModelStreamError" },
        { "exception nobody knows", "SomethingNew" },
        { "error frame", "InternalServer" },
        { "frame longer than allowed", "StreamCorrupt" },
        { "wrong checksum of the head", "StreamCorrupt" },
        { "wrong checksum of the frame", "StreamCorrupt" },
        { "header of an unknown type", "StreamCorrupt" },
        { "no end of the message", "StreamTruncated" },
    };

    [Theory]
    [MemberData(nameof(Frames))]
    public async Task A_wrong_frame_ends_the_stream_with_its_error(string what, string code)
    {
        byte[] before = [.. Wire.Event("messageStart", """{"role":"assistant"}"""), .. Wire.Event("contentBlockDelta", """{"contentBlockIndex":0,"delta":{"text":"One"}}""")];
        byte[] wrong = Wrong(what);
        await using LoopbackServer server = new(x => x.SendAsync(Wire.Chunked([.. before, .. wrong])));
        List<PSObject> chunks = Ask(server, "-Stream");
        Assert.Equal("One", Assert.Single(chunks).ToString());
        ErrorRecord error = Assert.Single(_shell.Errors);
        Assert.Equal(code, error.FullyQualifiedErrorId.Split(',')[0]);
        Assert.NotEqual("", error.ErrorDetails?.RecommendedAction ?? "");
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Events_and_headers_nobody_knows_do_no_harm()
    {
        byte[] strange = [.. Wire.Frame("{\"new\":1}", new(":event-type", "brandNewEvent"), new(":message-type", "event"), new("x-strange", "1"))];
        await using LoopbackServer server = new(x => x.SendAsync(Wire.Chunked([.. strange, .. Wire.Stream])));
        List<PSObject> chunks = Ask(server, "-Stream");
        Assert.Empty(_shell.Errors);
        Assert.Equal(Wire.Text, ((StreamChunk)chunks[^1].BaseObject).Response!.Text);
    }

    [Theory]
    [InlineData(429, "ThrottlingException", "Throttling")]
    [InlineData(503, "ServiceUnavailableException", "ServiceUnavailable")]
    [InlineData(500, "InternalServerException", "InternalServer")]
    public async Task A_storm_of_errors_ends_as_that_error_after_the_attempts_allowed(int status, string name, string code)
    {
        await using LoopbackServer server = new(x => x.FailAsync(status, name, "Retry-After: 0"));
        Assert.Empty(Ask(server, "-MaxAttempt 2"));
        Assert.Equal(code, Assert.Single(_shell.Errors).FullyQualifiedErrorId.Split(',')[0]);
        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task A_storm_that_ends_leaves_every_prompt_answered_once()
    {
        int asked = 0;
        await using LoopbackServer server = new(x => Interlocked.Increment(ref asked) % 3 == 0
            ? x.FailAsync(429, "ThrottlingException", "Retry-After: 0")
            : x.SendAsync(Wire.Answer(Wire.Whole)));
        List<PSObject> answers = _shell.Run(
            $"1..60 | ForEach-Object {{ \"ask $_\" }} | Invoke-BRModel -Model m.m-0 -ThrottleLimit 8 {Connection(server)} -MaxAttempt 20");
        Assert.Empty(_shell.Errors);
        Assert.Equal(Enumerable.Range(1, 60).Select(static n => $"ask {n}"), answers.Select(static item => (string)((ModelResponse)item.BaseObject).InputObject!));
        Assert.Equal(server.Requests.Count(static request => request.Method == "POST"), 60 + (server.Requests.Count / 3));
    }

    [Theory]
    [InlineData("before the headers")]
    [InlineData("within the headers")]
    [InlineData("within the body")]
    public async Task A_request_that_may_have_been_worked_on_is_not_sent_again(string when)
    {
        byte[] answer = Wire.Answer(Wire.Whole);
        int length = when switch { "before the headers" => 0, "within the headers" => 30, _ => answer.Length - 5 };
        await using LoopbackServer server = new(async x =>
        {
            await x.SendAsync(answer[..length]);
            x.Reset();
        });
        Assert.Empty(Ask(server, "-MaxAttempt 5"));
        Assert.Equal("Connection", Assert.Single(_shell.Errors).FullyQualifiedErrorId.Split(',')[0]);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Keys_that_end_within_a_run_are_asked_for_anew()
    {
        int asked = 0;
        await using LoopbackServer server = new(x => x.SendAsync(Wire.Answer(Wire.Whole)));
        RotatingCredentials keys = new(() => $"KEY{Interlocked.Increment(ref asked) / 3}");
        _shell.Run(
            $"1..6 | ForEach-Object {{ 'ask' }} | Invoke-BRModel -Model m.m-0 -EndpointUrl {server.Url} -Region us-east-1 -Credential $keys", ("keys", keys));
        Assert.Empty(_shell.Errors);
        string[] used = [.. server.Requests.Select(static request => request["Authorization"]!.Split("Credential=")[1].Split('/')[0]).Distinct()];
        Assert.True(used.Length >= 2, string.Join(", ", used));
    }

    public void Dispose() => _shell.Dispose();

    private static string Connection(LoopbackServer server) =>
        $"-EndpointUrl {server.Url} -Region us-east-1 -AccessKey AKIDEXAMPLE -SecretKey {Requests.SecretKey}";

    private List<PSObject> Ask(LoopbackServer server, string more) => _shell.Run($"Invoke-BRModel ask -Model m.m-0 {more} {Connection(server)}");

    private static byte[] Wrong(string what)
    {
        byte[] frame = Wire.Event("contentBlockDelta", """{"contentBlockIndex":0,"delta":{"text":" two"}}""");
        switch (what)
        {
            case "exception of the model":
                return Wire.Frame("{\"message\":\"it fell over\"}", new(":exception-type", "modelStreamErrorException"), new(":message-type", "exception"));
            case "exception nobody knows":
                return Wire.Frame("{\"message\":\"who knows\"}", new(":exception-type", "somethingNewException"), new(":message-type", "exception"));
            case "error frame":
                return Wire.Frame("", new(":error-code", "InternalServerException"), new(":error-message", "it broke"), new(":message-type", "error"));
            case "frame longer than allowed":
                // The length with a checksum of its own that is right: only the limit can refuse it.
                byte[] head = [0x7f, 0xff, 0xff, 0xff, 0, 0, 0, 0];
                byte[] sum = System.IO.Hashing.Crc32.Hash(head);
                Array.Reverse(sum);
                return [.. head, .. sum, .. new byte[64]];
            case "wrong checksum of the head":
                frame[8] ^= 1;
                return frame;
            case "wrong checksum of the frame":
                frame[^1] ^= 1;
                return frame;
            case "header of an unknown type":
                return UnknownHeader();
            default:
                return [];
        }
    }

    /// <summary>A frame with right checksums whose one header has the type 99.</summary>
    private static byte[] UnknownHeader()
    {
        byte[] header = [1, (byte)'x', 99, 0];
        byte[] frame = new byte[12 + header.Length + 4];
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(frame, frame.Length);
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(4), header.Length);
        System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(8), System.IO.Hashing.Crc32.HashToUInt32(frame.AsSpan(0, 8)));
        header.CopyTo(frame, 12);
        System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(frame.Length - 4), System.IO.Hashing.Crc32.HashToUInt32(frame.AsSpan(0, frame.Length - 4)));
        return frame;
    }
}
