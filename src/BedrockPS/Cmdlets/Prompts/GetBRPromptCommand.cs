using System.Management.Automation;
using BedrockPS.Completers;
using BedrockPS.Resources;

namespace BedrockPS.Cmdlets;

/// <summary>Lists managed prompts, or shows one with its text.</summary>
[Cmdlet(VerbsCommon.Get, "BRPrompt", SupportsPaging = true)]
[OutputType("BedrockPS.Prompt")]
public sealed class GetBRPromptCommand : GetVersionedResourceCmdlet
{
    /// <summary>Ids, ARNs or names. With wildcards: those that fit. Without: all.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("PromptId", "PromptArn", "Arn")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [SupportsWildcards]
    [ResourceId]
    public string[]? Id { get; set; }

    /// <summary>Number of a version, or DRAFT, which is also what is shown without it.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("Version")]
    public string? PromptVersion { get; set; }

    /// <summary>METADATA_ONLY leaves the definition out; ALL_DATA, which it is else, does not.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(MemberCompleter))]
    public string? IncludedData { get; set; }

    private protected override ResourceType Type => ResourceTypes.Prompt;
}
