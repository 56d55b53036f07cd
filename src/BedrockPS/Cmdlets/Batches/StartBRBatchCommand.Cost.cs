using System.Collections.Generic;
using System.Globalization;
using BedrockPS.Batches;
using BedrockPS.Cost;
using BedrockPS.Defaults;

namespace BedrockPS.Cmdlets;

/// <content>What all records may cost together, before a job is started.</content>
public sealed partial class StartBRBatchCommand
{
    private readonly List<Budget.Reservation> _reserved = [];

    /// <summary>Somebody wants to know the cost, or limits it.</summary>
    private bool IsCounted => EstimateOnly || MaxCost is not null || SessionDefaults.Current.Values.MaxCost is not null;

    private BatchCost NewCost(string modelId) => new(Prices, modelId, Api.Region);

    private void WriteTotal()
    {
        if (_cost is not null)
        {
            WriteObject(_cost.ToEstimate());
        }
    }

    /// <summary>Holds back what the records may cost.</summary>
    /// <exception cref="BedrockException">BudgetExceeded, PriceUnknown, MaxTokensNeeded, CostUnbounded.</exception>
    private void Reserve(BatchRun run)
    {
        CostSession session = CostSession.Current;
        session.Budget.Limit = SessionDefaults.Current.Values.MaxCost;
        if (!IsCounted)
        {
            return;
        }

        if (_cost is null)
        {
            throw new BedrockException(
                "CostUnbounded", string.Format(CultureInfo.InvariantCulture, "What the {0} records of this run cost is not known without the input.", run.Count))
            {
                RecommendedAction = "Give the same command with the same input and -JournalPath, or lift the limit of the session with Set-BRDefault.",
            };
        }

        (decimal amount, string currency) = _cost.AtMost();
        if (MaxCost is decimal limit)
        {
            _reserved.Add(base.Wait(new Budget(Budget.OfCommand, limit).ReserveAsync(amount, currency, isStream: false, StopToken)));
        }

        _reserved.Add(base.Wait(session.Budget.ReserveAsync(amount, currency, isStream: false, StopToken)));
    }

    /// <summary>Jobs that were started are taken for what they may cost at most: what they do cost is known much later.</summary>
    private void Settle(bool isStarted)
    {
        foreach (Budget.Reservation reservation in _reserved)
        {
            reservation.Settle(isStarted ? reservation.Amount : 0);
        }

        _reserved.Clear();
    }
}
