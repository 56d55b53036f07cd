using System.Collections;
using System.Collections.Generic;
using System.Management.Automation;
using BedrockPS.Completers;
using BedrockPS.Resources;

namespace BedrockPS.Cmdlets;

/// <summary>Changes a guardrail's draft. What is not given stays as it is.</summary>
[Cmdlet(VerbsCommon.Set, "BRGuardrail", SupportsShouldProcess = true)]
[OutputType("BedrockPS.Guardrail")]
public sealed class SetBRGuardrailCommand : SetResourceCmdlet
{
    /// <summary>Ids, ARNs or names.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("GuardrailId", "GuardrailArn", "Arn")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ResourceId]
    public string[] Id { get; set; } = null!;

    /// <summary>New name, up to 50 letters, digits, hyphens and underscores.</summary>
    [Parameter]
    public string? Name { get; set; }

    /// <summary>What it is for, up to 200 characters.</summary>
    [Parameter]
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
    [Parameter]
    [Member("topicPolicyConfig")]
    public object? TopicPolicy { get; set; }

    /// <summary>Strength against harmful content: filtersConfig with type, inputStrength and outputStrength for each.</summary>
    [Parameter]
    [Member("contentPolicyConfig")]
    public object? ContentPolicy { get; set; }

    /// <summary>Words that are blocked: wordsConfig with text for each, managedWordListsConfig with type PROFANITY.</summary>
    [Parameter]
    [Member("wordPolicyConfig")]
    public object? WordPolicy { get; set; }

    /// <summary>Personal data: piiEntitiesConfig with type and action BLOCK or ANONYMIZE, regexesConfig with name, pattern and action.</summary>
    [Parameter]
    [Member("sensitiveInformationPolicyConfig")]
    public object? SensitiveInformationPolicy { get; set; }

    /// <summary>How far an answer must be grounded in and relevant to its sources: filtersConfig with type and threshold from 0 to 0.99.</summary>
    [Parameter]
    [Member("contextualGroundingPolicyConfig")]
    public object? ContextualGroundingPolicy { get; set; }

    /// <summary>Automated reasoning: policies with their ARNs, and confidenceThreshold.</summary>
    [Parameter]
    [Member("automatedReasoningPolicyConfig")]
    public object? AutomatedReasoningPolicy { get; set; }

    /// <summary>Guardrail profile, id or ARN, that lets the guardrail work in several regions.</summary>
    [Parameter]
    [Member("crossRegionConfig.guardrailProfileIdentifier")]
    public string? GuardrailProfileId { get; set; }

    /// <summary>What users read in place of a prompt that was blocked, up to 500 characters.</summary>
    [Parameter]
    [Member("blockedInputMessaging")]
    [Alias("BlockedInputMessaging")]
    public string? BlockedInputMessage { get; set; }

    /// <summary>What users read in place of an answer that was blocked, up to 500 characters.</summary>
    [Parameter]
    [Member("blockedOutputsMessaging")]
    [Alias("BlockedOutputsMessaging")]
    public string? BlockedOutputMessage { get; set; }

    /// <summary>KMS key that encrypts it: id, ARN or alias.</summary>
    [Parameter]
    public string? KmsKeyId { get; set; }

    private protected override ResourceType Type => ResourceTypes.Guardrail;

    private protected override void Complete(Dictionary<string, object?> members) =>
        new GuardrailParts(MyInvocation.BoundParameters).AddTo(members);
}
