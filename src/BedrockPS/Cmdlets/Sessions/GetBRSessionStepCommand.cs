using System.Collections.Generic;
using System.Management.Automation;
using BedrockPS.Completers;
using BedrockPS.Protocol;
using BedrockPS.Resources;

namespace BedrockPS.Cmdlets;

/// <summary>
/// Lists the steps kept in a session, or shows one with its texts and images. A list tells ids and times alone; pipe it into the command
/// again to see what is in each.
/// </summary>
[Cmdlet(VerbsCommon.Get, "BRSessionStep", SupportsPaging = true)]
[OutputType("BedrockPS.SessionStep")]
public sealed class GetBRSessionStepCommand : GetPartCmdlet
{
    /// <summary>Id or ARN of the session.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Member("sessionIdentifier")]
    [Alias("SessionArn", "SessionIdentifier")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ParentId]
    public string SessionId { get; set; } = null!;

    /// <summary>Id of the invocation: lists its steps alone. Needed to show one in full.</summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    [Member("invocationIdentifier")]
    [Alias("InvocationIdentifier")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    public string? InvocationId { get; set; }

    /// <summary>Ids of steps. With wildcards: those that fit. Without: all.</summary>
    [Parameter(Position = 2, ValueFromPipelineByPropertyName = true)]
    [Alias("InvocationStepId")]
    [SupportsWildcards]
    [ResourceId]
    public string[]? StepId { get; set; }

    private protected override ResourceType Type => ResourceTypes.SessionStep;

    private protected override void Amend(OperationDescription operation, Dictionary<string, object?> members)
    {
        if (operation.Name == Type.Get && !members.ContainsKey("invocationIdentifier"))
        {
            throw new BedrockException("ParameterInvalid", "Give -InvocationId too: the service shows a step by the invocation it belongs to.");
        }
    }
}
