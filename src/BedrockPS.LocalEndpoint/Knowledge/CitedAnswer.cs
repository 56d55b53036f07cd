using System.Collections.Generic;
using System.Linq;
using System.Text;
using BedrockPS.Local.Agents;

namespace BedrockPS.Local.Knowledge;

/// <summary>An answer made of parts, some of which rest on passages. The parts are told with a space between them.</summary>
internal sealed class CitedAnswer
{
    private readonly List<CitedPart> _parts = [];
    private readonly StringBuilder _text = new();

    public IReadOnlyList<CitedPart> Parts => _parts;

    public string Text => _text.ToString();

    public bool HasIntervened { get; private set; }

    /// <summary>What a guardrail lets through of it, which rests on nothing any more.</summary>
    public static CitedAnswer Blocked(string text)
    {
        CitedAnswer answer = new() { HasIntervened = true };
        answer.Add(text, []);
        return answer;
    }

    public void Add(string text, IReadOnlyList<StoredPassage> passages)
    {
        string said = _text.Length > 0 ? " " + text : text;
        _parts.Add(new CitedPart(said, _text.Length + said.Length - text.Length, text, passages));
        _text.Append(said);
    }

    public List<object?> Citations() => [.. _parts.Where(static part => part.Passages.Count > 0).Select(static part => part.ToCitation())];
}
