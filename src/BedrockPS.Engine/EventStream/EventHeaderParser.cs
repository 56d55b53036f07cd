using System;
using System.Collections.Generic;
using System.Text;

namespace BedrockPS.Engine;

/// <summary>
/// Walks a header block and picks out message type and event type. Their values are few and repeat with every frame, so each
/// distinct one becomes a string once per stream.
/// </summary>
internal sealed class EventHeaderParser
{
    // A stream knows a dozen event types; the limit only keeps a misbehaving one from growing the list.
    private const int MaxCached = 64;

    private readonly List<KeyValuePair<byte[], string>> _values = [];
    private byte[] _lastBytes = [];
    private string _lastValue = "";

    public void Parse(ReadOnlySpan<byte> block, out string? messageType, out string? type)
    {
        messageType = null;
        type = null;
        string? eventType = null;
        string? exceptionType = null;
        string? errorCode = null;
        EventHeaderCursor cursor = new(block);
        while (cursor.MoveNext())
        {
            if (cursor.Type != EventHeaderType.String || cursor.Name[0] != (byte)':')
            {
                continue;
            }

            if (cursor.Name.SequenceEqual(":message-type"u8))
            {
                messageType = cursor.Value.SequenceEqual("event"u8) ? "event" : Text(cursor.Value);
            }
            else if (cursor.Name.SequenceEqual(":event-type"u8))
            {
                eventType = Text(cursor.Value);
            }
            else if (cursor.Name.SequenceEqual(":exception-type"u8))
            {
                exceptionType = Text(cursor.Value);
            }
            else if (cursor.Name.SequenceEqual(":error-code"u8))
            {
                errorCode = Text(cursor.Value);
            }
        }

        type = messageType switch
        {
            "exception" => exceptionType,
            "error" => errorCode,
            _ => eventType,
        };
    }

    private string Text(ReadOnlySpan<byte> value)
    {
        if (value.SequenceEqual(_lastBytes))
        {
            return _lastValue;
        }

        foreach (KeyValuePair<byte[], string> known in _values)
        {
            if (value.SequenceEqual(known.Key))
            {
                _lastBytes = known.Key;
                return _lastValue = known.Value;
            }
        }

        byte[] bytes = value.ToArray();
        string text = Encoding.UTF8.GetString(bytes);
        if (_values.Count < MaxCached)
        {
            _values.Add(new KeyValuePair<byte[], string>(bytes, text));
        }

        return text;
    }
}
