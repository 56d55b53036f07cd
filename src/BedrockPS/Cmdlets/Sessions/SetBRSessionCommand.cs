using System.Collections;
using System.Management.Automation;
using BedrockPS.Completers;
using BedrockPS.Resources;

namespace BedrockPS.Cmdlets;

/// <summary>Changes what is known of a session. The metadata that is given takes the place of all that was there.</summary>
[Cmdlet(VerbsCommon.Set, "BRSession", SupportsShouldProcess = true)]
[OutputType("BedrockPS.Session")]
public sealed class SetBRSessionCommand : SetResourceCmdlet
{
    /// <summary>Ids or ARNs.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("SessionArn", "SessionIdentifier")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ResourceId]
    public string[] SessionId { get; set; } = null!;

    /// <summary>A hashtable of up to 50 names and texts, of up to 100 and 5,000 characters.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [Member("sessionMetadata")]
    [Alias("SessionMetadata")]
    public IDictionary Metadata { get; set; } = null!;

    private protected override ResourceType Type => ResourceTypes.Session;
}
