using System.Management.Automation;
using BedrockPS.Completers;
using BedrockPS.Resources;

namespace BedrockPS.Cmdlets;

/// <summary>Lists the invocations of a session. Get-BRSessionStep shows what was kept under one.</summary>
[Cmdlet(VerbsCommon.Get, "BRSessionInvocation", SupportsPaging = true)]
[OutputType("BedrockPS.SessionInvocation")]
public sealed class GetBRSessionInvocationCommand : GetPartCmdlet
{
    /// <summary>Id or ARN of the session.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Member("sessionIdentifier")]
    [Alias("SessionArn", "SessionIdentifier")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ParentId]
    public string SessionId { get; set; } = null!;

    /// <summary>Ids. With wildcards: those that fit. Without: all.</summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    [Alias("InvocationIdentifier")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [SupportsWildcards]
    [ResourceId]
    public string[]? InvocationId { get; set; }

    private protected override ResourceType Type => ResourceTypes.SessionInvocation;
}
