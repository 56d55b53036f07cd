using System.Collections;
using System.Management.Automation;
using BedrockPS.Completers;
using BedrockPS.Resources;

namespace BedrockPS.Cmdlets;

/// <summary>
/// Makes a prompt router over models of one family. It answers with the fallback model unless another is expected to be better by
/// more than the difference that is given.
/// </summary>
[Cmdlet(VerbsCommon.New, "BRPromptRouter", SupportsShouldProcess = true)]
[OutputType("BedrockPS.PromptRouter")]
public sealed class NewBRPromptRouterCommand : NewResourceCmdlet
{
    /// <summary>Name, up to 64 letters and digits, with single spaces, hyphens or underscores between them.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Member("promptRouterName")]
    [Alias("PromptRouterName")]
    public string Name { get; set; } = null!;

    /// <summary>
    /// Models it chooses from: ids or ARNs of foundation models or inference profiles, or short names that fit one model each.
    /// </summary>
    [Parameter(Mandatory = true, Position = 1)]
    [Member("models.modelArn")]
    [ModelArn]
    [ArgumentCompleter(typeof(ModelCompleter))]
    public string[] Model { get; set; } = null!;

    /// <summary>The model to answer where no other is better by enough, named like -Model.</summary>
    [Parameter(Mandatory = true)]
    [Member("fallbackModel.modelArn")]
    [ModelArn]
    [ArgumentCompleter(typeof(ModelCompleter))]
    public string FallbackModel { get; set; } = null!;

    /// <summary>By how much another model must be better than the fallback model, in percent, 0 to 100.</summary>
    [Parameter(Mandatory = true)]
    [Member("routingCriteria.responseQualityDifference")]
    [ValidateRange(0.0, 100.0)]
    public double ResponseQualityDifference { get; set; }

    /// <summary>What it is for, up to 200 characters.</summary>
    [Parameter]
    public string? Description { get; set; }

    /// <summary>Tags, a hashtable of names and values.</summary>
    [Parameter]
    [Member("tags")]
    public IDictionary? Tag { get; set; }

    private protected override ResourceType Type => ResourceTypes.PromptRouter;
}
