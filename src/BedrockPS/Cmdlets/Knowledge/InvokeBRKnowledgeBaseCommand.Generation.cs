using System.Collections.Generic;
using System.IO;
using System.Management.Automation;
using BedrockPS.Api;
using BedrockPS.Completers;
using BedrockPS.Engine.S3;
using BedrockPS.Knowledge;

namespace BedrockPS.Cmdlets;

/// <content>How the answer is written, and from which document.</content>
public sealed partial class InvokeBRKnowledgeBaseCommand
{
    /// <summary>A document to answer from instead of a knowledge base: path, file, bytes of a text, or s3:// URI; text, pdf, csv, html, doc, docx, xls or xlsx, up to 10 MB where it is sent.</summary>
    [Parameter(Mandatory = true, ParameterSetName = DocumentSet)]
    [AttachmentArgument]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(S3Completer))]
    public object? Document { get; set; }

    /// <summary>Instructions for the model, up to 4000 characters; $search_results$ in it stands for the passages and must be there.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? PromptTemplate { get; set; }

    /// <summary>Tokens the answer may have at most.</summary>
    [Parameter]
    [ValidateRange(1, 65536)]
    public int? MaxTokens { get; set; }

    /// <summary>Randomness, 0 to 1.</summary>
    [Parameter]
    [ValidateRange(0d, 1d)]
    public double? Temperature { get; set; }

    /// <summary>Share of the likeliest next tokens considered, 0 to 1.</summary>
    [Parameter]
    [ValidateRange(0d, 1d)]
    public double? TopP { get; set; }

    /// <summary>Texts that end the answer where they would appear, up to 4.</summary>
    [Parameter]
    [ValidateCount(1, 4)]
    public string[]? StopSequence { get; set; }

    /// <summary>Fields of the model's own, such as @{ top_k = 50 }.</summary>
    [Parameter]
    [ValidateNotNull]
    public object? AdditionalField { get; set; }

    /// <summary>optimized for the faster version of a model that has one; standard.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(LatencyCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Latency { get; set; }

    /// <summary>Take a question of several parts apart and search for each.</summary>
    [Parameter(ParameterSetName = BaseSet)]
    public SwitchParameter QueryDecomposition { get; set; }

    /// <summary>Instructions for making searches of the question and the conversation, up to 4000 characters.</summary>
    [Parameter(ParameterSetName = BaseSet)]
    [ValidateNotNullOrEmpty]
    public string? OrchestrationTemplate { get; set; }

    /// <summary>The rest of the service's orchestrationConfiguration, as a hashtable: inferenceConfig, additionalModelRequestFields, performanceConfig.</summary>
    [Parameter(ParameterSetName = BaseSet)]
    [ValidateNotNull]
    public object? OrchestrationConfiguration { get; set; }

    private Dictionary<string, object?> Generation()
    {
        Dictionary<string, object?> generation = [];
        Dictionary<string, object?> inference = [];
        Add(inference, "maxTokens", MaxTokens);
        Add(inference, "temperature", Temperature);
        Add(inference, "topP", TopP);
        Add(inference, "stopSequences", StopSequence);
        Add(generation, "inferenceConfig", inference.Count == 0 ? null : new Dictionary<string, object?> { ["textInferenceConfig"] = inference });
        Add(generation, "promptTemplate", Template(PromptTemplate));
        Add(generation, "guardrailConfiguration", GuardrailMembers());
        Add(generation, "performanceConfig", Latency is null ? null : new Dictionary<string, object?> { ["latency"] = Latency });
        Add(generation, "additionalModelRequestFields", AdditionalField is null ? null : PlainValue.ToMap(AdditionalField, "-AdditionalField"));
        return generation;
    }

    private Dictionary<string, object?> Orchestration()
    {
        Dictionary<string, object?> orchestration =
            OrchestrationConfiguration is null ? [] : PlainValue.ToMap(OrchestrationConfiguration, "-OrchestrationConfiguration");
        Add(orchestration, "promptTemplate", Template(OrchestrationTemplate));
        Add(orchestration, "queryTransformationConfiguration", QueryDecomposition ? new Dictionary<string, object?> { ["type"] = "QUERY_DECOMPOSITION" } : null);
        return orchestration;
    }

    private Dictionary<string, object?> ReadDocument()
    {
        object given = Single(Document!);
        return given switch
        {
            byte[] { Length: > 0 } bytes => ExternalSource.OfBytes(bytes, "document", Resources.DocumentContent.MimeTypeOf(bytes, "") ?? throw new BedrockException(
                "FileUnsupported", "The bytes are no document the service reads.")),
            FileInfo file => ExternalSource.OfFile(file),
            string text when S3Location.TryParse(text) is S3Location { Key.Length: > 0 } location => ExternalSource.OfS3(location.ToString()),
            string path => ExternalSource.OfFile(new FileInfo(FullPathOf(path))),
            _ => throw new BedrockException("AttachmentInvalid", $"-Document takes a path, a file, bytes or an s3:// URI, not a {given.GetType().Name}."),
        };
    }

    private static Dictionary<string, object?>? Template(string? text) => text is null ? null : new() { ["textPromptTemplate"] = text };

    private static void Add(Dictionary<string, object?> members, string name, object? value)
    {
        if (value is not null)
        {
            members[name] = value;
        }
    }
}
