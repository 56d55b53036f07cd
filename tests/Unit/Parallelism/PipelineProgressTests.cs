using System;
using BedrockPS.Parallelism;
using Xunit;

namespace BedrockPS.Unit.Parallelism;

public sealed class PipelineProgressTests
{
    private readonly ManualClock _clock = new();

    [Fact]
    public void It_is_silent_for_a_second_and_then_speaks_a_few_times_a_second()
    {
        PipelineProgress progress = new(_clock);
        int reports = 0;
        for (int i = 0; i < 400; i++)
        {
            _clock.Advance(TimeSpan.FromMilliseconds(10));
            reports += progress.IsDue() ? 1 : 0;
            Assert.True(reports == 0 || i >= 99);
        }

        Assert.InRange(reports, 10, 15);
    }

    [Fact]
    public void It_tells_counts_rate_and_tokens_and_once_the_total_is_known_the_rest()
    {
        PipelineProgress progress = new(_clock);
        progress.Add(1500, 2, new TokenUsage { InputTokens = 900, CacheReadInputTokens = 100, OutputTokens = 50 });
        _clock.Advance(TimeSpan.FromSeconds(10));
        Assert.True(progress.IsDue());
        Assert.Equal("1,500 done, 2 failed, 8 under way, 150.0 a second, tokens 1,000 in, 50 out", progress.Describe(8));
        Assert.Equal((-1, null), (progress.Percent, progress.SecondsLeft));
        progress.Total = 2000;
        Assert.StartsWith("1,500 of 2,000 done, ", progress.Describe(8));
        Assert.Equal((75, 4), (progress.Percent, progress.SecondsLeft));
    }

    [Fact]
    public void Nothing_done_is_no_rate()
    {
        PipelineProgress progress = new(_clock) { Total = 10 };
        _clock.Advance(TimeSpan.FromSeconds(2));
        Assert.True(progress.IsDue());
        Assert.Equal("0 of 10 done, 3 under way, 0.0 a second", progress.Describe(3));
        Assert.Null(progress.SecondsLeft);
    }
}
