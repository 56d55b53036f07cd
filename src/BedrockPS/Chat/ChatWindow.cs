using System.Collections.Generic;
using System.Linq;

namespace BedrockPS.Conversations;

/// <summary>The part of a chat that is still sent, where all of it is more than the model takes.</summary>
internal sealed class ChatWindow
{
    /// <param name="leftOut">Messages at the beginning that are no longer sent.</param>
    /// <param name="summary">What they were about.</param>
    public ChatWindow(int leftOut = 0, string? summary = null)
    {
        LeftOut = leftOut;
        Summary = summary;
    }

    /// <summary>Messages at the beginning that are no longer sent.</summary>
    public int LeftOut { get; private set; }

    /// <summary>What the part left out was about; null: not summed up.</summary>
    public string? Summary { get; set; }

    /// <param name="history">The messages before the new one.</param>
    public IReadOnlyList<Message> Of(IReadOnlyList<Message> history)
    {
        if (history.Count < LeftOut)
        {
            // Turns were taken back as far as that.
            Reset();
        }

        return LeftOut == 0 ? history : history.Skip(LeftOut).ToArray();
    }

    /// <summary>The chat's instructions, with what is no longer sent summed up.</summary>
    public string? Instructions(string? system)
    {
        if (Summary is null)
        {
            return system;
        }

        string summary = "Summary of the conversation before the first message: " + Summary;
        return system is null ? summary : system + "\n\n" + summary;
    }

    /// <summary>Leaves out the older half of the turns; gives their messages, or none when there is nothing left to leave out.</summary>
    /// <param name="history">The messages before the new one.</param>
    /// <param name="turns">How many turns that were.</param>
    public IReadOnlyList<Message> Shorten(IReadOnlyList<Message> history, out int turns)
    {
        int first = LeftOut;
        int[] starts = Enumerable.Range(first, history.Count - first).Where(index => Chat.IsQuestion(history[index])).ToArray();
        turns = (starts.Length + 1) / 2;
        LeftOut = turns < starts.Length ? starts[turns] : history.Count;
        return history.Skip(first).Take(LeftOut - first).ToArray();
    }

    public void Reset()
    {
        LeftOut = 0;
        Summary = null;
    }
}
