using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Management.Automation.Host;
using System.Text;
using BedrockPS.Views;

namespace BedrockPS;

/// <summary>What the format file computes. Not meant for scripts: it changes with the views.</summary>
public static class Cell
{
    private const string AllMarks = "TIVA";

    /// <summary>An answer as it is read: its text at word boundaries, or why there is none.</summary>
    public static string Answer(ModelResponse response, PSHost? host) =>
        response.Text.Length > 0 ? WordWrap.ToHost(response.Text, host) : $"(no text: {response.StopReason ?? "nothing was answered"})";

    /// <summary>The turns of a chat, a blank line between them.</summary>
    public static string Transcript(Chat chat, PSHost? host)
    {
        if (chat.Messages.Length == 0)
        {
            return $"(nothing said yet; {chat.Model})";
        }

        StringBuilder transcript = new();
        foreach (Message message in chat.Messages)
        {
            transcript.Append(transcript.Length == 0 ? "" : "\n\n").Append(message.Role).Append(": ").Append(Said(message));
        }

        return WordWrap.ToHost(transcript.ToString(), host);
    }

    /// <summary>Last text of a chat, on one line.</summary>
    public static string Last(Chat chat) => chat.Messages.Length == 0 ? "" : OneLine(Said(chat.Messages[chat.Messages.Length - 1]));

    /// <summary>A message on one line.</summary>
    public static string Line(Message message) => OneLine(Said(message));

    /// <summary>Modalities as marks in fixed places: T(ext), I(mage), V(ideo), A(udio); others by their name.</summary>
    public static string Marks(IReadOnlyList<string> modalities)
    {
        if (modalities.All(static modality => MarkOf(modality) < 0))
        {
            return string.Join(",", modalities).ToLowerInvariant();
        }

        char[] marks = new string('-', AllMarks.Length).ToCharArray();
        bool more = false;
        foreach (int place in modalities.Select(MarkOf))
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
    public static string Lifecycle(Model model) =>
        model.Lifecycle == "ACTIVE" ? "+ active"
        : model.EndOfLife is DateTimeOffset end ? "! " + end.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
        : "! " + model.Lifecycle.ToLowerInvariant();

    /// <summary>Regions of a model's inference profiles: us, eu, global.</summary>
    public static string Profiles(Model model) => string.Join(",", model.InferenceProfile.Select(static id => id.Split('.')[0]));

    /// <summary>A time that a call took.</summary>
    public static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.000 s", CultureInfo.InvariantCulture);

    /// <summary>A number with its thousands apart.</summary>
    public static string Count(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>An amount of money, small ones with the places they need; empty where nobody knows it.</summary>
    public static string Money(decimal? amount) => amount?.ToString("0.00####", CultureInfo.InvariantCulture) ?? "";

    /// <summary>What a model has cost, with its currency.</summary>
    public static string Cost(ModelUsage usage) => $"{Money(usage.Cost)} {usage.Currency}".Trim();

    /// <summary>A model's share of what was listed with it, as a bar.</summary>
    public static string UsageShare(ModelUsage usage) => usage.Listing?.ShareOf(usage) ?? "";

    /// <summary>The line above a table of usage: the sum of all that was listed together.</summary>
    public static string? UsageTotal(ModelUsage usage) => usage.Listing?.Total;

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

    private static string Said(Message message) =>
        message.Text.Length > 0 ? message.Text : string.Join(" ", message.Content.Select(static block => block.ToString()));

    private static string OneLine(string text) => text.Replace("\r", "").Replace('\n', ' ');
}
