using System;
using System.Linq;

namespace BedrockPS.Resources;

/// <summary>The states something goes through that takes its time. Whatever is neither under way nor failed is done.</summary>
internal sealed class ResourceStates
{
    /// <summary>Member that tells the state.</summary>
    public string Member { get; init; } = "status";

    /// <summary>States in which waiting goes on.</summary>
    public string[] Busy { get; init; } = [];

    /// <summary>States that end it without what was wanted.</summary>
    public string[] Failed { get; init; } = [];

    /// <summary>States that somebody's wish to stop it led to.</summary>
    public string[] Stopped { get; init; } = [];

    /// <summary>Members that say why it failed; the first that says something counts.</summary>
    public string[] Reason { get; init; } = ["failureMessage"];

    public bool IsBusy(string? state) => Has(Busy, state);

    public bool IsFailed(string? state) => Has(Failed, state);

    public bool IsStopped(string? state) => Has(Stopped, state);

    private static bool Has(string[] states, string? state) => states.Contains(state, StringComparer.OrdinalIgnoreCase);
}
