using System.Management.Automation;
using BedrockPS.Completers;
using BedrockPS.Resources;

namespace BedrockPS.Cmdlets;

/// <summary>Replaces the annotations of builds, the corrections the next build is to apply.</summary>
[Cmdlet(VerbsCommon.Set, "BRAutomatedReasoningAnnotation", SupportsShouldProcess = true)]
[OutputType("BedrockPS.AutomatedReasoningAnnotation")]
public sealed class SetBRAutomatedReasoningAnnotationCommand : SetResourceCmdlet
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

    /// <summary>
    /// All annotations, up to 10, each a hashtable with one member such as addRule, updateRule, deleteRule, addVariable, addType,
    /// addRuleFromNaturalLanguage, updateFromRulesFeedback or ingestContent.
    /// </summary>
    [Parameter(Mandatory = true, Position = 2)]
    [Member("annotations")]
    [AllowEmptyCollection]
    public object[] Annotation { get; set; } = null!;

    /// <summary>
    /// Hash of the annotations you mean to replace, as they are shown: should somebody have changed them since, they stay. Without it
    /// they are taken as they are now.
    /// </summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Member("lastUpdatedAnnotationSetHash")]
    public string? AnnotationSetHash { get; set; }

    private protected override ResourceType Type => ResourceTypes.AutomatedReasoningAnnotation;
}
