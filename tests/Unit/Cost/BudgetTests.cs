using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Cost;
using Xunit;

namespace BedrockPS.Unit.Cost;

public sealed class BudgetTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_call_that_fits_reserves_and_settles()
    {
        Budget budget = new("-MaxCost", 1);
        Budget.Reservation call = await budget.ReserveAsync(1, "USD", false, Token);
        call.Settle(0.4m);
        call.Settle(0.4m);
        Assert.Equal(0.4m, budget.Spent);
        (await budget.ReserveAsync(0.6m, "USD", false, Token)).Settle(0.6m);
        BedrockException error = await Assert.ThrowsAsync<BedrockException>(() => budget.ReserveAsync(0.0001m, "USD", false, Token));
        Assert.Equal("BudgetExceeded", error.Code);
        Assert.Contains("0.0001 USD", error.Message);
        Assert.Contains("1.00 USD (-MaxCost) 1.00 is spent", error.Message);
    }

    [Fact]
    public async Task A_call_waits_for_calls_under_way_that_may_leave_room()
    {
        Budget budget = new("-MaxCost", 1);
        Budget.Reservation first = await budget.ReserveAsync(0.7m, "USD", false, Token);
        Task<Budget.Reservation> second = budget.ReserveAsync(0.7m, "USD", false, Token);
        Assert.False(second.IsCompleted);
        first.Settle(0.2m);
        (await second).Settle(0.7m);
        Assert.Equal(0.9m, budget.Spent);
    }

    [Fact]
    public async Task A_call_that_waits_in_vain_is_refused()
    {
        Budget budget = new("-MaxCost", 1);
        Budget.Reservation first = await budget.ReserveAsync(0.7m, "USD", false, Token);
        Task<Budget.Reservation> second = budget.ReserveAsync(0.7m, "USD", false, Token);
        first.Settle(0.7m);
        Assert.Equal("BudgetExceeded", (await Assert.ThrowsAsync<BedrockException>(() => second)).Code);
    }

    [Fact]
    public async Task A_stream_is_not_waited_for_because_its_reader_may_be_who_waits()
    {
        Budget budget = new("-MaxCost", 1);
        Budget.Reservation stream = await budget.ReserveAsync(0.7m, "USD", true, Token);
        BedrockException error = await Assert.ThrowsAsync<BedrockException>(() => budget.ReserveAsync(0.7m, "USD", false, Token));
        Assert.Contains("0.70 reserved for calls under way", error.Message);
        stream.Settle(0);
    }

    [Fact]
    public async Task Waiting_ends_when_it_is_cancelled()
    {
        Budget budget = new("-MaxCost", 1);
        Budget.Reservation first = await budget.ReserveAsync(1, "USD", false, Token);
        using CancellationTokenSource stop = new();
        Task<Budget.Reservation> second = budget.ReserveAsync(1, "USD", false, stop.Token);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        first.Settle(0);
    }

    [Fact]
    public async Task Calls_made_at_once_never_overshoot_together()
    {
        Budget budget = new("-MaxCost", 10);
        Random random = new(7);
        (decimal Most, decimal Actual)[] calls =
            [.. Enumerable.Range(0, 500).Select(_ => (decimal)random.Next(1, 100) / 100).Select(most => (most, most * random.Next(0, 101) / 100))];
        int sent = 0;
        decimal spent = 0;
        await Task.WhenAll(calls.Select(call => Task.Run(async () =>
        {
            try
            {
                Budget.Reservation held = await budget.ReserveAsync(call.Most, "USD", false, Token);
                await Task.Yield();
                held.Settle(call.Actual);
                Interlocked.Increment(ref sent);
                lock (budget)
                {
                    spent += call.Actual;
                }
            }
            catch (BedrockException exception) when (exception.Code == "BudgetExceeded")
            {
                // The rest of them.
            }
        })));

        Assert.Equal(spent, budget.Spent);
        Assert.InRange(budget.Spent, 9, 10);
        Assert.InRange(sent, 15, 499);
    }

    [Fact]
    public async Task A_budget_counts_in_one_currency()
    {
        Budget budget = new("-MaxCost", 10);
        (await budget.ReserveAsync(1, "USD", false, Token)).Settle(1);
        BedrockException error = await Assert.ThrowsAsync<BedrockException>(() => budget.ReserveAsync(1, "CNY", false, Token));
        Assert.Equal("PriceUnknown", error.Code);
        budget.Clear();
        (await budget.ReserveAsync(1, "CNY", false, Token)).Settle(1);
        Assert.Equal(1, budget.Spent);
    }

    [Fact]
    public void A_ledger_shows_calls_without_a_price_beside_those_that_have_one()
    {
        UsageLedger ledger = new();
        ModelPrice price = new() { InputPerMillion = 1 };
        TokenUsage usage = new() { InputTokens = 1_000_000 };
        ledger.Add("b", usage, CallCost.Of(price, usage));
        ledger.Add("b", usage, null);
        ledger.Add("a", null, null);

        IReadOnlyList<ModelUsage> sums = ledger.ByModel(static _ => true);
        ModelUsage total = Assert.Single(ledger.Total(static _ => true));

        Assert.Equal([("a", 1L, 0L, null, 1L), ("b", 2L, 2_000_000L, 1m, 1L)], sums.Select(sum => (sum.Model, sum.Calls, sum.InputTokens, sum.Cost, sum.UnpricedCalls)));
        Assert.Equal(("(all)", 3, 1m, "USD", 2), (total.Model, total.Calls, total.Cost, total.Currency, total.UnpricedCalls));
        Assert.Equal(1, Assert.Single(ledger.Total(static model => model == "a")).Calls);
    }

    [Fact]
    public void A_ledger_never_adds_two_currencies()
    {
        UsageLedger ledger = new();
        TokenUsage usage = new() { InputTokens = 1_000_000 };
        ledger.Add("m", usage, CallCost.Of(new ModelPrice { InputPerMillion = 1 }, usage));
        ledger.Add("m", usage, CallCost.Of(new ModelPrice { InputPerMillion = 7, Currency = "CNY" }, usage));
        Assert.Equal([("CNY", 7m), ("USD", 1m)], ledger.Total(static _ => true).Select(sum => (sum.Currency, sum.Cost!.Value)));
    }
}
