using System;
using System.Collections;
using System.Globalization;
using System.Numerics;

namespace BedrockPS.Protocol;

/// <summary>Numbers, truth, times and text out of the types .NET and PowerShell have for them.</summary>
internal static class ValueScalars
{
    /// <param name="kind">Boolean, Integer, Long, Float, Double or Timestamp.</param>
    /// <param name="value">What was given.</param>
    /// <param name="convert">Whether text may stand for the value.</param>
    /// <param name="expected">What would have been right; null when the value is.</param>
    public static object? Read(ShapeKind kind, object value, bool convert, out string? expected)
    {
        expected = null;
        switch (kind)
        {
            case ShapeKind.Boolean:
                if (value is bool)
                {
                    return value;
                }

                if (convert && value is string text && bool.TryParse(text, out bool parsed))
                {
                    return parsed;
                }

                expected = "true or false";
                return null;
            case ShapeKind.Integer:
            case ShapeKind.Long:
                if (TryWhole(value, convert, out long whole) && (kind == ShapeKind.Long || whole is >= int.MinValue and <= int.MaxValue))
                {
                    return whole;
                }

                expected = kind == ShapeKind.Long ? "a whole number" : "a whole number of 32 bits";
                return null;
            case ShapeKind.Float:
            case ShapeKind.Double:
                if (TryReal(value, convert, out double real))
                {
                    return real;
                }

                expected = "a number";
                return null;
            default:
                if (TryTime(value, out DateTimeOffset time))
                {
                    return time;
                }

                expected = "a time (DateTime, DateTimeOffset, ISO 8601 text or seconds since 1970)";
                return null;
        }
    }

    /// <summary>Anything JSON can say, apart from lists and dictionaries.</summary>
    public static object? ReadDocument(object? value, out string? expected)
    {
        expected = null;
        switch (value)
        {
            case null or string or bool or long or decimal or BigInteger:
                return value;
            case sbyte or byte or short or ushort or int or uint:
                return Convert.ToInt64(value, CultureInfo.InvariantCulture);
            case ulong large:
                return large <= long.MaxValue ? (long)large : (decimal)large;
            case float or double:
                double real = ToDouble(value);
                if (double.IsNaN(real) || double.IsInfinity(real))
                {
                    expected = "a finite number";
                }

                return real;
            case byte[] bytes:
                return Convert.ToBase64String(bytes);
            default:
                string? text = ToText(value);
                if (text is null)
                {
                    expected = "a JSON value (text, number, true or false, null, list or dictionary)";
                }

                return text;
        }
    }

    /// <summary>Text for what has one obvious spelling; null for the rest.</summary>
    public static string? ToText(object? value) => value switch
    {
        string text => text,
        bool flag => flag ? "true" : "false",
        DateTime time => Timestamps.Format(ToOffset(time), Timestamps.Iso8601),
        DateTimeOffset time => Timestamps.Format(time, Timestamps.Iso8601),
        Uri uri => uri.OriginalString,
        Version version => version.ToString(),
        Enum choice => choice.ToString(),
        float or double => Digits(ToDouble(value)),
        IFormattable formattable and (Guid or decimal or BigInteger or TimeSpan or sbyte or byte or short or ushort or int or uint or long or ulong)
            => formattable.ToString(null, CultureInfo.InvariantCulture),
        char letter => letter.ToString(),
        _ => null,
    };

    /// <summary>The fewest digits that give the same number back.</summary>
    public static string Digits(double real)
    {
        string digits = real.ToString("R", CultureInfo.InvariantCulture);
#if NETSTANDARD2_0
        // .NET Framework's R loses the last bit of some numbers.
        if (double.Parse(digits, CultureInfo.InvariantCulture) != real)
        {
            digits = real.ToString("G17", CultureInfo.InvariantCulture);
        }
#endif
        return digits;
    }

    /// <summary>What was given, for a message. Text is shown only when it is short and not sensitive.</summary>
    public static string Describe(object? value, bool isSensitive) => value switch
    {
        null => "null",
        string { Length: 0 } => "empty text",
        string text when !isSensitive && text.Length <= 40 => $"'{text}'",
        string text => $"text of {text.Length.ToString(CultureInfo.InvariantCulture)} characters",
        bool flag => flag ? "true" : "false",
        byte[] bytes => $"{bytes.Length.ToString(CultureInfo.InvariantCulture)} bytes",
        _ when ValueMap.IsMap(value) => "a dictionary",
        ICollection list => $"a list of {list.Count.ToString(CultureInfo.InvariantCulture)}",
        IEnumerable => "a list",
        _ when !isSensitive && IsNumber(value) => Convert.ToString(value, CultureInfo.InvariantCulture)!,
        _ when IsNumber(value) => "a number",
        _ => $"an object of type {value.GetType().FullName}",
    };

    private static bool TryWhole(object value, bool convert, out long whole)
    {
        whole = 0;
        switch (value)
        {
            case sbyte or byte or short or ushort or int or uint or long:
                whole = Convert.ToInt64(value, CultureInfo.InvariantCulture);
                return true;
            case ulong large when large <= long.MaxValue:
                whole = (long)large;
                return true;
            case BigInteger huge when huge >= long.MinValue && huge <= long.MaxValue:
                whole = (long)huge;
                return true;
            case float or double or decimal:
                return TryDecimal(value, out decimal exact) && TryWhole(exact, out whole);
            case Enum choice:
                whole = Convert.ToInt64(choice, CultureInfo.InvariantCulture);
                return true;
            case string text when convert:
                return decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal parsed) && TryWhole(parsed, out whole);
            default:
                return false;
        }
    }

    private static bool TryWhole(decimal exact, out long whole)
    {
        bool fits = exact == decimal.Truncate(exact) && exact is >= long.MinValue and <= long.MaxValue;
        whole = fits ? (long)exact : 0;
        return fits;
    }

    private static bool TryDecimal(object value, out decimal exact)
    {
        if (value is decimal given)
        {
            exact = given;
            return true;
        }

        double real = ToDouble(value);
        bool fits = real is > -1e28 and < 1e28;
        exact = fits ? (decimal)real : 0;
        return fits;
    }

    private static bool TryReal(object value, bool convert, out double real)
    {
        real = 0;
        switch (value)
        {
            case float or double:
                real = ToDouble(value);
                break;
            case sbyte or byte or short or ushort or int or uint or long or ulong or decimal:
                real = Convert.ToDouble(value, CultureInfo.InvariantCulture);
                break;
            case BigInteger huge:
                real = (double)huge;
                break;
            case string text when convert && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double parsed):
                real = parsed;
                break;
            default:
                return false;
        }

        return !double.IsNaN(real) && !double.IsInfinity(real);
    }

    private static bool TryTime(object value, out DateTimeOffset time)
    {
        switch (value)
        {
            case DateTimeOffset offset:
                time = offset;
                return true;
            case DateTime local:
                time = ToOffset(local);
                return true;
            case string text:
                return Timestamps.TryParse(text, out time);
            default:
                time = default;
                return IsNumber(value) && Timestamps.TryFromUnixSeconds(Convert.ToDouble(value, CultureInfo.InvariantCulture), out time);
        }
    }

    /// <summary>A time of no stated kind is local, as PowerShell means it.</summary>
    internal static DateTimeOffset ToOffset(DateTime time)
    {
        // The first and last hours of the calendar overflow in some zones.
        if (time.Kind != DateTimeKind.Utc && (time.Year <= 1 || time.Year >= 9999))
        {
            time = DateTime.SpecifyKind(time, DateTimeKind.Utc);
        }

        return new DateTimeOffset(time);
    }

    /// <summary>A float as the decimal digits it prints: 0.7f is 0.7, not 0.699999988.</summary>
    private static double ToDouble(object value) => value is float single
        ? double.Parse(single.ToString("R", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture)
        : (double)value;

    private static bool IsNumber(object? value) =>
        value is sbyte or byte or short or ushort or int or uint or long or ulong or float or double or decimal;
}
