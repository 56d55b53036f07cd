using System;
using System.Globalization;
using BedrockPS.Parallelism;

namespace BedrockPS.Cmdlets;

/// <summary>
/// Says what a command is waiting for, and how long it has been, once nothing has been written for a second. Output takes it away at
/// once, so that it neither stands beside flowing text nor flickers between pieces that come quickly.
/// </summary>
internal sealed class WaitBar
{
    private const int Patience = 1000;
    private const int Interval = 500;

    private readonly Func<ProgressBar> _make;
    private readonly Func<string?> _what;
    private readonly IClock _clock;
    private TimeSpan _since;
    private ProgressBar? _bar;
    private long _shown = -1;
    private bool _isOver = true;

    /// <param name="make">Makes the bar when it is first needed.</param>
    /// <param name="what">What is waited for; null: nothing is said of it.</param>
    /// <param name="clock">Measures the silence.</param>
    public WaitBar(Func<ProgressBar> make, Func<string?> what, IClock clock)
    {
        _make = make;
        _what = what;
        _clock = clock;
    }

    private long Silence => (long)(_clock.Now - _since).TotalMilliseconds;

    /// <summary>Something was written or shown, or somebody else has the screen: the silence begins anew with the next wait.</summary>
    /// <remarks>On the way of every object: as good as free while no bar is shown.</remarks>
    public void Break()
    {
        _isOver = true;
        if (_shown >= 0)
        {
            _shown = -1;
            _bar!.Complete();
        }
    }

    /// <summary>Milliseconds until there is something to show.</summary>
    public int UntilDue()
    {
        if (_isOver)
        {
            _isOver = false;
            _since = _clock.Now;
        }

        long due = _shown < 0 ? Patience : _shown + Interval;
        return (int)Math.Max(0, due - Silence);
    }

    /// <summary>Shows the bar, or its new time, where that is due.</summary>
    /// <param name="what">What is waited for this time; null: what the command says.</param>
    public void Tick(string? what)
    {
        if (UntilDue() > 0)
        {
            return;
        }

        _shown = Silence;
        string seconds = (_shown / 1000).ToString(CultureInfo.InvariantCulture) + " s";
        (_bar ??= _make()).Show((what ?? _what()) is { Length: > 0 } text ? $"{text}, {seconds}" : seconds, -1, null);
    }

    /// <summary>Takes the bar away when the command may not write any more.</summary>
    public void Abandon() => _bar?.Abandon();
}
