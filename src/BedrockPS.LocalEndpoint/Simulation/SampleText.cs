using System;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace BedrockPS.Local.Simulation;

/// <summary>A text that fits a schema: named by the prompt, else of the right form in it, else a quotation or a name, else made up.</summary>
internal static class SampleText
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMilliseconds(250);

    public static string Make(JsonElement schema, string name, PromptValues values)
    {
        (string? looks, string? sample) = Format(SchemaReader.Text(schema, "format"));
        string? pattern = SchemaReader.Text(schema, "pattern");
        if (values.Named(name) is string named && (looks is null || Regex.IsMatch(named, "^(" + looks + ")$")))
        {
            string text = Fit(schema, named);
            if (pattern is null || Matches(text, pattern))
            {
                return text;
            }
        }

        if (looks is not null)
        {
            return values.Find(looks) ?? sample!;
        }

        if (pattern is not null)
        {
            string? found = values.Find("(?<!\\S)(" + pattern.TrimStart('^').TrimEnd('$') + ")(?!\\S)");
            return found is not null && Matches(found, pattern) ? found : PatternSample.Make(pattern, SchemaReader.Whole(schema, "minLength") ?? 0);
        }

        return Fit(schema, values.TakeQuotation() ?? values.TakeName() ?? (SimulatedText.Quote(values.Prompt) is { Length: > 0 } quote ? quote : name));
    }

    /// <summary>Whether the prompt has something for it.</summary>
    public static bool IsObvious(JsonElement schema, PromptValues values)
    {
        string? looks = Format(SchemaReader.Text(schema, "format")).Looks ?? SchemaReader.Text(schema, "pattern");
        return looks is not null ? values.Find(looks) is not null : (values.TakeQuotation() ?? values.TakeName()) is not null;
    }

    private static string Fit(JsonElement schema, string text)
    {
        int least = SchemaReader.Whole(schema, "minLength") ?? 0;
        int most = SchemaReader.Whole(schema, "maxLength") ?? int.MaxValue;
        return (text.Length > most ? text.Substring(0, most) : text).PadRight(Math.Min(least, 10_000), 'x');
    }

    private static bool Matches(string text, string pattern)
    {
        try
        {
            return Regex.IsMatch(text, pattern, RegexOptions.None, s_patience);
        }
        catch (Exception e) when (e is ArgumentException or RegexMatchTimeoutException)
        {
            return false;
        }
    }

    /// <summary>What a format looks like in a prompt, and one that fits it.</summary>
    private static (string? Looks, string? Sample) Format(string? format) => format switch
    {
        "date-time" => (@"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})", "2025-01-31T12:00:00Z"),
        "date" => (@"\d{4}-\d{2}-\d{2}", "2025-01-31"),
        "time" => (@"\d{2}:\d{2}:\d{2}(Z|[+-]\d{2}:\d{2})", "12:00:00Z"),
        "duration" => (@"P(T?\d+[YMWDHS])+", "PT1H"),
        "email" => (@"[\w.+-]+@[\w-]+(\.[\w-]+)+", "someone@example.com"),
        "uri" or "url" => (@"https?://[^\s"",]+", "https://example.com/"),
        "uuid" or "guid" => (@"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}", "123e4567-e89b-42d3-a456-426614174000"),
        "ipv4" => (@"\d{1,3}(\.\d{1,3}){3}", "192.0.2.1"),
        _ => (null, null),
    };
}
