using System.Management.Automation;
using BedrockPS.Completers;
using BedrockPS.Resources;

namespace BedrockPS.Cmdlets;

/// <summary>Lists the account's sessions, or shows one with its metadata. Invocations and steps have commands of their own.</summary>
[Cmdlet(VerbsCommon.Get, "BRSession", SupportsPaging = true)]
[OutputType("BedrockPS.Session")]
public sealed class GetBRSessionCommand : GetResourceCmdlet
{
    /// <summary>Ids or ARNs. With wildcards: those that fit. Without: all.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("SessionArn", "SessionIdentifier")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [SupportsWildcards]
    [ResourceId]
    public string[]? SessionId { get; set; }

    private protected override ResourceType Type => ResourceTypes.Session;
}
