using System.Collections;
using System.Management.Automation;
using BedrockPS.Completers;
using BedrockPS.Resources;

namespace BedrockPS.Cmdlets;

/// <summary>Freezes the draft of a managed prompt as a version with a number.</summary>
[Cmdlet(VerbsCommon.New, "BRPromptVersion", SupportsShouldProcess = true)]
[OutputType("BedrockPS.Prompt")]
public sealed class NewBRPromptVersionCommand : NewResourceCmdlet
{
    /// <summary>Id, ARN or name of the prompt.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("PromptId", "PromptArn", "Arn")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ResourceId]
    public string Id { get; set; } = null!;

    /// <summary>What is new in it, up to 200 characters.</summary>
    [Parameter]
    public string? Description { get; set; }

    /// <summary>Tags, a hashtable of names and values.</summary>
    [Parameter]
    [Member("tags")]
    public IDictionary? Tag { get; set; }

    private protected override ResourceType Type => ResourceTypes.Prompt;

    private protected override string Operation => "CreatePromptVersion";
}
