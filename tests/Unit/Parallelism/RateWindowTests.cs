using System;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Parallelism;
using Xunit;

namespace BedrockPS.Unit.Parallelism;

public sealed class RateWindowTests
{
    private static readonly RateLimits s_threeCalls = new(null, 3);
    private static readonly RateLimits s_thousandTokens = new(1000, null);

    private readonly ManualClock _clock = new();
    private readonly RateWindow _window;

    public RateWindowTests() => _window = new RateWindow(_clock);

    [Fact]
    public async Task A_call_beyond_the_rate_waits_until_the_first_lies_a_minute_back()
    {
        for (int i = 0; i < 3; i++)
        {
            await Reserve(0, s_threeCalls);
            _clock.Advance(TimeSpan.FromSeconds(10));
        }

        Task<Reservation> fourth = Reserve(0, s_threeCalls);
        await _clock.WhenDelayed();
        _clock.Advance(TimeSpan.FromSeconds(29.9));
        Assert.False(fourth.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(0.1));
        await fourth;
    }

    [Fact]
    public async Task Tokens_are_reserved_when_a_call_starts_and_those_not_used_are_free_when_it_ends()
    {
        Reservation first = await Reserve(900, s_thousandTokens);
        Task<Reservation> second = Reserve(500, s_thousandTokens);
        await _clock.WhenDelayed();
        Assert.False(second.IsCompleted);
        first.Settle(500);
        await second;
        Assert.Equal(1000, _window.Tokens);
    }

    [Fact]
    public async Task A_call_that_used_more_than_it_reserved_holds_the_next_one_up()
    {
        Reservation first = await Reserve(100, s_thousandTokens);
        first.Settle(900);
        Task<Reservation> second = Reserve(200, s_thousandTokens);
        await _clock.WhenDelayed();
        Assert.False(second.IsCompleted);
        _clock.Advance(TimeSpan.FromMinutes(1));
        await second;
        Assert.Equal(200, _window.Tokens);
    }

    [Fact]
    public async Task A_call_that_ends_after_its_minute_changes_nothing()
    {
        Reservation first = await Reserve(900, s_thousandTokens);
        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(0, _window.Tokens);
        first.Settle(5000);
        Assert.Equal(0, _window.Tokens);
    }

    [Fact]
    public async Task What_never_fits_is_an_error_at_once()
    {
        BedrockException error = await Assert.ThrowsAsync<BedrockException>(() => Reserve(1001, s_thousandTokens));
        Assert.Equal("RequestAboveRate", error.Code);
        await Reserve(1000, s_thousandTokens);
    }

    [Fact]
    public async Task A_small_call_does_not_overtake_a_large_one()
    {
        Reservation first = await Reserve(900, s_thousandTokens);
        Task<Reservation> large = Reserve(800, s_thousandTokens);
        await _clock.WhenDelayed();
        Task<Reservation> small = Reserve(50, s_thousandTokens);
        Assert.False(small.IsCompleted);
        first.Settle(0);
        await large;
        await small;
    }

    [Fact]
    public async Task A_call_that_gives_up_lets_the_next_one_have_its_turn()
    {
        await Reserve(900, s_thousandTokens);
        using CancellationTokenSource stop = new();
        Task<Reservation> second = _window.ReserveAsync(900, s_thousandTokens, null, stop.Token);
        await _clock.WhenDelayed();
        Task<Reservation> third = Reserve(100, s_thousandTokens);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        await third;
    }

    [Fact]
    public async Task A_minute_never_holds_more_than_the_rate_whatever_the_calls()
    {
        RateLimits limits = new(1000, 20);
        Random random = new(1);
        System.Collections.Generic.List<(TimeSpan Time, long Tokens)> sent = [];
        for (int i = 0; i < 300; i++)
        {
            long tokens = random.Next(1, 400);
            Reservation reservation = await _clock.PassUntilAsync(Reserve(tokens, limits));
            sent.Add((_clock.Now, tokens));
            Assert.Equal(_clock.Now, reservation.Time);
            _clock.Advance(TimeSpan.FromMilliseconds(random.Next(0, 500)));
        }

        foreach ((TimeSpan start, _) in sent)
        {
            (TimeSpan, long Tokens)[] minute = [.. System.Linq.Enumerable.Where(sent, call => call.Time >= start && call.Time < start + TimeSpan.FromMinutes(1))];
            Assert.InRange(minute.Length, 1, 20);
            Assert.InRange(System.Linq.Enumerable.Sum(minute, static call => call.Tokens), 1, 1000);
        }
    }

    private Task<Reservation> Reserve(long tokens, RateLimits limits) =>
        _window.ReserveAsync(tokens, limits, null, CancellationToken.None);
}
