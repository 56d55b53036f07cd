using System;

namespace BedrockPS;

/// <summary>Whether an account may use a model in a region, as the service sees it. Prints as model and status.</summary>
public sealed class ModelAccess
{
    /// <summary>Id such as amazon.nova-lite-v1:0.</summary>
    public string Model { get; set; } = "";

    /// <summary>What the four others come to.</summary>
    public ModelAccessStatus Status { get; set; }

    /// <summary>AVAILABLE or NOT_AVAILABLE.</summary>
    public string RegionAvailability { get; set; } = "";

    /// <summary>AVAILABLE, PENDING, NOT_AVAILABLE or ERROR.</summary>
    public string Agreement { get; set; } = "";

    /// <summary>AUTHORIZED or NOT_AUTHORIZED.</summary>
    public string Authorization { get; set; } = "";

    /// <summary>AVAILABLE or NOT_AVAILABLE.</summary>
    public string Entitlement { get; set; } = "";

    /// <summary>What the service says of an agreement that failed.</summary>
    public string? Message { get; set; }

    public string Region { get; set; } = "";

    public override string ToString() => $"{Model}: {Status}";

    /// <summary>The first of the four that stands in the way.</summary>
    internal static ModelAccessStatus Sum(string region, string authorization, string agreement, string entitlement) =>
        region != "AVAILABLE" ? ModelAccessStatus.NotInRegion
        : authorization != "AUTHORIZED" ? ModelAccessStatus.NotAuthorized
        : agreement == "PENDING" ? ModelAccessStatus.AgreementPending
        : agreement == "ERROR" ? ModelAccessStatus.AgreementFailed
        : agreement != "AVAILABLE" ? ModelAccessStatus.AgreementNeeded
        : entitlement != "AVAILABLE" ? ModelAccessStatus.NotEntitled
        : ModelAccessStatus.Available;
}
