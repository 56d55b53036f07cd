using System.Management.Automation;
using BedrockPS.Completers;

namespace BedrockPS.Cmdlets;

/// <summary>Agrees to a model's terms for the account. PowerShell shows the terms and asks first, unless -Force or -Confirm:$false is given.</summary>
[Cmdlet(VerbsLifecycle.Approve, "BRModelAgreement", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[Calls("bedrock", "CreateFoundationModelAgreement", "ListFoundationModelAgreementOffers", "GetFoundationModelAvailability")]
[OutputType(typeof(ModelAccess))]
public sealed class ApproveBRModelAgreementCommand : ModelAccessCmdlet
{
    /// <summary>Model ids, short names, inference profiles or ARNs.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Id", "ModelId")]
    [ArgumentCompleter(typeof(ModelCompleter))]
    [ResourceId]
    public string[] Model { get; set; } = null!;

    /// <summary>Token of the offer, which objects of Get-BRModelAgreement bring along; needed where a model has more than one.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? OfferToken { get; set; }

    /// <summary>Agrees without asking.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Writes the access as it then is; an agreement may take minutes to hold.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override string[]? Names => Model;

    protected override void Process() => ForEachModel(model =>
    {
        if (Agree(model, OfferToken, Force) && PassThru)
        {
            WriteObject(Wait(Access.GetAsync(model, StopToken)));
        }
    });
}
