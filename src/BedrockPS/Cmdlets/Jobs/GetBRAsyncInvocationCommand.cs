using System;
using System.Management.Automation;
using BedrockPS.Completers;
using BedrockPS.Resources;

namespace BedrockPS.Cmdlets;

/// <summary>
/// Lists asynchronous invocations, or shows one with its state. Models that make video or embed hours of it answer that way: their
/// output goes to S3, under the address the invocation names. Wait-BRJob waits for them.
/// </summary>
[Cmdlet(VerbsCommon.Get, "BRAsyncInvocation", SupportsPaging = true)]
[OutputType("BedrockPS.AsyncInvocation")]
public sealed class GetBRAsyncInvocationCommand : GetResourceCmdlet
{
    /// <summary>ARNs. With wildcards: those that fit. Without: all.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("AsyncInvocationId", "InvocationArn", "Arn")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [SupportsWildcards]
    [ResourceId]
    public string[]? Id { get; set; }

    /// <summary>Lists those in this state: InProgress, Completed or Failed.</summary>
    [Parameter]
    [Member("statusEquals")]
    [ArgumentCompleter(typeof(MemberCompleter))]
    public string? Status { get; set; }

    /// <summary>Lists those sent after this moment.</summary>
    [Parameter]
    [Member("submitTimeAfter")]
    public DateTime? CreatedAfter { get; set; }

    /// <summary>Lists those sent before this moment.</summary>
    [Parameter]
    [Member("submitTimeBefore")]
    public DateTime? CreatedBefore { get; set; }

    private protected override ResourceType Type => ResourceTypes.AsyncInvocation;
}
