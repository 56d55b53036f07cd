using System.Collections.Generic;
using System.Linq;
using BedrockPS.Local.Agents;

namespace BedrockPS.Local.Knowledge;

/// <summary>A part of an answer.</summary>
internal sealed class CitedPart
{
    /// <param name="said">What is said, the space before it included.</param>
    /// <param name="start">First character within the answer.</param>
    /// <param name="text">The part itself.</param>
    /// <param name="passages">What it rests on.</param>
    public CitedPart(string said, int start, string text, IReadOnlyList<StoredPassage> passages)
    {
        Said = said;
        Start = start;
        Text = text;
        Passages = passages;
    }

    public string Said { get; }

    public int Start { get; }

    public string Text { get; }

    public IReadOnlyList<StoredPassage> Passages { get; }

    /// <summary>The span names the last character, as the service's does.</summary>
    public Dictionary<string, object?> ToCitation() => new()
    {
        ["generatedResponsePart"] = new Dictionary<string, object?>
        {
            ["textResponsePart"] = new Dictionary<string, object?>
            {
                ["text"] = Text,
                ["span"] = new Dictionary<string, object?> { ["start"] = (long)Start, ["end"] = (long)(Start + Text.Length - 1) },
            },
        },
        ["retrievedReferences"] = new List<object?>(Passages.Select(PassageWriter.Reference)),
    };
}
