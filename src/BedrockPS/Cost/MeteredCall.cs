using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Engine;

namespace BedrockPS.Cost;

/// <summary>
/// One call, from its reservation to its settlement. Completed, it is counted with its cost; failed before it could be charged, it
/// leaves no trace; broken off, it is counted without a cost, and what it reserved is taken for spent.
/// </summary>
internal sealed class MeteredCall : IDisposable
{
    private readonly Meter _meter;
    private readonly List<Budget.Reservation> _reservations = [];
    private int _settled;
    private bool _isSent;

    public MeteredCall(Meter meter, string modelId, string? tier, bool usesCache, string? cacheTtl, bool isStream)
    {
        _meter = meter;
        ModelId = modelId;
        Tier = tier;
        UsesCache = usesCache;
        CacheTtl = cacheTtl;
        IsStream = isStream;
    }

    public string ModelId { get; private set; }

    public string? Tier { get; private set; }

    public bool UsesCache { get; }

    public string? CacheTtl { get; }

    public bool IsStream { get; }

    /// <summary>Pictures asked for; 0: the call is paid for by its tokens.</summary>
    public int Images { get; set; }

    public long InputBound { get; set; }

    public long OutputBound { get; set; }

    /// <summary>Queries of a rerank model, which has no tokens.</summary>
    public long Queries { get; set; }

    /// <summary>The call is sent now; to an inference profile instead, it may be, whose price is another.</summary>
    public async Task CallingAsync(string modelId, CancellationToken cancellationToken)
    {
        if (modelId != ModelId)
        {
            await _meter.ReserveAsync(this, modelId, cancellationToken).ConfigureAwait(false);
            ModelId = modelId;
        }

        _isSent = true;
    }

    /// <summary>Settles a call that was answered.</summary>
    /// <param name="model">Model or inference profile that answered.</param>
    /// <param name="usage">Its tokens.</param>
    /// <returns>Null when the price is not known.</returns>
    /// <param name="servedBy">The tier that served it, where the service says so; it need not be the one asked for.</param>
    public CallCost? Complete(string model, TokenUsage usage, string? servedBy = null)
    {
        if (!Begin())
        {
            return null;
        }

        Tier = servedBy is null || Tier == Meter.Optimized ? Tier : PriceRow.TierOf(servedBy);
        CallCost? cost = _meter.CostOf(this, model, usage);
        _meter.Ledger.Add(model, usage, cost);
        if (_reservations.Count == 0 && cost is not null)
        {
            _meter.Count(cost);
        }

        foreach (Budget.Reservation reservation in _reservations)
        {
            reservation.Settle(cost?.Amount ?? reservation.Amount);
        }

        return cost;
    }

    /// <summary>Settles a call that failed before its answer began.</summary>
    public void Fail(Exception exception)
    {
        if (_isSent && MayBeCharged(exception))
        {
            Dispose();
        }
        else if (Begin())
        {
            Release();
        }
    }

    /// <summary>Gives back what is reserved.</summary>
    public void Release()
    {
        foreach (Budget.Reservation reservation in _reservations)
        {
            reservation.Settle(0);
        }

        _reservations.Clear();
    }

    public void Add(Budget.Reservation reservation) => _reservations.Add(reservation);

    /// <summary>Ends a call whose answer broke off, if it has not been settled: it is charged, and nobody said how much.</summary>
    public void Dispose()
    {
        if (Begin())
        {
            _meter.Ledger.Add(ModelId, null, null);
            foreach (Budget.Reservation reservation in _reservations)
            {
                reservation.Settle(reservation.Amount);
            }
        }
    }

    private bool Begin() => Interlocked.Exchange(ref _settled, 1) == 0;

    private static bool MayBeCharged(Exception exception) => exception switch
    {
        BedrockException { Code: "Timeout" or "IdleTimeout" or "ResponseUnreadable" or "StreamTruncated" or "StreamCorrupt" } => true,
        BedrockException { InnerException: EngineException failure } => failure.WasSent,
        BedrockException => false,
        _ => true,
    };
}
