using System.Management.Automation;
using BedrockPS.Completers;

namespace BedrockPS.Cmdlets;

/// <summary>Lists the offers of models: prices, legal terms, duration, and the token Approve-BRModelAgreement agrees with.</summary>
[Cmdlet(VerbsCommon.Get, "BRModelAgreement")]
[Calls("bedrock", "ListFoundationModelAgreementOffers")]
[OutputType(typeof(ModelAgreement))]
public sealed class GetBRModelAgreementCommand : ModelAccessCmdlet
{
    /// <summary>Model ids, short names, inference profiles or ARNs, with wildcards.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Id", "ModelId")]
    [ArgumentCompleter(typeof(ModelCompleter))]
    [SupportsWildcards]
    [ResourceId]
    public string[] Model { get; set; } = null!;

    /// <summary>PUBLIC, or ALL for the account's private offers too.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(OfferTypeCompleter))]
    public string? OfferType { get; set; }

    private protected override string[]? Names => Model;

    protected override void Process() => ForEachModel(model =>
    {
        foreach (ModelAgreement offer in Wait(Access.OffersAsync(model, OfferType?.ToUpperInvariant(), StopToken)))
        {
            WriteObject(offer);
        }
    });
}
