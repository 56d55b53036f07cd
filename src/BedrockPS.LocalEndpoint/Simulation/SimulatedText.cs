using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace BedrockPS.Local.Simulation;

/// <summary>
/// What the simulator says: what it was sent, so that a reader can see that prompt, system prompt, history and attachments
/// arrived. <c>{{words 500}}</c> in the prompt asks for that many numbered words instead.
/// </summary>
internal static class SimulatedText
{
    private const int QuoteLength = 160;
    private const int ResultLength = 2000;
    private const int MaxWords = 2_000_000;

    public static string Answer(Conversation conversation)
    {
        string prompt = conversation.Prompt;
        if (WordsAskedFor(prompt) is int count)
        {
            return NumberedWords(count);
        }

        StringBuilder text = new();
        text.Append("This is a simulated answer from ").Append(conversation.Model.Name).Append(". ");
        AppendToolResults(text, conversation);
        text.Append("You wrote ").Append(Counted(CountWords(prompt), "word")).Append(": \"").Append(Quote(prompt)).Append("\". ");
        AppendHistory(text, conversation);
        if (conversation.System is string system)
        {
            text.Append("The system prompt says \"").Append(Quote(system)).Append("\". ");
        }

        AppendAttachments(text, conversation);
        text.Append("A simulator knows nothing of the matter itself, but it answers the same prompt with the same words every time.");
        return text.ToString();
    }

    public static string Reasoning(Conversation conversation) =>
        $"The user wrote {Counted(CountWords(conversation.Prompt), "word")}, beginning with \"{Quote(conversation.Prompt)}\". "
        + "I shall tell what I was sent, as a simulator does.";

    public static int CountWords(string text)
    {
        int words = 0;
        bool inside = false;
        foreach (char c in text)
        {
            bool letter = !char.IsWhiteSpace(c);
            words += letter && !inside ? 1 : 0;
            inside = letter;
        }

        return words;
    }

    public static string Quote(string text) => Quote(text, QuoteLength);

    private static string Quote(string text, int length)
    {
        StringBuilder line = new();
        foreach (char c in text.Trim())
        {
            line.Append(char.IsWhiteSpace(c) ? ' ' : c);
            if (line.Length == length)
            {
                return line.Append('…').ToString();
            }
        }

        return line.ToString();
    }

    /// <summary>The number in {{words N}}; null when the prompt asks for no number of words.</summary>
    public static int? WordsAskedFor(string prompt)
    {
        const string opening = "{{words ";
        int start = prompt.IndexOf(opening, StringComparison.Ordinal);
        int end = start < 0 ? -1 : prompt.IndexOf("}}", start, StringComparison.Ordinal);
        if (end < 0)
        {
            return null;
        }

        string digits = prompt.Substring(start + opening.Length, end - start - opening.Length);
        return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out int count) ? Math.Min(count, MaxWords) : null;
    }

    /// <summary>Every result since the user last asked something, with the name of its tool where that is known.</summary>
    private static void AppendToolResults(StringBuilder text, Conversation conversation)
    {
        List<Turn> turns = conversation.Turns;
        int start = turns.FindLastIndex(
            static turn => turn.Role == "user" && turn.Text.Length > 0 && !turn.Parts.Exists(static part => part.Kind == PartKind.ToolResult));
        Dictionary<string, string> names = [];
        for (int i = start + 1; i < turns.Count; i++)
        {
            foreach (Part part in turns[i].Parts)
            {
                if (part.Kind == PartKind.ToolUse)
                {
                    names[part.Name ?? ""] = part.Tool ?? "";
                }
                else if (part.Kind == PartKind.ToolResult)
                {
                    string name = names.TryGetValue(part.Name ?? "", out string? known) ? " " + known : "";
                    text.Append("The tool").Append(name).Append(part.IsError ? " failed: " : " returned ")
                        .Append(Quote(part.Text, ResultLength)).Append(". ");
                }
            }
        }
    }

    private static void AppendHistory(StringBuilder text, Conversation conversation)
    {
        List<string> earlier = [];
        for (int i = 0; i < conversation.Turns.Count - 1; i++)
        {
            if (conversation.Turns[i].Role == "user" && conversation.Turns[i].Text.Length > 0)
            {
                earlier.Add(Quote(conversation.Turns[i].Text));
            }
        }

        if (conversation.Turns.Count > 1)
        {
            text.Append("Before it came ").Append(Counted(conversation.Turns.Count - 1, "message")).Append('.').Append(' ');
        }

        // The last few are enough to show that the history arrived; a long one must not fill the answer.
        for (int i = Math.Max(0, earlier.Count - 5); i < earlier.Count; i++)
        {
            text.Append("Earlier you wrote \"").Append(earlier[i]).Append("\". ");
        }
    }

    private static void AppendAttachments(StringBuilder text, Conversation conversation)
    {
        foreach (Turn turn in conversation.Turns)
        {
            foreach (Part part in turn.Parts)
            {
                if (part.Kind == PartKind.Attachment)
                {
                    text.Append("Attached was a ").Append(part.Text).Append(". ");
                }
            }
        }
    }

    private static string Counted(int count, string what) =>
        count.ToString("N0", CultureInfo.InvariantCulture) + " " + what + (count == 1 ? "" : "s");

    private static string NumberedWords(int count)
    {
        StringBuilder text = new(count * 8);
        for (int i = 1; i <= count; i++)
        {
            text.Append(i == 1 ? "word" : " word").Append(i.ToString(CultureInfo.InvariantCulture));
        }

        return text.ToString();
    }
}
