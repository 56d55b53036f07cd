using System;
using System.Collections.Generic;

namespace BedrockPS.Local.Simulation;

/// <summary>Cuts an answer where its token limit or a stop sequence ends it.</summary>
internal sealed class AnswerBudget
{
    private readonly int _limit;
    private readonly List<string> _stopSequences;
    private readonly string _spentReason;

    /// <param name="limit">Tokens there are.</param>
    /// <param name="stopSequences">Texts that end it.</param>
    /// <param name="spentReason">Stop reason when they are used up.</param>
    public AnswerBudget(int limit, List<string> stopSequences, string spentReason)
    {
        _limit = limit;
        _stopSequences = stopSequences;
        _spentReason = spentReason;
    }

    /// <summary>Tokens taken so far.</summary>
    public int Used { get; private set; }

    public bool IsSpent => StopReason is not null;

    /// <summary>max_tokens, stop_sequence and so on; null while there is room.</summary>
    public string? StopReason { get; private set; }

    public string? StopSequence { get; private set; }

    /// <summary>Reasoning counts, but no stop sequence is looked for in it.</summary>
    public string TakeReasoning(string text) => Take(text);

    public string TakeJson(string text) => Take(text);

    public string TakeText(string text)
    {
        int first = -1;
        string? found = null;
        foreach (string sequence in _stopSequences)
        {
            int at = sequence.Length == 0 ? -1 : text.IndexOf(sequence, StringComparison.Ordinal);
            if (at >= 0 && (first < 0 || at < first))
            {
                first = at;
                found = sequence;
            }
        }

        string taken = Take(found is null ? text : text.Substring(0, first));
        if (StopReason is null && found is not null)
        {
            StopReason = "stop_sequence";
            StopSequence = found;
        }

        return taken;
    }

    private string Take(string text)
    {
        int tokens = TokenCounter.Count(text);
        int left = _limit - Used;
        if (tokens <= left)
        {
            Used += tokens;
            return text;
        }

        Used = _limit;
        StopReason = _spentReason;
        int length = left * TokenCounter.CharactersPerToken;
        return text.Substring(0, length > 0 && char.IsHighSurrogate(text[length - 1]) ? length - 1 : length);
    }
}
