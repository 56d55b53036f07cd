using System.Management.Automation;
using BedrockPS.Completers;
using BedrockPS.Resources;

namespace BedrockPS.Cmdlets;

/// <summary>Lists knowledge bases, or shows one with its embedding model and store.</summary>
[Cmdlet(VerbsCommon.Get, "BRKnowledgeBase", SupportsPaging = true)]
[OutputType("BedrockPS.KnowledgeBase")]
public sealed class GetBRKnowledgeBaseCommand : GetResourceCmdlet
{
    /// <summary>Ids, ARNs or names. With wildcards: those that fit. Without: all.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("KnowledgeBaseId", "KnowledgeBaseArn", "Arn")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [SupportsWildcards]
    [ResourceId]
    public string[]? Id { get; set; }

    private protected override ResourceType Type => ResourceTypes.KnowledgeBase;
}
