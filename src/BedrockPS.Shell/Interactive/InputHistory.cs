using System.Collections.Generic;

namespace BedrockPS.Shell.Interactive;

/// <summary>
/// What was typed in this session, for the arrow keys. It is kept in memory alone: lines may hold keys and prompts that are
/// nobody else's business.
/// </summary>
internal sealed class InputHistory
{
    private const int MostLines = 1000;

    private readonly List<string> _lines = [];
    private int _at;
    private string _unfinished = "";

    public void Add(string line)
    {
        if (_lines.Count == 0 || _lines[^1] != line)
        {
            _lines.Add(line);
        }

        if (_lines.Count > MostLines)
        {
            _lines.RemoveAt(0);
        }

        _at = _lines.Count;
    }

    /// <summary>The line before; null when there is none. What is being typed is kept for the way back.</summary>
    public string? Previous(string current)
    {
        if (_at == 0)
        {
            return null;
        }

        if (_at == _lines.Count)
        {
            _unfinished = current;
        }

        return _lines[--_at];
    }

    public string? Next()
    {
        if (_at >= _lines.Count)
        {
            return null;
        }

        return ++_at == _lines.Count ? _unfinished : _lines[_at];
    }

    /// <summary>Back to the end, for a new line.</summary>
    public void Rewind() => _at = _lines.Count;
}
