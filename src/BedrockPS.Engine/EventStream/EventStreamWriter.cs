using System;
using System.Collections.Generic;

namespace BedrockPS.Engine;

/// <summary>Makes event-stream frames with their two CRC32s.</summary>
public static class EventStreamWriter
{
    /// <summary>A whole frame with string headers, in the order given.</summary>
    public static byte[] Encode(IReadOnlyList<KeyValuePair<string, string>> headers, ReadOnlySpan<byte> payload) =>
        throw new NotImplementedException();
}
