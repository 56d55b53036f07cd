using System;
using System.Globalization;
using System.Management.Automation;

namespace BedrockPS.Cmdlets;

/// <summary>
/// Takes a span of time as people write it: 90s, 30m, 12h, 7d, or whatever makes a TimeSpan. A bare number is refused, for PowerShell
/// would take it for ticks.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class DurationAttribute : ArgumentTransformationAttribute
{
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        object? value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        TimeSpan? span = value switch
        {
            null => null,
            TimeSpan given => given,
            string text => Parse(text.Trim()),

            // Unquoted, PowerShell reads 7d as a decimal and 90s as a short integer before anybody is asked.
            decimal days and > -1_000_000m and < 1_000_000m => TimeSpan.FromDays((double)days),
            short seconds => TimeSpan.FromSeconds(seconds),
            _ => throw Refused(value),
        };
        return span is { } positive && positive <= TimeSpan.Zero
            ? throw new ArgumentTransformationMetadataException($"'{value}' is no time: give more than zero.")
            : (object?)span;
    }

    private static TimeSpan Parse(string text)
    {
        if (text.Length > 1
            && double.TryParse(text.Substring(0, text.Length - 1), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double number)
            && number < 1_000_000)
        {
            switch (char.ToLowerInvariant(text[text.Length - 1]))
            {
                case 's':
                    return TimeSpan.FromSeconds(number);
                case 'm':
                    return TimeSpan.FromMinutes(number);
                case 'h':
                    return TimeSpan.FromHours(number);
                case 'd':
                    return TimeSpan.FromDays(number);
            }
        }

        // "7" would be seven days.
        return text.IndexOf(':') >= 0 && TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out TimeSpan span) ? span : throw Refused(text);
    }

    private static ArgumentTransformationMetadataException Refused(object value) =>
        new($"'{value}' does not tell how long: give a number with s, m, h or d, such as 12h, or a TimeSpan.");
}
