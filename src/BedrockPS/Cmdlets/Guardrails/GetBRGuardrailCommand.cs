using System.Management.Automation;
using BedrockPS.Completers;
using BedrockPS.Resources;

namespace BedrockPS.Cmdlets;

/// <summary>Lists guardrails, or shows one with its policies.</summary>
[Cmdlet(VerbsCommon.Get, "BRGuardrail", SupportsPaging = true)]
[OutputType("BedrockPS.Guardrail")]
public sealed class GetBRGuardrailCommand : GetVersionedResourceCmdlet
{
    /// <summary>Ids, ARNs or names. With wildcards: those that fit. Without: all.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("GuardrailId", "GuardrailArn", "Arn")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [SupportsWildcards]
    [ResourceId]
    public string[]? Id { get; set; }

    /// <summary>A version's number, or DRAFT, which is also what is shown without it.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("Version")]
    public string? GuardrailVersion { get; set; }

    private protected override ResourceType Type => ResourceTypes.Guardrail;
}
