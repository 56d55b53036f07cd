using System.Collections.Generic;
using System.Management.Automation;
using BedrockPS.Completers;
using BedrockPS.Protocol;
using BedrockPS.Resources;

namespace BedrockPS.Cmdlets;

/// <summary>Lists guardrails, or shows one with its policies.</summary>
[Cmdlet(VerbsCommon.Get, "BRGuardrail", SupportsPaging = true)]
[OutputType("BedrockPS.Guardrail")]
public sealed class GetBRGuardrailCommand : GetResourceCmdlet
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

    /// <summary>Lists every version of the guardrails named by -Id, the draft included.</summary>
    [Parameter]
    [Option]
    public SwitchParameter AllVersion { get; set; }

    private protected override ResourceType Type => ResourceTypes.Guardrail;

    protected override void Process()
    {
        if (!AllVersion)
        {
            base.Process();
            return;
        }

        string[] identities = Identities ?? throw new BedrockException("ParameterInvalid", "-AllVersion lists the versions of one guardrail: give -Id too.");
        OperationDescription list = Type.Operation(Type.List!);
        ForEachIdentity(identities, identity => WithIdentity(Type.Operation(Type.Get!), identity, id =>
        {
            WritePages(
                list,
                new Dictionary<string, object?> { ["guardrailIdentifier"] = id },
                (item, shape) => Show(new ResourceContent((Dictionary<string, object?>)item!, shape)));
            return true;
        }));
    }
}
