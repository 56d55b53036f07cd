using System;
using System.Collections.Generic;

namespace BedrockPS.Engine;

/// <summary>
/// One event-stream message. Payload and headers point into the decoder's buffer: they are valid until the next read.
/// </summary>
public readonly struct EventFrame
{
    public EventFrame(string? messageType, string? type, ReadOnlyMemory<byte> payload, ReadOnlyMemory<byte> headers)
    {
        MessageType = messageType;
        Type = type;
        Payload = payload;
        Headers = headers;
    }

    /// <summary>:message-type: event, exception or error.</summary>
    public string? MessageType { get; }

    /// <summary>:event-type, :exception-type or :error-code, whichever the message type calls for.</summary>
    public string? Type { get; }

    public ReadOnlyMemory<byte> Payload { get; }

    /// <summary>The raw header block, for what is not one of the well-known names.</summary>
    public ReadOnlyMemory<byte> Headers { get; }

    public bool IsEvent => MessageType == "event";
}
