using System.Collections.Generic;
using BedrockPS.Cost;
using BedrockPS.Defaults;
using BedrockPS.Protocol;

namespace BedrockPS.Cmdlets;

/// <content>Cost: every call to a model is counted, and draws on the session's budget.</content>
public abstract partial class ConnectedCmdlet
{
    private PriceBook? _prices;

    private protected PriceBook Prices => _prices ??= new PriceBook(CostSession.Current, Log.AddWarning);

    /// <summary>Counts and guards calls.</summary>
    /// <param name="api">The connection they are made on.</param>
    /// <param name="budgets">What they draw on beside the session's budget.</param>
    private protected Meter NewMeter(ApiClient api, params IEnumerable<Budget> budgets)
    {
        CostSession session = CostSession.Current;
        session.Budget.Limit = SessionDefaults.Current.Values.MaxCost;
        return new Meter(session, Prices, budgets, () => api.Region, new TokenMeter(api, Log.Add)) { HasManyModels = HasManyModels };
    }

    /// <summary>The input in hand names the model, so that the next may name another.</summary>
    private protected virtual bool HasManyModels => false;
}
