using System;
using System.Collections.Generic;
using BedrockPS.Local.Simulation;

namespace BedrockPS.Local.Families;

/// <summary>
/// Reads a conversation back from a prompt with a family's role marks. A prompt without marks is one message of the user.
/// </summary>
internal sealed class PromptTemplate
{
    private readonly KeyValuePair<string, string>[] _marks;
    private readonly string _before;

    /// <param name="before">Role of text in front of the first mark, when there is one.</param>
    /// <param name="marks">Mark and the role of what follows; an empty role keeps the one before.</param>
    public PromptTemplate(string before, params (string Mark, string Role)[] marks)
    {
        _before = before;
        _marks = Array.ConvertAll(marks, static mark => new KeyValuePair<string, string>(mark.Mark, mark.Role));
    }

    public void Read(Conversation conversation, string prompt)
    {
        string text = "\n" + prompt;
        int at = 0;
        string role = Next(text, 0, out int _) is null ? "user" : _before;
        while (Next(text, at, out int found) is KeyValuePair<string, string> mark)
        {
            Add(conversation, role, text.Substring(at, found - at));
            at = found + mark.Key.Length;
            role = mark.Value.Length > 0 ? mark.Value : role;
        }

        Add(conversation, role, text.Substring(at));
        if (conversation.Turns.Count == 0)
        {
            conversation.TurnOf("user").AddText(prompt);
        }
    }

    private static void Add(Conversation conversation, string role, string text)
    {
        string content = text.Trim();
        if (content.Length == 0)
        {
            return;
        }

        if (role == "system")
        {
            conversation.AddSystem(content);
        }
        else
        {
            conversation.TurnOf(role).AddText(content);
        }
    }

    /// <summary>The earliest mark from a position on; of two at one place, the longer.</summary>
    private KeyValuePair<string, string>? Next(string text, int start, out int at)
    {
        at = -1;
        KeyValuePair<string, string>? next = null;
        foreach (KeyValuePair<string, string> mark in _marks)
        {
            int found = text.IndexOf(mark.Key, start, StringComparison.Ordinal);
            if (found >= 0 && (at < 0 || found < at || (found == at && mark.Key.Length > next!.Value.Key.Length)))
            {
                at = found;
                next = mark;
            }
        }

        return next;
    }
}
