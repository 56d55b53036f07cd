using System;
using System.Globalization;

namespace BedrockPS.Protocol;

/// <summary>Times as the service writes them.</summary>
internal static class Timestamps
{
    public const string Iso8601 = "iso8601";
    public const string UnixSeconds = "unixTimestamp";
    public const string Rfc822 = "rfc822";

    private static readonly DateTimeOffset s_epoch = new(1970, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The format of a timestamp that names none itself.</summary>
    public static string DefaultFormat(MemberLocation location) => location switch
    {
        MemberLocation.Header or MemberLocation.HeaderMap => Rfc822,
        MemberLocation.Query or MemberLocation.Path => Iso8601,
        _ => UnixSeconds,
    };

    public static string Format(DateTimeOffset time, string format)
    {
        DateTimeOffset utc = time.ToUniversalTime();
        return format switch
        {
            Rfc822 => utc.ToString("r", CultureInfo.InvariantCulture),
            UnixSeconds => ToUnixSeconds(utc).ToString(CultureInfo.InvariantCulture),
            _ => utc.ToString(
                utc.Ticks % TimeSpan.TicksPerSecond == 0 ? "yyyy-MM-dd'T'HH:mm:ss'Z'" : "yyyy-MM-dd'T'HH:mm:ss.fff'Z'",
                CultureInfo.InvariantCulture),
        };
    }

    /// <summary>Seconds with a fraction of milliseconds where there is one.</summary>
    public static decimal ToUnixSeconds(DateTimeOffset time) => (time - s_epoch).Ticks / TimeSpan.TicksPerMillisecond / 1000m;

    public static bool TryFromUnixSeconds(double seconds, out DateTimeOffset time)
    {
        // The range DateTimeOffset can hold; NaN fails both comparisons.
        if (seconds is >= -62135596800d and <= 253402300799d)
        {
            time = s_epoch.AddTicks((long)(Math.Round(seconds * 1000d) * TimeSpan.TicksPerMillisecond));
            return true;
        }

        time = default;
        return false;
    }

    /// <summary>
    /// ISO 8601, the date of HTTP headers, or seconds since 1970. A time without zone is local, as PowerShell means it.
    /// </summary>
    public static bool TryParse(string text, out DateTimeOffset time)
    {
        if (double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double seconds))
        {
            return TryFromUnixSeconds(seconds, out time);
        }

        return DateTimeOffset.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeLocal | DateTimeStyles.AllowWhiteSpaces, out time);
    }
}
