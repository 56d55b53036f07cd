using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Numerics;
using System.Text.Json;

namespace BedrockPS.Protocol;

/// <summary>Writes values that <see cref="ValueBinder"/> has bound.</summary>
internal static class JsonValueWriter
{
    public static void Write(Utf8JsonWriter writer, ShapeDescription shape, object? value)
    {
        switch (shape.Kind)
        {
            case ShapeKind.Structure when value is Dictionary<string, object?> members:
                WriteStructure(writer, shape, members);
                break;
            case ShapeKind.List when value is List<object?> items:
                writer.WriteStartArray();
                foreach (object? item in items)
                {
                    Write(writer, shape.Element!, item);
                }

                writer.WriteEndArray();
                break;
            case ShapeKind.Map when value is Dictionary<string, object?> map:
                writer.WriteStartObject();
                foreach (KeyValuePair<string, object?> entry in map)
                {
                    writer.WritePropertyName(entry.Key);
                    Write(writer, shape.Element!, entry.Value);
                }

                writer.WriteEndObject();
                break;
            case ShapeKind.Timestamp when value is DateTimeOffset time:
                string format = shape.TimestampFormat ?? Timestamps.DefaultFormat(MemberLocation.Body);
                if (format == Timestamps.UnixSeconds)
                {
                    writer.WriteNumberValue(Timestamps.ToUnixSeconds(time));
                }
                else
                {
                    writer.WriteStringValue(Timestamps.Format(time, format));
                }

                break;
            default:
                WriteDocument(writer, value);
                break;
        }
    }

    /// <summary>The members that travel in the body, all of them where the structure is the payload.</summary>
    public static void WriteStructure(Utf8JsonWriter writer, ShapeDescription shape, Dictionary<string, object?> members)
    {
        writer.WriteStartObject();
        foreach (KeyValuePair<string, object?> entry in members)
        {
            MemberDescription? member = shape.FindMember(entry.Key);
            if (member is null)
            {
                writer.WritePropertyName(entry.Key);
                WriteDocument(writer, entry.Value);
            }
            else if (member.Location == MemberLocation.Body)
            {
                writer.WritePropertyName(member.WireName);
                Write(writer, member.Shape, entry.Value);
            }
        }

        writer.WriteEndObject();
    }

    /// <summary>A value no shape describes.</summary>
    /// <exception cref="BedrockException">ValueUnsupported: it has no form in JSON.</exception>
    public static void WriteDocument(Utf8JsonWriter writer, object? value)
    {
        switch (value)
        {
            case null:
                writer.WriteNullValue();
                break;
            case string text:
                writer.WriteStringValue(text);
                break;
            case bool flag:
                writer.WriteBooleanValue(flag);
                break;
            case long whole:
                writer.WriteNumberValue(whole);
                break;
            case int whole:
                writer.WriteNumberValue(whole);
                break;
            case double real:
                WriteDouble(writer, real);
                break;
            case decimal exact:
                writer.WriteNumberValue(exact);
                break;
            case BigInteger huge:
                writer.WriteRawValue(huge.ToString(CultureInfo.InvariantCulture));
                break;
            case byte[] bytes:
                writer.WriteBase64StringValue(bytes);
                break;
            case DateTimeOffset time:
                writer.WriteStringValue(Timestamps.Format(time, Timestamps.Iso8601));
                break;
            case Dictionary<string, object?> map:
                writer.WriteStartObject();
                foreach (KeyValuePair<string, object?> entry in map)
                {
                    writer.WritePropertyName(entry.Key);
                    WriteDocument(writer, entry.Value);
                }

                writer.WriteEndObject();
                break;
            case JsonElement element:
                element.WriteTo(writer);
                break;
            case IEnumerable items:
                writer.WriteStartArray();
                foreach (object? item in items)
                {
                    WriteDocument(writer, item);
                }

                writer.WriteEndArray();
                break;
            default:
                WriteDocument(writer, ValueScalars.ReadDocument(value, out _) ?? throw new BedrockException(
                    "ValueUnsupported", $"A {value.GetType()} has no form in JSON."));
                break;
        }
    }

    private static void WriteDouble(Utf8JsonWriter writer, double real)
    {
        // .NET Framework would write 0.1 as 0.10000000000000001.
        if (real == Math.Floor(real) && Math.Abs(real) < 1e15)
        {
            writer.WriteNumberValue((long)real);
        }
        else if (double.IsNaN(real) || double.IsInfinity(real))
        {
            // JSON has no such numbers; a text keeps what was said.
            writer.WriteStringValue(real.ToString(CultureInfo.InvariantCulture));
        }
        else
        {
            writer.WriteRawValue(ValueScalars.Digits(real));
        }
    }
}
