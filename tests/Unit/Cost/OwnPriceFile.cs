using System;
using System.IO;
using System.Runtime.CompilerServices;

namespace BedrockPS.Unit.Cost;

/// <summary>Tests know no prices but their own, whatever the user who runs them has imported.</summary>
internal static class OwnPriceFile
{
    public const string Variable = "BEDROCKPS_PRICE_FILE";

    [ModuleInitializer]
    internal static void PointAway() =>
        Environment.SetEnvironmentVariable(Variable, Path.Combine(Path.GetTempPath(), $"bedrockps-no-prices-{Guid.NewGuid():N}", "prices.json"));
}
