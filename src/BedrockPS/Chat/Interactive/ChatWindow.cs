using System.Collections.Generic;
using System.Linq;

namespace BedrockPS.Conversations;

/// <summary>The part of a chat that is still sent, where all of it is more than the model takes.</summary>
internal sealed class ChatWindow
{
    private int _leftOut;

    /// <summary>What the part left out was about; null: not summed up.</summary>
    public string? Summary { get; set; }

    /// <param name="history">The messages before the new one.</param>
    public IReadOnlyList<Message> Of(IReadOnlyList<Message> history)
    {
        if (history.Count < _leftOut)
        {
            // Turns were taken back as far as that.
            Reset();
        }

        return _leftOut == 0 ? history : history.Skip(_leftOut).ToArray();
    }

    /// <summary>Leaves out the older half of the turns; gives their messages, or none when there is nothing left to leave out.</summary>
    /// <param name="history">The messages before the new one.</param>
    /// <param name="turns">How many turns that were.</param>
    public IReadOnlyList<Message> Shorten(IReadOnlyList<Message> history, out int turns)
    {
        int first = _leftOut;
        int[] starts = Enumerable.Range(first, history.Count - first).Where(index => Chat.IsQuestion(history[index])).ToArray();
        turns = (starts.Length + 1) / 2;
        _leftOut = turns < starts.Length ? starts[turns] : history.Count;
        return history.Skip(first).Take(_leftOut - first).ToArray();
    }

    public void Reset()
    {
        _leftOut = 0;
        Summary = null;
    }
}
