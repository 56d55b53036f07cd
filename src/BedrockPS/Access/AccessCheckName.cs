using System.Collections.Generic;

namespace BedrockPS.Access;

/// <summary>The checks, in the order they are made.</summary>
internal static class AccessCheckName
{
    public const string Region = "Region";
    public const string Identity = "Identity";
    public const string Model = "Model";
    public const string Lifecycle = "Lifecycle";
    public const string Availability = "Availability";
    public const string Agreement = "Agreement";
    public const string InferenceProfile = "InferenceProfile";
    public const string Policy = "Policy";
    public const string Call = "Call";

    /// <summary>Those that need to know which model is meant.</summary>
    public static IReadOnlyList<string> OfModel { get; } = [Lifecycle, Availability, Agreement, InferenceProfile, Policy, Call];
}
