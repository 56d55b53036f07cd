using System.Management.Automation;
using BedrockPS.Completers;
using BedrockPS.Resources;

namespace BedrockPS.Cmdlets;

/// <summary>Gives the next scenario a build proposes for a test: a case the rules allow, in logic and in words. Nothing when there is none.</summary>
[Cmdlet(VerbsCommon.Get, "BRAutomatedReasoningScenario")]
[OutputType("BedrockPS.AutomatedReasoningScenario")]
public sealed class GetBRAutomatedReasoningScenarioCommand : GetPartCmdlet
{
    /// <summary>The policy: ARN, id or name.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ParentId]
    public string PolicyArn { get; set; } = null!;

    /// <summary>Ids of builds.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [Alias("BuildId")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ResourceId]
    public string[] BuildWorkflowId { get; set; } = null!;

    private protected override ResourceType Type => ResourceTypes.AutomatedReasoningScenario;

    private protected override PSObject? Read(string identity)
    {
        PSObject? scenario = base.Read(identity);
        if (scenario?.Properties["Expression"]?.Value is null)
        {
            return null;
        }

        scenario.Properties.Add(new PSNoteProperty(nameof(BuildWorkflowId), identity));
        return scenario;
    }
}
