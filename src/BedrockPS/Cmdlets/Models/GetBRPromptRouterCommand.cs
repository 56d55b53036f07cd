using System.Management.Automation;
using BedrockPS.Completers;
using BedrockPS.Resources;

namespace BedrockPS.Cmdlets;

/// <summary>
/// Lists prompt routers, or shows one with its models. A router sends each prompt to the model of its own that is expected to
/// answer well enough at the lowest price. It is called by its ARN.
/// </summary>
[Cmdlet(VerbsCommon.Get, "BRPromptRouter", SupportsPaging = true)]
[OutputType("BedrockPS.PromptRouter")]
public sealed class GetBRPromptRouterCommand : GetResourceCmdlet
{
    /// <summary>ARNs or names. With wildcards: those that fit. Without: all.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("PromptRouterArn", "Arn")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [SupportsWildcards]
    [ResourceId]
    public string[]? Id { get; set; }

    /// <summary>Routers of this type alone: default for those of the service, custom for your own.</summary>
    [Parameter]
    [Member("type")]
    [Alias("Type")]
    [ArgumentCompleter(typeof(MemberCompleter))]
    public string? RouterType { get; set; }

    private protected override ResourceType Type => ResourceTypes.PromptRouter;
}
