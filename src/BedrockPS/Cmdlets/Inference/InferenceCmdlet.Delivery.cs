using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Management.Automation;
using System.Text.RegularExpressions;
using BedrockPS.Completers;
using BedrockPS.Inference;

namespace BedrockPS.Cmdlets;

/// <content>How a call is served and filed, and managed prompts.</content>
public abstract partial class InferenceCmdlet
{
    private const int MaxMetadata = 16;
    private static readonly Regex s_metadata = new(@"^[a-zA-Z0-9\s:_@$#=/+,\-.]{0,256}$", RegexOptions.CultureInvariant);

    /// <summary>Tier that serves the call: default, priority, flex or reserved.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ServiceTierCompleter))]
    [ValidateNotNullOrEmpty]
    public string? ServiceTier { get; set; }

    /// <summary>optimized for the faster version of a model that has one; standard.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(LatencyCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Latency { get; set; }

    /// <summary>Names and values for the account's log of model calls, up to 16: letters, digits and a few signs, no secrets.</summary>
    [Parameter]
    public IDictionary? Metadata { get; set; }

    /// <summary>ARN of a prompt of Prompt management, instead of a model: text, model and settings are the prompt's own.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(PromptCompleter))]
    [ValidateNotNullOrEmpty]
    public string? PromptArn { get; set; }

    /// <summary>Values of the managed prompt's variables.</summary>
    [Parameter]
    public IDictionary? PromptVariable { get; set; }

    /// <summary>What -Model or -PromptArn says.</summary>
    private protected string? ModelOrPrompt
    {
        get
        {
            if (PromptArn is null)
            {
                return Model;
            }

            if (Model is not null)
            {
                throw new BedrockException("ParameterInvalid", "-PromptArn stands in the place of -Model: the prompt names its model.")
                {
                    RecommendedAction = "Leave -Model or -PromptArn out.",
                };
            }

            return ManagedPrompt.IsArn(PromptArn) ? PromptArn : throw new BedrockException(
                "ParameterInvalid", $"'{PromptArn}' is not the ARN of a prompt.")
            {
                RecommendedAction = "Give the prompt version's ARN: arn:aws:bedrock:<region>:<account>:prompt/<id>:<version>.",
            };
        }
    }

    partial void AddDelivery(InferenceRequest settings)
    {
        settings.ServiceTier = ServiceTier?.Trim().ToLowerInvariant();
        settings.Latency = Latency?.Trim().ToLowerInvariant();
        settings.Metadata = Texts(Metadata);
        settings.PromptVariables = Texts(PromptVariable);
        if (settings.Metadata is { } metadata)
        {
            CheckMetadata(metadata);
        }
    }

    partial void PrepareDelivery(InferenceRequest request) => ManagedPrompt.Check(request);

    private static Dictionary<string, string>? Texts(IDictionary? map)
    {
        if (map is null || map.Count == 0)
        {
            return null;
        }

        Dictionary<string, string> texts = [];
        foreach (DictionaryEntry entry in map)
        {
            texts[LanguagePrimitives.ConvertTo<string>(entry.Key)] = entry.Value is null ? "" : (string)LanguagePrimitives.ConvertTo(entry.Value, typeof(string), CultureInfo.InvariantCulture);
        }

        return texts;
    }

    private static void CheckMetadata(IReadOnlyDictionary<string, string> metadata)
    {
        if (metadata.Count > MaxMetadata)
        {
            throw Refused($"-Metadata has {metadata.Count} entries; the service takes {MaxMetadata}.");
        }

        foreach (KeyValuePair<string, string> entry in metadata)
        {
            // The value is not shown: it may be meant for the log alone.
            if (entry.Key.Length == 0 || !s_metadata.IsMatch(entry.Key))
            {
                throw Refused($"-Metadata has a name the service does not take: '{entry.Key}'.");
            }

            if (!s_metadata.IsMatch(entry.Value))
            {
                throw Refused($"The service does not take the value of -Metadata '{entry.Key}'.");
            }
        }

        static BedrockException Refused(string message) => new("ParameterInvalid", message)
        {
            RecommendedAction = "Give at most 16 names and values of up to 256 letters, digits, white space and : _ @ $ # = / + , - .",
        };
    }
}
