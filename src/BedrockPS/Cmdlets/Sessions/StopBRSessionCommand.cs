using System.Management.Automation;
using BedrockPS.Completers;
using BedrockPS.Resources;

namespace BedrockPS.Cmdlets;

/// <summary>Ends sessions. What is in them can still be read, and nothing can be added any more.</summary>
[Cmdlet(VerbsLifecycle.Stop, "BRSession", SupportsShouldProcess = true)]
[OutputType(typeof(void))]
public sealed class StopBRSessionCommand : ResourceActionCmdlet
{
    /// <summary>Ids or ARNs.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("SessionArn", "SessionIdentifier")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ResourceId]
    public string[] SessionId { get; set; } = null!;

    private protected override ResourceType Type => ResourceTypes.Session;

    private protected override string Operation => "EndSession";
}
