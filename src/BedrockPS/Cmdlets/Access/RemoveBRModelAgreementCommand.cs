using System.Management.Automation;
using BedrockPS.Completers;

namespace BedrockPS.Cmdlets;

/// <summary>Ends the account's agreement to a model's terms; calls of the model then fail. PowerShell asks first.</summary>
[Cmdlet(VerbsCommon.Remove, "BRModelAgreement", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[Calls("bedrock", "DeleteFoundationModelAgreement")]
[OutputType(typeof(void))]
public sealed class RemoveBRModelAgreementCommand : ModelAccessCmdlet
{
    /// <summary>Model ids, short names, inference profiles or ARNs.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Id", "ModelId")]
    [ArgumentCompleter(typeof(ModelCompleter))]
    [ResourceId]
    public string[] Model { get; set; } = null!;

    /// <summary>Removes without asking.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    private protected override string[]? Names => Model;

    protected override void Process() => ForEachModel(model =>
    {
        if (IsSpared(Force) || ShouldProcess($"agreement for {model} in {Api.Region}", "DeleteFoundationModelAgreement"))
        {
            Wait(Access.EndAsync(model, StopToken));
        }
    });
}
