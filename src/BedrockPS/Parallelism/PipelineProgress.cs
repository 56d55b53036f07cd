using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;
using System.Threading;

namespace BedrockPS.Parallelism;

/// <summary>Counts what a pipeline's calls come to, and says how it goes: not in its first second, and a few times a second after.</summary>
internal sealed class PipelineProgress
{
    public static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    private static readonly TimeSpan s_quiet = TimeSpan.FromSeconds(1);
    private const int Samples = 40;

    private readonly Queue<(TimeSpan Time, long Done)> _samples = new();
    private readonly IClock _clock;
    private readonly TimeSpan _began;
    private TimeSpan? _reported;
    private long _done;
    private long _failed;
    private long _inputTokens;
    private long _outputTokens;

    public PipelineProgress(IClock clock)
    {
        _clock = clock;
        _began = clock.Now;
        _samples.Enqueue((_began, 0));
    }

    /// <summary>Inputs there are; known once the last has come.</summary>
    public long? Total { get; set; }

    public long Done => Interlocked.Read(ref _done);

    /// <summary>From 0 to 100; -1 while the total is not known.</summary>
    public int Percent => Total is > 0 ? (int)Math.Min(100, Done * 100 / Total.Value) : -1;

    /// <summary>As the inputs of the last seconds went; null while that cannot be said.</summary>
    public int? SecondsLeft => Total is long total && Rate is > 0 and double rate ? (int)Math.Ceiling(Math.Max(0, total - Done) / rate) : null;

    /// <summary>Inputs done a second, over the last reports.</summary>
    public double Rate
    {
        get
        {
            (TimeSpan time, long done) = _samples.Peek();
            double seconds = (_clock.Now - time).TotalSeconds;
            return seconds > 0 ? (Done - done) / seconds : 0;
        }
    }

    /// <summary>So many inputs have come to an end; may be called from any thread.</summary>
    public void Add(int inputs, int failed, TokenUsage? usage)
    {
        Interlocked.Add(ref _done, inputs);
        Interlocked.Add(ref _failed, failed);
        if (usage is not null)
        {
            Interlocked.Add(ref _inputTokens, usage.InputTokens + usage.CacheReadInputTokens + usage.CacheWriteInputTokens);
            Interlocked.Add(ref _outputTokens, usage.OutputTokens);
        }
    }

    /// <summary>Whether it is time for a report, which this then counts as made.</summary>
    public bool IsDue()
    {
        TimeSpan now = _clock.Now;
        if (now - _began < s_quiet || now - _reported < Interval)
        {
            return false;
        }

        _reported = now;
        _samples.Enqueue((now, Done));
        if (_samples.Count > Samples)
        {
            _samples.Dequeue();
        }

        return true;
    }

    /// <param name="running">Calls under way.</param>
    public string Describe(int running)
    {
        StringBuilder text = new();
        text.Append(Number(Done));
        if (Total is long total)
        {
            text.Append(" of ").Append(Number(total));
        }

        text.Append(" done");
        long failed = Interlocked.Read(ref _failed);
        if (failed > 0)
        {
            text.Append(", ").Append(Number(failed)).Append(" failed");
        }

        text.Append(", ").Append(Number(running)).Append(" under way, ");
        text.Append(Rate.ToString("0.0", CultureInfo.InvariantCulture)).Append(" a second");
        long input = Interlocked.Read(ref _inputTokens);
        long output = Interlocked.Read(ref _outputTokens);
        if (input + output > 0)
        {
            text.Append(", tokens ").Append(Number(input)).Append(" in, ").Append(Number(output)).Append(" out");
        }

        return text.ToString();
    }

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
