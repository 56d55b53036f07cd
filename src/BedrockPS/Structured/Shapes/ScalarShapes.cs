using System;
using System.Collections.Generic;
using System.Globalization;
using System.Management.Automation;
using System.Net;
using System.Net.Mail;
using System.Numerics;
using System.Reflection;
using System.Text.Json;
using System.Xml;

namespace BedrockPS.Structured.Shapes;

/// <summary>The types that are one value in JSON.</summary>
internal static class ScalarShapes
{
    private static readonly Dictionary<Type, ScalarShape> s_known = [];

    static ScalarShapes()
    {
        Add(static value => value.GetString()!, ("type", "string"));
        Add(static value => Character(value.GetString()!), ("type", "string"), ("minLength", 1L), ("maxLength", 1L));
        Add(static value => value.GetBoolean(), ("type", "boolean"));
        Add(static value => new SwitchParameter(value.GetBoolean()), ("type", "boolean"));
        Whole(static number => (sbyte)number, sbyte.MinValue, sbyte.MaxValue);
        Whole(static number => (byte)number, byte.MinValue, byte.MaxValue);
        Whole(static number => (short)number, short.MinValue, short.MaxValue);
        Whole(static number => (ushort)number, ushort.MinValue, ushort.MaxValue);
        Whole(static number => (int)number);
        Whole(static number => (uint)number, 0);
        Whole(static number => (long)number);
        Whole(static number => (ulong)number, 0);
        Whole(static number => number);
        Add(static value => value.GetDouble(), ("type", "number"));
        Add(static value => (float)value.GetDouble(), ("type", "number"));
        Add(static value => value.GetDecimal(), ("type", "number"));
        Add(
            static value => DateTime.Parse(value.GetString()!, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind),
            ("type", "string"),
            ("format", "date-time"));
        Add(
            static value => DateTimeOffset.Parse(value.GetString()!, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal),
            ("type", "string"),
            ("format", "date-time"));
        Add(static value => Duration(value.GetString()!), ("type", "string"), ("format", "duration"));
        Add(static value => Guid.Parse(value.GetString()!), ("type", "string"), ("format", "uuid"));
        Add(static value => new Uri(value.GetString()!), ("type", "string"), ("format", "uri"));
        Add(static value => Version.Parse(value.GetString()!), ("type", "string"), ("pattern", @"^\d+(\.\d+){1,3}$"));
        Add(static value => IPAddress.Parse(value.GetString()!), ("type", "string"), ("description", "An IP address."));
        Add(static value => new MailAddress(value.GetString()!), ("type", "string"), ("format", "email"));
        Add(static value => Convert.FromBase64String(value.GetString()!), ("type", "string"), ("contentEncoding", "base64"));
#if NET
        Add(
            static value => DateOnly.Parse(value.GetString()!, CultureInfo.InvariantCulture),
            ("type", "string"),
            ("format", "date"));
        Add(
            static value => TimeOnly.Parse(value.GetString()!.TrimEnd('Z', 'z'), CultureInfo.InvariantCulture),
            ("type", "string"),
            ("format", "time"));
#endif
    }

    /// <summary>The shape of a type that is written as one value, or null.</summary>
    public static ScalarShape? Find(Type type) => s_known.TryGetValue(type, out ScalarShape? shape) ? shape : null;

    /// <summary>
    /// The shape of a type that PowerShell makes from a text, such as [semver] or [bigint]: one with a static Parse. Null for
    /// others.
    /// </summary>
    public static ScalarShape? FromText(Type type) =>
        type.GetMethod("Parse", BindingFlags.Public | BindingFlags.Static, null, [typeof(string)], null) is MethodInfo parse
            && type.IsAssignableFrom(parse.ReturnType)
            ? new ScalarShape(type, value => FromLanguage(value.GetString()!, type), ("type", "string"), ("description", type.Name))
            : null;

    /// <summary>The shape of a type whose one way into being is a text, such as [cultureinfo]. Null for others.</summary>
    public static ScalarShape? FromConstructor(Type type) =>
        !type.IsAbstract && type.GetConstructor([typeof(string)]) is not null
            ? new ScalarShape(type, value => FromLanguage(value.GetString()!, type), ("type", "string"), ("description", type.Name))
            : null;

    private static void Add<T>(Func<JsonElement, T> read, params (string Name, object Value)[] keywords)
        where T : notnull =>
        s_known[typeof(T)] = new ScalarShape(typeof(T), value => read(value), keywords);

    private static void Whole<T>(Func<BigInteger, T> convert, long? least = null, long? most = null)
        where T : notnull
    {
        List<(string Name, object Value)> keywords = [("type", "integer")];
        if (least is long minimum)
        {
            keywords.Add(("minimum", minimum));
        }

        if (most is long maximum)
        {
            keywords.Add(("maximum", maximum));
        }

        Add(value => convert(Integer(value)), [.. keywords]);
    }

    /// <summary>6.0 and 6e2 are whole numbers too.</summary>
    private static BigInteger Integer(JsonElement value)
    {
        if (value.TryGetInt64(out long whole))
        {
            return whole;
        }

        if (value.TryGetDecimal(out decimal exact) && exact == decimal.Truncate(exact))
        {
            return new BigInteger(exact);
        }

        return BigInteger.Parse(value.GetRawText(), NumberStyles.AllowLeadingSign | NumberStyles.AllowExponent, CultureInfo.InvariantCulture);
    }

    private static char Character(string text) => text.Length == 1 ? text[0] : throw new FormatException("One character is wanted.");

    /// <summary>ISO 8601 as the schema asks for, or as .NET writes it.</summary>
    private static TimeSpan Duration(string text) =>
        text.TrimStart('-').StartsWith("P", StringComparison.OrdinalIgnoreCase)
            ? XmlConvert.ToTimeSpan(text.ToUpperInvariant())
            : TimeSpan.Parse(text, CultureInfo.InvariantCulture);

    private static object FromLanguage(string text, Type type)
    {
        try
        {
            return LanguagePrimitives.ConvertTo(text, type, CultureInfo.InvariantCulture);
        }
        catch (PSInvalidCastException exception)
        {
            throw new FormatException(exception.Message, exception);
        }
    }
}
