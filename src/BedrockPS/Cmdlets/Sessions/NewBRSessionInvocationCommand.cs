using System.Management.Automation;
using BedrockPS.Completers;
using BedrockPS.Resources;

namespace BedrockPS.Cmdlets;

/// <summary>
/// Opens an invocation in a session, under which steps are kept that belong together. One for each turn of a conversation, or for each
/// task an application takes on, is usual.
/// </summary>
[Cmdlet(VerbsCommon.New, "BRSessionInvocation", SupportsShouldProcess = true)]
[OutputType("BedrockPS.SessionInvocation")]
public sealed class NewBRSessionInvocationCommand : NewResourceCmdlet
{
    /// <summary>Id or ARN of the session.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Member("sessionIdentifier")]
    [Alias("SessionArn", "SessionIdentifier")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ParentId]
    public string SessionId { get; set; } = null!;

    /// <summary>What it is about, up to 200 characters.</summary>
    [Parameter(Position = 1)]
    public string? Description { get; set; }

    /// <summary>An id of your own, a GUID in lower case; without it the service makes one.</summary>
    [Parameter]
    [Member("invocationId")]
    public string? InvocationId { get; set; }

    private protected override ResourceType Type => ResourceTypes.SessionInvocation;

    private protected override string Operation => "CreateInvocation";
}
