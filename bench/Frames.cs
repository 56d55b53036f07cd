using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using BedrockPS.Engine;

namespace BedrockPS.Bench;

/// <summary>ConverseStream frames as the service sends them.</summary>
internal static class Frames
{
    public static byte[] Start { get; } = Event("messageStart", """{"p":"abcdefghijkl","role":"assistant"}""");

    public static byte[] End { get; } =
    [
        .. Event("contentBlockStop", """{"contentBlockIndex":0,"p":"abcd"}"""),
        .. Event("messageStop", """{"p":"abcdefgh","stopReason":"end_turn"}"""),
        .. Event("metadata", """{"metrics":{"latencyMs":1},"p":"abc","usage":{"inputTokens":5,"outputTokens":3,"totalTokens":8}}"""),
    ];

    /// <summary>Text deltas of a few words each.</summary>
    public static byte[] Deltas(int count)
    {
        using MemoryStream stream = new();
        for (int i = 0; i < count; i++)
        {
            stream.Write(Event("contentBlockDelta", $$$"""{"contentBlockIndex":0,"delta":{"text":" word {{{i % 10}}}"},"p":"abcdefghijklmnopqrstuvwxyz"}"""));
        }

        return stream.ToArray();
    }

    private static byte[] Event(string type, string payload) => EventStreamWriter.Encode(
        new KeyValuePair<string, string>[] { new(":event-type", type), new(":content-type", "application/json"), new(":message-type", "event") },
        Encoding.UTF8.GetBytes(payload));
}
