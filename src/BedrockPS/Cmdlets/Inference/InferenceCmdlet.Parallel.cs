using BedrockPS.Inference;
using BedrockPS.Parallelism;

namespace BedrockPS.Cmdlets;

/// <content>Rates and shared throttling, where a command has them.</content>
public abstract partial class InferenceCmdlet
{
    /// <summary>Where calls wait for their turn; null: each for itself.</summary>
    private protected virtual CallGates? Gates => null;

    partial void WrapRates(ref IModelCaller caller)
    {
        if (Gates is CallGates gates)
        {
            caller = new GatedCaller(caller, gates, Api.Settings);
        }
    }
}
