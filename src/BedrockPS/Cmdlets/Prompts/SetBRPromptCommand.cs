using System.Collections.Generic;
using System.Management.Automation;
using BedrockPS.Completers;
using BedrockPS.Protocol;
using BedrockPS.Resources;

namespace BedrockPS.Cmdlets;

/// <summary>Changes the draft of a managed prompt. What is not given stays as it is.</summary>
[Cmdlet(VerbsCommon.Set, "BRPrompt", SupportsShouldProcess = true)]
[OutputType("BedrockPS.Prompt")]
public sealed class SetBRPromptCommand : SetResourceCmdlet
{
    /// <summary>Ids, ARNs or names.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("PromptId", "PromptArn", "Arn")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ResourceId]
    public string[] Id { get; set; } = null!;

    /// <summary>New name, up to 100 letters, digits, hyphens and underscores.</summary>
    [Parameter]
    public string? Name { get; set; }

    /// <summary>The one variant in full: name, templateType TEXT or CHAT, templateConfiguration, modelId and so on.</summary>
    [Parameter]
    [Member("variants")]
    [Alias("Variants")]
    public object[]? Variant { get; set; }

    /// <summary>Its text; {{name}} is a variable that is filled in when it is used. -Variant in short.</summary>
    [Parameter]
    [Member("variants.templateConfiguration.text.text")]
    public string? Text { get; set; }

    /// <summary>Model that answers it: id, inference profile, ARN, or a short name that fits one model of the region.</summary>
    [Parameter]
    [Member("variants.modelId")]
    [ModelId(Output = "TEXT")]
    [ArgumentCompleter(typeof(ModelCompleter))]
    public string? Model { get; set; }

    /// <summary>Name of the variant that is used.</summary>
    [Parameter]
    public string? DefaultVariant { get; set; }

    /// <summary>What it is for, up to 200 characters.</summary>
    [Parameter]
    public string? Description { get; set; }

    /// <summary>ARN of the KMS key that encrypts it.</summary>
    [Parameter]
    [Member("customerEncryptionKeyArn")]
    [Alias("CustomerEncryptionKeyArn")]
    public string? KmsKeyArn { get; set; }

    private protected override ResourceType Type => ResourceTypes.Prompt;

    private protected override void Amend(OperationDescription operation, Dictionary<string, object?> members) =>
        PromptMembers.Complete(members, Text, isNew: false);
}
