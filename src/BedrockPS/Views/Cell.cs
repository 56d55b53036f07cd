using System;
using System.Collections;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Text;
using BedrockPS.FlowRuntime;
using BedrockPS.Views;

namespace BedrockPS;

/// <summary>
/// What the format files compute. Not meant for scripts: it changes with the views. What has properties comes as a PSObject, because
/// what a job or a file gives back has the properties of our types and none of their classes.
/// </summary>
public static class Cell
{
    private const string AllMarks = "TIVA";

    private static readonly string[] s_logged = ["Text", "Image", "Embedding", "Video", "Audio"];

    /// <summary>An answer as it is read: its text at word boundaries, or why there is none.</summary>
    public static string Answer(PSObject response, PSHost? host) =>
        response.Text("Text") is { Length: > 0 } text ? WordWrap.ToHost(text, host) : $"(no text: {response.Text("StopReason") ?? "nothing was answered"})";

    /// <summary>What an agent said, or what it waits for.</summary>
    public static string AgentAnswer(PSObject response, PSHost? host) => response.Text("Text") is { Length: > 0 } text
        ? WordWrap.ToHost(text, host)
        : WordWrap.ToHost($"(no text: {(response.Text("ReturnControl") is { Length: > 0 } asked ? "the agent asks for " + asked : "nothing was answered")})", host);

    /// <summary>When a step was taken.</summary>
    public static string TraceTime(PSObject trace) => trace.Time("Time")?.ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture) ?? "";

    /// <summary>The beginning of a text, in one line.</summary>
    public static string OneLine(string? text) => Short(text?.Replace("\r", "").Replace('\n', ' '), 200);

    /// <summary>What there is to a step of a flow, on one line: why it failed, which conditions held, what was called, what went in or out.</summary>
    public static string Step(PSObject step)
    {
        if (step.Text("ErrorMessage") is { Length: > 0 } failure)
        {
            return failure;
        }

        string[] conditions = [.. step.Items("Conditions").Select(static condition => condition.ToString())];
        return conditions.Length > 0 ? string.Join(", ", conditions)
            : step.Text("Operation") is { Length: > 0 } operation ? operation
            : (step.Properties["Inputs"]?.Value ?? step.Properties["Outputs"]?.Value) is PSObject fields
                ? string.Join("; ", fields.Properties.Select(static field => $"{field.Name}: {OneLine(FlowDocument.ToText(field.Value))}"))
            : "";
    }

    /// <summary>The turns of a chat, a blank line between them.</summary>
    public static string Transcript(PSObject chat, PSHost? host)
    {
        StringBuilder transcript = new();
        foreach (PSObject message in chat.Items("Messages"))
        {
            transcript.Append(transcript.Length == 0 ? "" : "\n\n").Append(message.Text("Role")).Append(": ").Append(Said(message));
        }

        return transcript.Length == 0 ? $"(nothing said yet; {chat.Text("Model")})" : WordWrap.ToHost(transcript.ToString(), host);
    }

    /// <summary>Last text of a chat, on one line.</summary>
    public static string Last(PSObject chat) => chat.Items("Messages").LastOrDefault() is PSObject message ? Line(message) : "";

    /// <summary>A message on one line.</summary>
    public static string Line(PSObject message) => Said(message).Replace("\r", "").Replace('\n', ' ');

    /// <summary>Modalities as marks in fixed places: T(ext), I(mage), V(ideo), A(udio); others by their name.</summary>
    public static string Marks(IEnumerable modalities)
    {
        string[] names = [.. modalities.Cast<object>().Select(static modality => modality.ToString()!)];
        if (names.All(static modality => MarkOf(modality) < 0))
        {
            return string.Join(",", names).ToLowerInvariant();
        }

        char[] marks = new string('-', AllMarks.Length).ToCharArray();
        bool more = false;
        foreach (int place in names.Select(MarkOf))
        {
            more |= place < 0;
            if (place >= 0)
            {
                marks[place] = AllMarks[place];
            }
        }

        return new string(marks) + (more ? "+" : "");
    }

    /// <summary>+ for a model in service, ! with the day of its end, where it is known, for one that is to go.</summary>
    public static string Lifecycle(PSObject model) =>
        model.Text("Lifecycle") == "ACTIVE" ? "+ active"
        : model.Time("EndOfLife") is DateTimeOffset end ? "! " + end.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
        : "! " + model.Text("Lifecycle")?.ToLowerInvariant();

    /// <summary>Regions of a model's inference profiles: us, eu, global.</summary>
    public static string Profiles(PSObject model) => string.Join(",", model.Items("InferenceProfile").Select(static id => id.ToString().Split('.')[0]));

    /// <summary>The time of day something was asked, to the millisecond.</summary>
    public static string Clock(PSObject request) => request.Time("Time")?.ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture) ?? "";

    /// <summary>A check's status, in the colour of a traffic light where the terminal knows colours.</summary>
    public static string Status(PSObject check, PSHost? host)
    {
        string text = check.Text("Status") ?? "";
        string colour = text switch
        {
            "OK" or "Passed" => "32",
            "Warning" or "Denied" => "33",
            "Failed" => "31",
            _ => "90",
        };
        return host?.UI?.SupportsVirtualTerminal == true ? $"\u001b[{colour}m{text}\u001b[0m" : text;
    }

    /// <summary>What an account logs: text, image and so on.</summary>
    public static string Logged(PSObject logging) =>
        string.Join(",", s_logged.Where(name => logging.Text(name) == bool.TrueString).Select(static name => name.ToLowerInvariant()));

    /// <summary>Tags on one line, in the order of their names.</summary>
    public static string Pairs(IDictionary tags) => string.Join(
        "; ", tags.Cast<DictionaryEntry>().Select(static tag => $"{tag.Key}={tag.Value}").OrderBy(static tag => tag, StringComparer.Ordinal));

    /// <summary>The beginning of a text, as far as it fits a column.</summary>
    public static string Short(string? text, int width) => text is null || text.Length <= width ? text ?? "" : text.Substring(0, width - 3) + "...";

    /// <summary>The end of a path, which tells more than its beginning.</summary>
    public static string PathEnd(string path, int width) => path.Length <= width ? path : "..." + path.Substring(path.Length - width + 3);

    /// <summary>A time that a call took.</summary>
    public static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.000 s", CultureInfo.InvariantCulture);

    /// <summary>A number with its thousands apart.</summary>
    public static string Count(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>An amount of money, small ones with the places they need; empty where nobody knows it.</summary>
    public static string Money(decimal? amount) => amount?.ToString("0.00####", CultureInfo.InvariantCulture) ?? "";

    /// <summary>An amount with its currency.</summary>
    public static string Cost(decimal? amount, string? currency) => $"{Money(amount)} {currency}".Trim();

    /// <summary>A model's share of what was listed with it, as a bar; what a job or a file gives back has left its list.</summary>
    public static string UsageShare(PSObject usage) => usage.BaseObject is ModelUsage { Listing: { } listing } own ? listing.ShareOf(own) : "";

    /// <summary>The line above a table of usage: the sum of all that was listed together.</summary>
    public static string? UsageTotal(PSObject usage) => (usage.BaseObject as ModelUsage)?.Listing?.Total;

    /// <summary>A piece of an answer: its text, or in short what it brings instead.</summary>
    public static string Piece(PSObject chunk) =>
        chunk.Text("Text") is { Length: > 0 } text ? text : (chunk.Text("Content") ?? "").Replace("\r", "").Replace('\n', ' ');

    /// <summary>An answer from knowledge as it is read: its text, and below it where it comes from.</summary>
    public static string Cited(PSObject answer, PSHost? host)
    {
        string text = answer.Text("Text") is { Length: > 0 } said ? WordWrap.ToHost(said, host) : "(no text)";
        string[] sources = [.. answer.Items("Source").Select(static source => source.ToString())];
        return sources.Length == 0 ? text : text + "\n\n" + string.Join("\n", sources.Select((source, index) => $"[{index + 1}] {source}"));
    }

    /// <summary>How well something fits, from 0 to 1.</summary>
    public static string Score(double? score) => score?.ToString("0.000", CultureInfo.InvariantCulture) ?? "";

    /// <summary>What an embedding is of, where one was compared.</summary>
    public static object? Compared(object? value) =>
        (value is PSObject wrapped ? wrapped.BaseObject : value) is Embedding { InputObject: object source } ? source : value;

    /// <summary>Lines of a list.</summary>
    public static string Lines(IEnumerable texts) => string.Join("\n", texts.Cast<object?>());

    private static int MarkOf(string modality) => AllMarks.IndexOf(modality switch
    {
        "TEXT" => 'T',
        "IMAGE" => 'I',
        "VIDEO" => 'V',
        "AUDIO" or "SPEECH" => 'A',
        _ => '?',
    });

    private static string Said(PSObject message) =>
        message.Text("Text") is { Length: > 0 } text ? text : string.Join(" ", message.Items("Content").Select(static block => block.ToString()));
}
