using System;
using System.Collections.Generic;
using System.Text;

namespace BedrockPS.Redaction;

/// <summary>
/// Puts secrets back into a text that arrives in pieces. Only an ending that may be the beginning of one of the request's own
/// placeholders is held back until the next piece tells.
/// </summary>
internal sealed class PlaceholderStream
{
    private readonly SecretMap _map;
    private readonly int _jsonDepth;
    private readonly StringBuilder _text = new();

    /// <param name="map">The request's secrets.</param>
    /// <param name="jsonDepth">As for <see cref="SecretMap.Restore"/>.</param>
    public PlaceholderStream(SecretMap map, int jsonDepth)
    {
        _map = map;
        _jsonDepth = jsonDepth;
    }

    /// <summary>The text that can be given now; may be empty.</summary>
    public string Append(string piece)
    {
        if (_text.Length == 0 && piece.IndexOf('[') < 0)
        {
            return piece;
        }

        string text = _text.Append(piece).ToString();
        _text.Clear();
        int open = OpenStart(text);
        if (open < text.Length)
        {
            _text.Append(text, open, text.Length - open);
            text = text.Substring(0, open);
        }

        return _map.Restore(text, _jsonDepth);
    }

    /// <summary>What was held back and has turned out to be text.</summary>
    public string Flush()
    {
        string rest = _text.ToString();
        _text.Clear();
        return rest;
    }

    /// <summary>Where an ending begins that may become a placeholder; the text's length when there is none.</summary>
    private int OpenStart(string text)
    {
        // The last bracket decides: placeholders have but one.
        int bracket = text.LastIndexOf('[');
        if (bracket >= 0)
        {
            foreach (KeyValuePair<string, string> entry in _map.Secrets)
            {
                int rest = text.Length - bracket;
                if (rest < entry.Key.Length && string.CompareOrdinal(entry.Key, 0, text, bracket, rest) == 0)
                {
                    return bracket;
                }
            }
        }

        return text.Length;
    }
}
