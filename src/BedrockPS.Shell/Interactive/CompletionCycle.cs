namespace BedrockPS.Shell.Interactive;

/// <summary>One candidate after the other while Tab is pressed, Shift+Tab the other way round.</summary>
internal sealed class CompletionCycle
{
    private readonly Completions _completions;
    private readonly LineBuffer _buffer;
    private int _length;
    private int _at = -1;

    public CompletionCycle(Completions completions, LineBuffer buffer)
    {
        _completions = completions;
        _buffer = buffer;
        _length = completions.Length;
    }

    public void Step(bool backwards)
    {
        int count = _completions.Candidates.Count;
        if (count == 0)
        {
            return;
        }

        _at = _at < 0 && backwards ? count - 1 : (_at + (backwards ? -1 : 1) + count) % count;
        string candidate = _completions.Candidates[_at];
        string text = _buffer.Text.Remove(_completions.Start, _length).Insert(_completions.Start, candidate);
        _buffer.Set(text, _completions.Start + candidate.Length);
        _length = candidate.Length;
    }
}
