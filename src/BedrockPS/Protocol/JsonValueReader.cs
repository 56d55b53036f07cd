using System;
using System.Collections.Generic;
using System.Globalization;
using System.Numerics;
using System.Text.Json;

namespace BedrockPS.Protocol;

/// <summary>
/// Reads JSON as a shape describes it. JSON that does not fit the shape is read as it stands, so that nothing the service sends
/// is lost; members that are null count as absent.
/// </summary>
internal static class JsonValueReader
{
    /// <param name="reader">On the first token of the value; left on its last.</param>
    /// <param name="shape">What the value should be; null: nothing is known of it.</param>
    public static object? Read(ref Utf8JsonReader reader, ShapeDescription? shape)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject when shape is { Kind: ShapeKind.Structure }:
                return ReadStructure(ref reader, shape);
            case JsonTokenType.StartObject when shape is { Kind: ShapeKind.Map }:
                return ReadMap(ref reader, shape.Element);
            case JsonTokenType.StartArray when shape is { Kind: ShapeKind.List }:
                return ReadList(ref reader, shape.Element);
            case JsonTokenType.String when shape is { Kind: ShapeKind.Blob }:
                return reader.TryGetBytesFromBase64(out byte[]? bytes) ? bytes : Text(ref reader);
            case JsonTokenType.String when shape is { Kind: ShapeKind.Timestamp }:
                string text = Text(ref reader);
                return Timestamps.TryParse(text, out DateTimeOffset time) ? time : text;
            case JsonTokenType.String when shape is { Kind: ShapeKind.Double or ShapeKind.Float }:
                return Special(Text(ref reader));
            case JsonTokenType.Number when shape is { Kind: ShapeKind.Timestamp }:
                return reader.TryGetDouble(out double seconds) && Timestamps.TryFromUnixSeconds(seconds, out DateTimeOffset unix)
                    ? unix
                    : ReadNumber(ref reader);
            case JsonTokenType.Number when shape is { Kind: ShapeKind.Double or ShapeKind.Float } && reader.TryGetDouble(out double real):
                return real;
            case JsonTokenType.Number when shape is { Kind: ShapeKind.Integer or ShapeKind.Long }:
                object number = ReadNumber(ref reader);
                return number is double whole && whole == Math.Floor(whole) && Math.Abs(whole) < 1e15 ? (long)whole : number;
            default:
                return ReadDocument(ref reader);
        }
    }

    /// <summary>A value no shape describes.</summary>
    public static object? ReadDocument(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.StartObject => ReadMap(ref reader, null),
        JsonTokenType.StartArray => ReadList(ref reader, null),
        JsonTokenType.String => Text(ref reader),
        JsonTokenType.Number => ReadNumber(ref reader),
        JsonTokenType.True => true,
        JsonTokenType.False => false,
        _ => null,
    };

    public static Dictionary<string, object?> ReadStructure(ref Utf8JsonReader reader, ShapeDescription shape)
    {
        Dictionary<string, object?> members = [];
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string wireName = Text(ref reader);
            MemberDescription? member = shape.FindWireMember(wireName);
            reader.Read();
            object? value = Read(ref reader, member?.Shape);

            // A union's answers name their type beside the one member that is set.
            if (value is not null && (member is not null || wireName != "__type"))
            {
                members[member?.Name ?? wireName] = value;
            }
        }

        return members;
    }

    private static Dictionary<string, object?> ReadMap(ref Utf8JsonReader reader, ShapeDescription? element)
    {
        Dictionary<string, object?> map = [];
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string key = Text(ref reader);
            reader.Read();
            map[key] = Read(ref reader, element);
        }

        return map;
    }

    private static List<object?> ReadList(ref Utf8JsonReader reader, ShapeDescription? element)
    {
        List<object?> items = [];
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            items.Add(Read(ref reader, element));
        }

        return items;
    }

    /// <exception cref="JsonException">The bytes are no UTF-8, or half of a pair stands for a character.</exception>
    private static string Text(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException exception)
        {
            throw new JsonException("A text in the JSON is none.", exception);
        }
    }

    /// <summary>A long where it fits, else the double, or where that would lose digits a decimal or BigInteger.</summary>
    private static object ReadNumber(ref Utf8JsonReader reader)
    {
        if (reader.TryGetInt64(out long whole))
        {
            return whole;
        }

        if (SignificantDigits(reader.ValueSpan) > 17)
        {
            if (reader.TryGetDecimal(out decimal exact) && exact != 0)
            {
                return exact;
            }

            string digits = ValueBytes.Utf8.GetString(reader.ValueSpan.ToArray());
            if (BigInteger.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out BigInteger huge))
            {
                return huge;
            }
        }

        return reader.TryGetDouble(out double real) ? real : 0d;
    }

    private static int SignificantDigits(ReadOnlySpan<byte> number)
    {
        int count = 0;
        foreach (byte symbol in number)
        {
            if (symbol is (byte)'e' or (byte)'E')
            {
                break;
            }

            if (symbol is >= (byte)'1' and <= (byte)'9' || (symbol == (byte)'0' && count > 0))
            {
                count++;
            }
        }

        return count;
    }

    private static object Special(string text) => text switch
    {
        "NaN" => double.NaN,
        "Infinity" => double.PositiveInfinity,
        "-Infinity" => double.NegativeInfinity,
        _ => text,
    };
}
