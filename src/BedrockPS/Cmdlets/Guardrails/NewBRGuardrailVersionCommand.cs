using System.Management.Automation;
using BedrockPS.Completers;
using BedrockPS.Resources;

namespace BedrockPS.Cmdlets;

/// <summary>Freezes a guardrail's draft as a version with a number.</summary>
[Cmdlet(VerbsCommon.New, "BRGuardrailVersion", SupportsShouldProcess = true)]
[OutputType("BedrockPS.Guardrail")]
public sealed class NewBRGuardrailVersionCommand : NewResourceCmdlet
{
    /// <summary>Id, ARN or name of the guardrail.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("GuardrailId", "GuardrailArn", "Arn")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ResourceId]
    public string Id { get; set; } = null!;

    /// <summary>What is new in it, up to 200 characters.</summary>
    [Parameter]
    public string? Description { get; set; }

    private protected override ResourceType Type => ResourceTypes.Guardrail;

    private protected override string Operation => "CreateGuardrailVersion";
}
