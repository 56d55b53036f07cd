using System;
using System.Collections.Generic;
using System.Globalization;
using System.Threading;
using System.Threading.Tasks;

namespace BedrockPS.Cost;

/// <summary>
/// An amount that calls may cost together. A call reserves the most it can cost before it is sent, and settles what it did cost
/// afterwards, so that calls made at the same time cannot overshoot together.
/// </summary>
internal sealed class Budget
{
    private readonly object _lock = new();
    private readonly string _name;
    private readonly List<TaskCompletionSource<bool>> _waiting = [];
    private decimal _spent;
    private decimal _reserved;
    private decimal _streaming;
    private string? _currency;

    /// <summary>The name of a budget that one command was given.</summary>
    public const string OfCommand = "-MaxCost";

    /// <param name="name">How an error calls it: -MaxCost.</param>
    /// <param name="limit">Null: no limit, only counted.</param>
    public Budget(string name, decimal? limit = null)
    {
        _name = name;
        Limit = limit;
    }

    public decimal? Limit { get; set; }

    /// <summary>Settled cost of the calls so far.</summary>
    public decimal Spent
    {
        get
        {
            lock (_lock)
            {
                return _spent;
            }
        }
    }

    /// <summary>
    /// Holds back what a call may cost. Waits while it could still fit, once whole calls under way have settled for less than they
    /// reserved. A stream's end is not waited for: the reader of the stream may be who waits here.
    /// </summary>
    /// <exception cref="BedrockException">BudgetExceeded: it cannot fit. PriceUnknown: it is in another currency.</exception>
    public async Task<Reservation> ReserveAsync(decimal amount, string currency, bool isStream, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task change;
            lock (_lock)
            {
                CheckCurrency(currency);
                if (Limit is not decimal limit || _spent + _streaming + _reserved + amount <= limit)
                {
                    Hold(amount, isStream);
                    return new Reservation(this, amount, isStream);
                }

                if (_spent + _streaming + amount > limit)
                {
                    throw Exceeded(amount, limit);
                }

                TaskCompletionSource<bool> settled = new(TaskCreationOptions.RunContinuationsAsynchronously);
                _waiting.Add(settled);
                change = settled.Task;
            }

            await WaitAsync(change, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Counts what a call cost that reserved nothing.</summary>
    public void Add(decimal amount, string currency)
    {
        lock (_lock)
        {
            // A budget counts in one currency, that of its first price.
            _currency ??= currency;
            if (_currency == currency)
            {
                _spent += amount;
            }
        }
    }

    /// <summary>Forgets what was spent; what is under way stays reserved.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            _spent = 0;
            _currency = _reserved + _streaming > 0 ? _currency : null;
            WakeAll();
        }
    }

    private void Settle(decimal reserved, bool isStream, decimal actual)
    {
        lock (_lock)
        {
            Hold(-reserved, isStream);
            _spent += actual;
            WakeAll();
        }
    }

    private void Hold(decimal amount, bool isStream)
    {
        if (isStream)
        {
            _streaming += amount;
        }
        else
        {
            _reserved += amount;
        }
    }

    private void WakeAll()
    {
        foreach (TaskCompletionSource<bool> waiting in _waiting)
        {
            waiting.TrySetResult(true);
        }

        _waiting.Clear();
    }

    private void CheckCurrency(string currency)
    {
        if (Limit is not null && _currency is not null && _currency != currency)
        {
            throw new BedrockException("PriceUnknown", $"The price of this call is in {currency}, and {_name} counts in {_currency}.");
        }

        _currency ??= currency;
    }

    private BedrockException Exceeded(decimal amount, decimal limit)
    {
        FormattableString message =
            $"The next call could cost up to {amount:0.00######} {_currency}, and of {limit:0.00######} {_currency} ({_name}) {_spent:0.00######} is spent";
        FormattableString held = $" and {_streaming + _reserved:0.00######} reserved for calls under way";
        BedrockException error = new(
            "BudgetExceeded",
            message.ToString(CultureInfo.InvariantCulture) + (_streaming + _reserved > 0 ? held.ToString(CultureInfo.InvariantCulture) : "") + ". It was not sent.");
        if (_name == OfCommand)
        {
            error.RecommendedAction = "Give a higher -MaxCost or a lower -MaxTokens, or fewer inputs.";
        }

        return error;
    }

    private static async Task WaitAsync(Task change, CancellationToken cancellationToken)
    {
        TaskCompletionSource<bool> stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
        using (cancellationToken.Register(() => stopped.TrySetResult(true)))
        {
            await Task.WhenAny(change, stopped.Task).ConfigureAwait(false);
        }

        cancellationToken.ThrowIfCancellationRequested();
    }

    /// <summary>What one call holds back; settled once.</summary>
    internal sealed class Reservation
    {
        private readonly bool _isStream;
        private Budget? _budget;

        public Reservation(Budget budget, decimal amount, bool isStream)
        {
            _budget = budget;
            Amount = amount;
            _isStream = isStream;
        }

        public decimal Amount { get; }

        /// <param name="actual">What the call did cost; 0 for one that is not charged.</param>
        public void Settle(decimal actual) => Interlocked.Exchange(ref _budget, null)?.Settle(Amount, _isStream, actual);
    }
}
