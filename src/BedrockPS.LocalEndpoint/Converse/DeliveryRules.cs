using System.Collections.Generic;
using BedrockPS.Local.Catalogue;
using BedrockPS.Local.Serving;

namespace BedrockPS.Local.Converse;

/// <summary>Which models are served faster, earlier or cheaper.</summary>
internal static class DeliveryRules
{
    /// <param name="model">The model that is asked.</param>
    /// <param name="input">Members of an inference operation: in Converse structures, in InvokeModel headers.</param>
    /// <exception cref="ServiceFault">ValidationException.</exception>
    public static void Check(CatalogueModel model, Dictionary<string, object?> input)
    {
        string? latency = input.Text("performanceConfigLatency") ?? input.Map("performanceConfig")?.Text("latency");
        string? tier = TierOf(input);
        if (latency == "optimized" && !model.Can("latency"))
        {
            throw ServiceFault.Validation($"Latency performance configuration is not supported for {model.Id}. Use standard and try again.");
        }

        bool isSpecial = tier is "priority" or "flex" or "reserved";
        if (isSpecial && !model.Can("tiers"))
        {
            throw ServiceFault.Validation($"The service tier {tier} is not supported for {model.Id}. Use default and try again.");
        }

        if (isSpecial && latency == "optimized")
        {
            throw ServiceFault.Validation($"Optimized latency cannot be combined with the service tier {tier}.");
        }
    }

    public static string? TierOf(Dictionary<string, object?> input) => input.Text("serviceTier") ?? input.Map("serviceTier")?.Text("type");
}
