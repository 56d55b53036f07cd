using System;
using System.Collections.Generic;
using System.Security;
using System.Threading.Tasks;
using BedrockPS.Redaction;
using BedrockPS.Structured;
using BedrockPS.Tools;

namespace BedrockPS.Inference;

/// <summary>
/// What the user asks a model, before it takes the shape of Converse or of a family's own body. Without model and messages it is
/// what a chat keeps for its turns.
/// </summary>
internal sealed class InferenceRequest
{
    /// <summary>Model id, inference profile id or any ARN the service takes.</summary>
    public string ModelId { get; set; } = "";

    public IReadOnlyList<Message> Messages { get; set; } = [];

    public string? System { get; set; }

    public int? MaxTokens { get; set; }

    public double? Temperature { get; set; }

    public double? TopP { get; set; }

    public string[] StopSequences { get; set; } = [];

    /// <summary>Plain values merged into additionalModelRequestFields, or into the top level of a native body.</summary>
    public IReadOnlyDictionary<string, object?>? AdditionalFields { get; set; }

    public ReasoningSettings? Reasoning { get; set; }

    /// <summary>
    /// Converse's outputConfig.effort, for models that have it; <see cref="ReasoningRules"/> fills it from <see cref="Reasoning"/>.
    /// </summary>
    public string? OutputEffort { get; set; }

    public GuardrailSettings? Guardrail { get; set; }

    public PromptCacheSettings? PromptCache { get; set; }

    /// <summary>The form the answer's text must have, where the service itself holds the model to it.</summary>
    public OutputSchema? OutputSchema { get; set; }

    /// <summary>The form the answer must have, however the model is brought to it.</summary>
    public StructuredPlan? Structure { get; set; }

    public ToolSet? Tools { get; set; }

    /// <summary>default, priority, flex or reserved.</summary>
    public string? ServiceTier { get; set; }

    /// <summary>standard or optimized.</summary>
    public string? Latency { get; set; }

    /// <summary>Keys and values that go into the account's invocation log.</summary>
    public IReadOnlyDictionary<string, string>? Metadata { get; set; }

    /// <summary>Values of a managed prompt's variables, where the model id is a prompt's ARN.</summary>
    public IReadOnlyDictionary<string, string>? PromptVariables { get; set; }

    /// <summary>The model id is the ARN of a prompt of Prompt management, which has model and settings of its own.</summary>
    public bool IsManagedPrompt => ManagedPrompt.IsArn(ModelId);

    /// <summary>Replace secrets before this is sent; null: send it as it is.</summary>
    public RedactionSettings? Redaction { get; set; }

    /// <summary>SecureStrings by the marks that stand for them in the texts, where <see cref="Redaction"/> asks for it.</summary>
    public IReadOnlyDictionary<string, SecureString>? Secrets { get; set; }

    /// <summary>
    /// Told before each call with the id it goes to, which may be that of an inference profile instead of <see cref="ModelId"/>; what it
    /// throws prevents the call.
    /// </summary>
    public Func<string, Task>? Calling { get; set; }

    public InferenceRequest Clone() => (InferenceRequest)MemberwiseClone();

    /// <summary>Takes from another request what this one does not say: a turn's settings come before its chat's.</summary>
    public void FillFrom(InferenceRequest fallback)
    {
        System ??= fallback.System;
        MaxTokens ??= fallback.MaxTokens;
        Temperature ??= fallback.Temperature;
        TopP ??= fallback.TopP;
        StopSequences = StopSequences.Length > 0 ? StopSequences : fallback.StopSequences;
        AdditionalFields ??= fallback.AdditionalFields;
        Reasoning ??= fallback.Reasoning;
        Guardrail = GuardrailSettings.Over(Guardrail, fallback.Guardrail);
        PromptCache = PromptCacheSettings.Over(PromptCache, fallback.PromptCache);
        OutputSchema ??= fallback.OutputSchema;
        Structure ??= fallback.Structure;
        Tools = ToolSet.Merge(Tools, fallback.Tools);
        ServiceTier ??= fallback.ServiceTier;
        Latency ??= fallback.Latency;
        Metadata ??= fallback.Metadata;
        PromptVariables ??= fallback.PromptVariables;
        Redaction ??= fallback.Redaction;
    }
}
