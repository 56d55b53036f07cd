using System.Collections;
using System.Collections.Generic;
using System.Management.Automation;
using BedrockPS.Protocol;
using BedrockPS.Resources;

namespace BedrockPS.Cmdlets;

/// <summary>Makes a guardrail. It starts as a draft that can be used at once; New-BRGuardrailVersion freezes it.</summary>
[Cmdlet(VerbsCommon.New, "BRGuardrail", SupportsShouldProcess = true)]
[OutputType("BedrockPS.Guardrail")]
public sealed class NewBRGuardrailCommand : NewResourceCmdlet
{
    /// <summary>Name, up to 50 letters, digits, hyphens and underscores; no other guardrail of the region may have it.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    public string Name { get; set; } = null!;

    /// <summary>What it is for, up to 200 characters.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? Description { get; set; }

    /// <summary>
    /// Filters and their strength, NONE, LOW, MEDIUM or HIGH: @{ HATE = 'HIGH'; PROMPT_ATTACK = 'MEDIUM' }. A hashtable in place of the
    /// word gives the filter's members one by one; $null takes the filter out. Filters that are not named stay as they are.
    /// </summary>
    [Parameter]
    [Option]
    public IDictionary? ContentFilter { get; set; }

    /// <summary>Topics that are denied, all of them: hashtables with Name, Definition and, if you like, up to 5 of Example.</summary>
    [Parameter]
    [Option]
    [AllowEmptyCollection]
    public object[]? DeniedTopic { get; set; }

    /// <summary>Words and phrases of up to 100 characters that are blocked, all of them.</summary>
    [Parameter]
    [Option]
    [AllowEmptyCollection]
    public string[]? BlockedWord { get; set; }

    /// <summary>Blocks the service's own list of profanity; -BlockProfanity:$false does so no more.</summary>
    [Parameter]
    [Option]
    public SwitchParameter BlockProfanity { get; set; }

    /// <summary>
    /// Personal data and what is done with it, BLOCK, ANONYMIZE or NONE: @{ EMAIL = 'ANONYMIZE' }. $null takes an entity out. Entities that
    /// are not named stay as they are.
    /// </summary>
    [Parameter]
    [Option]
    public IDictionary? PiiEntity { get; set; }

    /// <summary>How well grounded in its sources an answer must be, 0 to 0.99.</summary>
    [Parameter]
    [Option]
    public double? GroundingThreshold { get; set; }

    /// <summary>How relevant to the question an answer must be, 0 to 0.99.</summary>
    [Parameter]
    [Option]
    public double? RelevanceThreshold { get; set; }

    /// <summary>Topics that are denied: topicsConfig with name, definition, examples and type DENY for each.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Member("topicPolicyConfig")]
    public object? TopicPolicy { get; set; }

    /// <summary>Strength against harmful content: filtersConfig with type, inputStrength and outputStrength for each.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Member("contentPolicyConfig")]
    public object? ContentPolicy { get; set; }

    /// <summary>Words that are blocked: wordsConfig with text for each, managedWordListsConfig with type PROFANITY.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Member("wordPolicyConfig")]
    public object? WordPolicy { get; set; }

    /// <summary>Personal data: piiEntitiesConfig with type and action BLOCK or ANONYMIZE, regexesConfig with name, pattern and action.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Member("sensitiveInformationPolicyConfig")]
    public object? SensitiveInformationPolicy { get; set; }

    /// <summary>How far an answer must be grounded in and relevant to its sources: filtersConfig with type and threshold from 0 to 0.99.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Member("contextualGroundingPolicyConfig")]
    public object? ContextualGroundingPolicy { get; set; }

    /// <summary>Automated reasoning: policies with their ARNs, and confidenceThreshold.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Member("automatedReasoningPolicyConfig")]
    public object? AutomatedReasoningPolicy { get; set; }

    /// <summary>Guardrail profile, id or ARN, that lets the guardrail work in several regions.</summary>
    [Parameter]
    [Member("crossRegionConfig.guardrailProfileIdentifier")]
    public string? GuardrailProfileId { get; set; }

    /// <summary>What users read in place of a prompt that was blocked, up to 500 characters.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Member("blockedInputMessaging")]
    [Alias("BlockedInputMessaging")]
    public string BlockedInputMessage { get; set; } = null!;

    /// <summary>What users read in place of an answer that was blocked, up to 500 characters.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Member("blockedOutputsMessaging")]
    [Alias("BlockedOutputsMessaging")]
    public string BlockedOutputMessage { get; set; } = null!;

    /// <summary>KMS key that encrypts it: id, ARN or alias.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("KmsKeyArn")]
    public string? KmsKeyId { get; set; }

    /// <summary>Tags, a hashtable of names and values.</summary>
    [Parameter]
    [Member("tags")]
    public IDictionary? Tag { get; set; }

    private protected override ResourceType Type => ResourceTypes.Guardrail;

    private protected override void Amend(OperationDescription operation, Dictionary<string, object?> members) =>
        new GuardrailParts(MyInvocation.BoundParameters).AddTo(members);
}
