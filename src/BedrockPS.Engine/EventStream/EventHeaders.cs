using System;
using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace BedrockPS.Engine;

/// <summary>Looks up headers of a frame that have no member of their own.</summary>
public static class EventHeaders
{
    /// <summary>
    /// The value of the first header with this name (exact case), as text: numbers in invariant form, true or false, byte
    /// arrays as base64, times as ISO 8601 in UTC, UUIDs with dashes.
    /// </summary>
    public static bool TryGet(in EventFrame frame, string name, out string value)
    {
        byte[] wanted = Encoding.UTF8.GetBytes(name);
        EventHeaderCursor cursor = new(frame.Headers.Span);
        while (cursor.MoveNext())
        {
            if (cursor.Name.SequenceEqual(wanted))
            {
                value = Format(cursor.Type, cursor.Value);
                return true;
            }
        }

        value = "";
        return false;
    }

    private static string Format(EventHeaderType type, ReadOnlySpan<byte> value) => type switch
    {
        EventHeaderType.True => "true",
        EventHeaderType.False => "false",
        EventHeaderType.Byte => ((sbyte)value[0]).ToString(CultureInfo.InvariantCulture),
        EventHeaderType.Int16 => BinaryPrimitives.ReadInt16BigEndian(value).ToString(CultureInfo.InvariantCulture),
        EventHeaderType.Int32 => BinaryPrimitives.ReadInt32BigEndian(value).ToString(CultureInfo.InvariantCulture),
        EventHeaderType.Int64 => BinaryPrimitives.ReadInt64BigEndian(value).ToString(CultureInfo.InvariantCulture),
        EventHeaderType.Timestamp => Time(BinaryPrimitives.ReadInt64BigEndian(value)),
        EventHeaderType.Uuid => Uuid(value),
        EventHeaderType.String => Encoding.UTF8.GetString(value.ToArray()),
        _ => Convert.ToBase64String(value.ToArray()),
    };

    // Milliseconds since 1970; what no date can hold stays a number.
    private static string Time(long milliseconds) =>
        milliseconds is >= -62135596800000 and <= 253402300799999
            ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture)
            : milliseconds.ToString(CultureInfo.InvariantCulture);

    private static string Uuid(ReadOnlySpan<byte> value) =>
        new Guid(
            BinaryPrimitives.ReadInt32BigEndian(value),
            BinaryPrimitives.ReadInt16BigEndian(value.Slice(4)),
            BinaryPrimitives.ReadInt16BigEndian(value.Slice(6)),
            value[8], value[9], value[10], value[11], value[12], value[13], value[14], value[15]).ToString("D");
}
