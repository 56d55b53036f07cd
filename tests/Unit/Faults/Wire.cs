using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using BedrockPS.Engine;

namespace BedrockPS.Unit.Faults;

/// <summary>Answers of the service as bytes, to be broken where a test likes.</summary>
internal static class Wire
{
    public const string Text = "One two three.";

    /// <summary>A short answer of ConverseStream.</summary>
    public static byte[] Stream { get; } =
    [
        .. Event("messageStart", """{"role":"assistant"}"""),
        .. Event("contentBlockDelta", """{"contentBlockIndex":0,"delta":{"text":"One two "}}"""),
        .. Event("contentBlockDelta", """{"contentBlockIndex":0,"delta":{"text":"three."}}"""),
        .. Event("contentBlockStop", """{"contentBlockIndex":0}"""),
        .. Event("messageStop", """{"stopReason":"end_turn"}"""),
        .. Event("metadata", """{"metrics":{"latencyMs":1},"usage":{"inputTokens":5,"outputTokens":3,"totalTokens":8}}"""),
    ];

    /// <summary>The same answer of Converse.</summary>
    public static byte[] Whole { get; } = Encoding.UTF8.GetBytes(
        $$$"""{"output":{"message":{"role":"assistant","content":[{"text":"{{{Text}}}"}]}},"stopReason":"end_turn","usage":{"inputTokens":5,"outputTokens":3,"totalTokens":8},"metrics":{"latencyMs":1}}""");

    /// <summary>Head and body of a whole answer, as one piece.</summary>
    public static byte[] Answer(byte[] body, string type = "application/json") =>
    [
        .. Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: {type}\r\nx-amzn-RequestId: r-1\r\nContent-Length: {body.Length}\r\n\r\n"),
        .. body,
    ];

    /// <summary>Head of an answer that comes in chunks, and each part as one of them.</summary>
    public static byte[] Chunked(params byte[][] parts) =>
    [
        .. "HTTP/1.1 200 OK\r\nContent-Type: application/vnd.amazon.eventstream\r\nx-amzn-RequestId: r-1\r\nTransfer-Encoding: chunked\r\n\r\n"u8,
        .. parts.SelectMany(static part => (byte[])[.. Encoding.ASCII.GetBytes($"{part.Length:x}\r\n"), .. part, .. "\r\n"u8]),
        .. "0\r\n\r\n"u8,
    ];

    public static byte[] Event(string type, string payload) => Frame(payload, new(":event-type", type), new(":message-type", "event"));

    public static byte[] Frame(string payload, params KeyValuePair<string, string>[] headers) =>
        EventStreamWriter.Encode([.. headers, new KeyValuePair<string, string>(":content-type", "application/json")], Encoding.UTF8.GetBytes(payload));
}
