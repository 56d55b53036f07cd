using System.Management.Automation;
using BedrockPS.Completers;
using BedrockPS.Resources;

namespace BedrockPS.Cmdlets;

/// <summary>Shows the guardrail that every inference call of the account passes through in this region. Nothing when there is none.</summary>
[Cmdlet(VerbsCommon.Get, "BREnforcedGuardrail", SupportsPaging = true)]
[OutputType("BedrockPS.EnforcedGuardrail")]
public sealed class GetBREnforcedGuardrailCommand : GetResourceCmdlet
{
    /// <summary>Ids of configurations, or of their guardrails. Without: all.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("ConfigId")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [SupportsWildcards]
    [ResourceId]
    public string[]? Id { get; set; }

    private protected override ResourceType Type => ResourceTypes.EnforcedGuardrail;
}
