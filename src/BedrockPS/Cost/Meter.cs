using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Inference;

namespace BedrockPS.Cost;

/// <summary>Begins metered calls: holds back what a call may cost in every budget with a limit, before it is sent.</summary>
internal sealed class Meter
{
    /// <summary>The tier of calls with -Latency optimized.</summary>
    public const string Optimized = "latency-optimized";

    private readonly PriceBook _prices;
    private readonly IReadOnlyList<Budget> _budgets;
    private readonly Func<string?> _region;
    private readonly TokenMeter? _tokens;

    /// <param name="session">Where calls are counted.</param>
    /// <param name="prices">What they cost.</param>
    /// <param name="budgets">The budgets they draw on, beside the session's; always in the same order.</param>
    /// <param name="region">Tells the region of the calls, or null.</param>
    /// <param name="tokens">Counts a request whose bound does not fit, which may yet; null: it does not fit.</param>
    public Meter(CostSession session, PriceBook prices, IEnumerable<Budget> budgets, Func<string?> region, TokenMeter? tokens)
    {
        Ledger = session.Ledger;
        _prices = prices;
        _budgets = [.. budgets, session.Budget];
        _region = region;
        _tokens = tokens;
    }

    public UsageLedger Ledger { get; }

    /// <summary>Each input names its model: that one has no price says nothing of the next.</summary>
    public bool HasManyModels { get; init; }

    private bool IsGuarded => _budgets.Any(static budget => budget.Limit is not null);

    /// <exception cref="BedrockException">BudgetExceeded, PriceUnknown or CostUnbounded: the call must not be made.</exception>
    public async Task<MeteredCall> BeginAsync(InferenceRequest request, bool isStream, CancellationToken cancellationToken)
    {
        MeteredCall call = new(this, request.ModelId, TierOf(request), request.PromptCache is not null, request.PromptCache?.Ttl, isStream);
        if (IsGuarded)
        {
            if (request.IsManagedPrompt)
            {
                throw Unbounded("Model, text and limits of a managed prompt lie in the service, so the cost of asking it has no bound here.");
            }

            call.OutputBound = OutputLimit.Of(request) ?? throw OutputLimit.Needed(
                request, "The answer's length is not limited, so neither is its cost: a cost limit needs a limit of tokens.");
            RequestSize size = RequestSize.Of(request);
            await HoldAsync(
                call, size, () => _tokens?.CountAsync(request, cancellationToken), cancellationToken).ConfigureAwait(false);
        }

        return call;
    }

    /// <summary>Begins a call with a body in the model's own format.</summary>
    /// <param name="body">The body.</param>
    /// <param name="modelId">The model.</param>
    /// <param name="delivery">Tier and latency of the call.</param>
    /// <param name="output">Tokens of the answer at most; null: what the body itself says.</param>
    /// <exception cref="BedrockException">BudgetExceeded, PriceUnknown or CostUnbounded: the call must not be made.</exception>
    public async Task<MeteredCall> BeginAsync(
        NativeBody body, string modelId, InferenceRequest delivery, long? output, bool isStream, CancellationToken cancellationToken)
    {
        MeteredCall call = new(this, modelId, TierOf(delivery), usesCache: false, null, isStream) { Images = body.Images };
        if (body.Images > 0)
        {
            await ReserveAsync(call, modelId, cancellationToken).ConfigureAwait(false);
        }
        else if (IsGuarded)
        {
            call.OutputBound = output ?? OutputLimit.OfBody(body.Bytes) ?? throw Unbounded(
                "The body does not limit the answer's length, so its cost has no bound: -MaxCost needs a body that says it, such as max_tokens.");
            await HoldAsync(
                call, RequestSize.OfBody(body.Bytes), () => _tokens?.CountAsync(body.Bytes, modelId, cancellationToken), cancellationToken).ConfigureAwait(false);
        }

        return call;
    }

    /// <summary>Begins a call to a rerank model, which is paid by the query.</summary>
    /// <param name="modelId">The model.</param>
    /// <param name="queries">How many the call counts as at most.</param>
    /// <param name="cancellationToken">Ends the wait for room in a budget.</param>
    /// <exception cref="BedrockException">BudgetExceeded or PriceUnknown: the call must not be made.</exception>
    public async Task<MeteredCall> BeginQueriesAsync(string modelId, long queries, CancellationToken cancellationToken)
    {
        MeteredCall call = new(this, modelId, null, usesCache: false, null, isStream: false) { Queries = queries };
        await ReserveAsync(call, modelId, cancellationToken).ConfigureAwait(false);
        return call;
    }

    /// <summary>The price tier of a request; null: the default one.</summary>
    public static string? TierOf(InferenceRequest request) =>
        request.Latency == "optimized" ? Optimized : PriceRow.TierOf(request.ServiceTier);

    public CallCost? CostOf(MeteredCall call, string model, TokenUsage usage)
    {
        if (call.Images > 0)
        {
            return CallCost.OfImages(_prices.Find(model, Region(), call.Tier, 0), call.Images);
        }

        long input = usage.InputTokens + usage.CacheReadInputTokens + usage.CacheWriteInputTokens;
        // No tokens at all means that the service did not say, not that it was free.
        return input + usage.OutputTokens + usage.Queries == 0 ? null : CallCost.Of(_prices.Find(model, Region(), call.Tier, input), usage, call.CacheTtl);
    }

    /// <summary>Reserves what a call to a model can cost; the call's earlier reservations are given back.</summary>
    public async Task ReserveAsync(MeteredCall call, string modelId, CancellationToken cancellationToken)
    {
        if (!IsGuarded)
        {
            return;
        }

        try
        {
            await ReserveAllAsync(call, modelId, cancellationToken).ConfigureAwait(false);
        }
        catch (BedrockException exception) when (HasManyModels && exception.Code == "PriceUnknown")
        {
            exception.EndsPipeline = false;
            throw;
        }
    }

    private async Task ReserveAllAsync(MeteredCall call, string modelId, CancellationToken cancellationToken)
    {
        CallCost most = call.Images > 0
            ? _prices.ForImages(modelId, Region(), call.Tier, call.Images)
            : _prices.AtMost(modelId, Region(), call.Tier, call.InputBound, call.OutputBound, call.UsesCache, call.CacheTtl, call.Queries);
        call.Release();
        foreach (Budget budget in _budgets)
        {
            try
            {
                call.Add(await budget.ReserveAsync(most.Amount, most.Currency, call.IsStream, cancellationToken).ConfigureAwait(false));
            }
            catch (Exception)
            {
                call.Release();
                throw;
            }
        }
    }

    /// <summary>Counts a call that reserved nothing in budgets without a limit: one may be set later.</summary>
    public void Count(CallCost cost)
    {
        foreach (Budget budget in _budgets)
        {
            budget.Add(cost.Amount, cost.Currency);
        }
    }

    private async Task HoldAsync(MeteredCall call, RequestSize size, Func<Task<TokenCount>?> count, CancellationToken cancellationToken)
    {
        BedrockException? refusal = null;
        if (size.Bound is long bound)
        {
            try
            {
                call.InputBound = bound;
                await ReserveAsync(call, call.ModelId, cancellationToken).ConfigureAwait(false);
                return;
            }
            catch (BedrockException exception) when (exception.Code == "BudgetExceeded")
            {
                refusal = exception;
            }
        }

        // The bound is generous; the model's own count, where it gives one, is not.
        Task<TokenCount>? counting = count();
        TokenCount? counted = counting is null ? null : await counting.ConfigureAwait(false);
        if (counted is null or { IsEstimate: true })
        {
            throw refusal ?? Unbounded($"The size of the request is not known here, so its cost has no bound. {size.Note}");
        }

        call.InputBound = counted.InputTokens;
        await ReserveAsync(call, call.ModelId, cancellationToken).ConfigureAwait(false);
    }

    private string? Region()
    {
        try
        {
            return _region();
        }
        catch (BedrockException)
        {
            // Prices for any region still hold.
            return null;
        }
    }

    private static BedrockException Unbounded(string message) => new("CostUnbounded", message);
}
