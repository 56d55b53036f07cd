using System.Collections.Generic;
using System.Management.Automation;
using BedrockPS.Cost;
using BedrockPS.Inference;

namespace BedrockPS.Cmdlets;

/// <content>Cost: what calls may cost, and what they did.</content>
public abstract partial class InferenceCmdlet
{
    private Budget? _budget;

    /// <summary>
    /// The most all calls of this command may cost together, in the currency of the price table. Ends the pipeline before the call
    /// that could exceed it; needs a known price and a limit of tokens.
    /// </summary>
    [Parameter]
    [ValidateRangeOrNull(0, 1_000_000_000)]
    public decimal? MaxCost { get; set; }

    /// <summary>A budget the calls draw on beside that of the command and that of the session.</summary>
    private protected virtual Budget? KeptBudget => null;

    /// <summary>Counts and guards the calls of the connection now in force.</summary>
    private protected Meter Meter
    {
        get
        {
            List<Budget> budgets = [];
            if (MaxCost is decimal limit)
            {
                budgets.Add(_budget ??= new Budget(Budget.OfCommand, limit));
            }

            if (KeptBudget is Budget kept)
            {
                budgets.Add(kept);
            }

            return NewMeter(Api, budgets);
        }
    }

    partial void WrapMeter(ref IModelCaller caller) => caller = new MeteredCaller(caller, Meter);

    /// <summary>Writes what a request would take instead of sending it.</summary>
    private protected void WriteEstimate(InferenceRequest request, object? inputObject)
    {
        RequestSize size = RequestSize.Of(request);
        CostEstimate estimate = new()
        {
            Model = request.ModelId,
            InputTokens = size.Estimate,
            MaxOutputTokens = OutputLimit.Of(request),
            Note = size.Note,
            InputObject = inputObject,
        };
        Price(estimate, request);
        WriteObject(estimate);
    }

    private void Price(CostEstimate estimate, InferenceRequest request)
    {
        ModelPrice? price = Prices.Find(request.ModelId, RegionOrNull(), Meter.TierOf(request), estimate.InputTokens);
        TokenUsage usage = new() { InputTokens = estimate.InputTokens };
        CallCost? least = CallCost.Of(price, usage);
        estimate.MinCost = least?.Amount;
        estimate.Currency = least?.Currency;
        if (estimate.MaxOutputTokens is long output)
        {
            usage.OutputTokens = output;
            estimate.MaxCost = CallCost.Of(price, usage)?.Amount;
        }
    }

    private string? RegionOrNull()
    {
        try
        {
            return Api.Region;
        }
        catch (BedrockException)
        {
            return null;
        }
    }
}
