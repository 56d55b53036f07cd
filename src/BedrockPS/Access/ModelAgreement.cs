namespace BedrockPS;

/// <summary>Terms under which a model is offered. Prints as its offer's id.</summary>
public sealed class ModelAgreement
{
    /// <summary>Model the offer is for.</summary>
    public string Model { get; set; } = "";

    public string OfferId { get; set; } = "";

    /// <summary>What Approve-BRModelAgreement agrees with; it changes with the offer.</summary>
    public string OfferToken { get; set; } = "";

    /// <summary>Address of the legal terms.</summary>
    public string? TermsUrl { get; set; }

    /// <summary>Prices: what is counted, the price and its unit.</summary>
    public string[] Price { get; set; } = [];

    /// <summary>How long the agreement holds, where it ends.</summary>
    public string? Duration { get; set; }

    public string? RefundPolicy { get; set; }

    public string Region { get; set; } = "";

    public override string ToString() => OfferId;
}
