using System.Collections;
using System.Collections.Generic;
using System.Management.Automation;
using BedrockPS.Completers;
using BedrockPS.Protocol;
using BedrockPS.Resources;

namespace BedrockPS.Cmdlets;

/// <summary>Makes a managed prompt. What is made is a draft that can be used at once; New-BRPromptVersion freezes it.</summary>
[Cmdlet(VerbsCommon.New, "BRPrompt", SupportsShouldProcess = true)]
[OutputType("BedrockPS.Prompt")]
public sealed class NewBRPromptCommand : NewResourceCmdlet
{
    /// <summary>Name, up to 100 letters, digits, hyphens and underscores; no other prompt of the region may have it.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    public string Name { get; set; } = null!;

    /// <summary>The one variant in full: name, templateType TEXT or CHAT, templateConfiguration, modelId and so on.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
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
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? DefaultVariant { get; set; }

    /// <summary>What it is for, up to 200 characters.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? Description { get; set; }

    /// <summary>ARN of the KMS key that encrypts it.</summary>
    [Parameter]
    [Member("customerEncryptionKeyArn")]
    [Alias("CustomerEncryptionKeyArn")]
    public string? KmsKeyArn { get; set; }

    /// <summary>Tags, a hashtable of names and values.</summary>
    [Parameter]
    [Member("tags")]
    public IDictionary? Tag { get; set; }

    private protected override ResourceType Type => ResourceTypes.Prompt;

    private protected override void Amend(OperationDescription operation, Dictionary<string, object?> members) =>
        PromptMembers.Complete(members, Text, isNew: true);
}
