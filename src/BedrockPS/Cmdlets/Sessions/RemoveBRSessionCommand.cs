using System.Management.Automation;
using BedrockPS.Completers;
using BedrockPS.Resources;

namespace BedrockPS.Cmdlets;

/// <summary>Removes sessions with all that is in them. One that is open has to be ended first, with Stop-BRSession.</summary>
[Cmdlet(VerbsCommon.Remove, "BRSession", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(void))]
public sealed class RemoveBRSessionCommand : RemoveResourceCmdlet
{
    /// <summary>Ids or ARNs.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("SessionArn", "SessionIdentifier")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ResourceId]
    public string[] SessionId { get; set; } = null!;

    private protected override ResourceType Type => ResourceTypes.Session;

    private protected override string? ConflictAdvice => "End it first, with Stop-BRSession.";
}
