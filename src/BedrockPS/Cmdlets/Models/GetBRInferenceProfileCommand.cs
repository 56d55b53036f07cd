using System.Management.Automation;
using BedrockPS.Completers;
using BedrockPS.Resources;

namespace BedrockPS.Cmdlets;

/// <summary>
/// Lists inference profiles, or shows one with the models it routes to. Profiles the service defines route a model's calls to
/// several regions; application profiles are your own, to tell costs and use apart by their tags. FoundationModelId holds the
/// models behind a profile, ModelId what a call names it by.
/// </summary>
[Cmdlet(VerbsCommon.Get, "BRInferenceProfile", SupportsPaging = true)]
[OutputType("BedrockPS.InferenceProfile")]
public sealed class GetBRInferenceProfileCommand : GetResourceCmdlet
{
    /// <summary>Ids, ARNs or names. With wildcards: those that fit. Without: all.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("InferenceProfileId", "InferenceProfileArn", "Arn")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [SupportsWildcards]
    [ResourceId]
    public string[]? Id { get; set; }

    /// <summary>Profiles of this type alone: SYSTEM_DEFINED or APPLICATION.</summary>
    [Parameter]
    [Member("typeEquals")]
    [Alias("Type")]
    [ArgumentCompleter(typeof(MemberCompleter))]
    public string? ProfileType { get; set; }

    private protected override ResourceType Type => ResourceTypes.InferenceProfile;
}
