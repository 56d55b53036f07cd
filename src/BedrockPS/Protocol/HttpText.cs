using System;
using System.Collections.Generic;
using System.Globalization;

namespace BedrockPS.Protocol;

/// <summary>Values as they stand in paths, queries and headers.</summary>
internal static class HttpText
{
    /// <summary>Text of one bound value that is not a list or map.</summary>
    public static string Write(MemberDescription member, ShapeDescription shape, object? value)
    {
        if (member.IsJsonValue && member.Location is MemberLocation.Header or MemberLocation.HeaderMap)
        {
            return Convert.ToBase64String(ValueBytes.Utf8.GetBytes((string)value!));
        }

        return value switch
        {
            DateTimeOffset time => Timestamps.Format(time, shape.TimestampFormat ?? Timestamps.DefaultFormat(member.Location)),
            byte[] bytes => Convert.ToBase64String(bytes),
            _ => ValueScalars.ToText(value) ?? "",
        };
    }

    /// <summary>The value a text stands for; the text itself where it does not fit the shape.</summary>
    public static object Read(MemberDescription member, ShapeDescription shape, string text)
    {
        switch (shape.Kind)
        {
            case ShapeKind.String when member.IsJsonValue && member.Location is MemberLocation.Header or MemberLocation.HeaderMap:
                return TryBase64(text) is byte[] json ? ValueBytes.Utf8.GetString(json) : text;
            case ShapeKind.Blob:
                return TryBase64(text) ?? (object)text;
            case ShapeKind.String:
                return text;
            default:
                return ValueScalars.Read(shape.Kind, text, convert: true, out _) ?? text;
        }
    }

    public static List<object?> ReadList(MemberDescription member, IEnumerable<string> texts)
    {
        List<object?> items = [];
        foreach (string text in texts)
        {
            items.Add(Read(member, member.Shape.Element!, text));
        }

        return items;
    }

    /// <summary>Status codes and the like.</summary>
    public static string Write(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static byte[]? TryBase64(string text)
    {
        try
        {
            return Convert.FromBase64String(text);
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
