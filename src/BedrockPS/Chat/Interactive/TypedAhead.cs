using System.Collections.Generic;
using System.Text;

namespace BedrockPS.Conversations;

/// <summary>What was typed while an answer arrived: it is for the next prompt.</summary>
internal sealed class TypedAhead
{
    private readonly Queue<string> _lines = new();
    private readonly StringBuilder _rest = new();

    public void Add(char key)
    {
        if (key is '\r' or '\n')
        {
            _lines.Enqueue(TakeRest());
        }
        else if (key is '\b' or '\u007f')
        {
            _rest.Length -= _rest.Length > 0 ? 1 : 0;
        }
        else if (!char.IsControl(key) || key == '\t')
        {
            _rest.Append(key);
        }
    }

    /// <summary>The next whole line; null: there is none.</summary>
    public string? TakeLine() => _lines.Count > 0 ? _lines.Dequeue() : null;

    /// <summary>The beginning of a line.</summary>
    public string TakeRest()
    {
        string rest = _rest.ToString();
        _rest.Clear();
        return rest;
    }

    public void Clear()
    {
        _lines.Clear();
        _rest.Clear();
    }
}
