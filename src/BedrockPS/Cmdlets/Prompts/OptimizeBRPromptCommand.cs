using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Threading.Tasks;
using BedrockPS.Completers;
using BedrockPS.Inference;
using BedrockPS.Inference.Families;
using BedrockPS.Models;
using BedrockPS.Prompts;
using BedrockPS.Resources;

namespace BedrockPS.Cmdlets;

/// <summary>
/// Has the service write a prompt anew so that it suits a model, and tell what it found in it. Prompts come as text, as text files, or
/// as managed prompts of Get-BRPrompt, whose variables stay as they are.
/// </summary>
[Cmdlet(VerbsCommon.Optimize, "BRPrompt", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(PromptOptimization), typeof(AnswerChunk))]
[Calls("bedrock-agent-runtime", "OptimizePrompt")]
[Calls("bedrock-agent", "GetPrompt")]
public sealed class OptimizeBRPromptCommand : ConnectedCmdlet
{
    private (string Given, string Resolved)? _model;

    /// <summary>The prompt, up to 200,000 characters.</summary>
    [Parameter(Position = 0)]
    [Alias("Prompt")]
    [ValidateNotNullOrEmpty]
    public string? Text { get; set; }

    /// <summary>
    /// The model it is to suit: an id, an ARN, or a short name that fits one text model of the region. Without it the model of the managed
    /// prompt, else the session's default (Set-BRDefault -Model).
    /// </summary>
    [Parameter(Position = 1)]
    [Alias("TargetModelId", "ModelId")]
    [ArgumentCompleter(typeof(ModelCompleter))]
    public string? Model { get; set; }

    /// <summary>Prompts: texts, text files, and objects of Get-BRPrompt.</summary>
    [Parameter(ValueFromPipeline = true)]
    [AllowNull]
    [AllowEmptyString]
    public object? InputObject { get; set; }

    /// <summary>Variant of a managed prompt; without it the prompt's default one.</summary>
    [Parameter]
    public string? Variant { get; set; }

    /// <summary>Write the analysis and the prompt as they arrive; the last chunk carries both.</summary>
    [Parameter]
    public SwitchParameter Stream { get; set; }

    protected override object? Target => InputObject ?? Text;

    protected override void Process()
    {
        object? input = InputObject is PSObject wrapped && wrapped.BaseObject is not PSCustomObject ? wrapped.BaseObject : InputObject;
        (string text, string? model) = Read(input);
        string modelId = Resolve(Model ?? model ?? InferenceCmdlet.GivenModel(null));
        if (!ShouldProcess(modelId, "OptimizePrompt"))
        {
            return;
        }

        using PromptOptimizer optimizer = Wait(PromptOptimizer.OpenAsync(
            Api, new PromptOptimization(text, modelId, MyInvocation.ExpectingInput ? input : text), StopToken));
        bool isMore;
        do
        {
            isMore = Wait(optimizer.FillAsync(StopToken));
            while (optimizer.TryRead(out AnswerChunk? chunk))
            {
                if (Stream)
                {
                    WriteObject(chunk);
                }
                else if (chunk!.Kind == AnswerChunkKind.End)
                {
                    WriteObject(chunk.Response);
                }
            }
        }
        while (isMore);
    }

    private (string Text, string? Model) Read(object? input)
    {
        if (!MyInvocation.ExpectingInput)
        {
            input ??= Text;
        }
        else if (Text is not null)
        {
            throw new BedrockException("ParameterConflict", "Prompts are piped, and -Text gives another: leave one of them out.");
        }

        switch (input)
        {
            case null or "":
                throw new BedrockException("EmptyInput", "There is no prompt to optimise.")
                {
                    RecommendedAction = "Give -Text, or pipe texts, text files or prompts of Get-BRPrompt.",
                };
            case string text:
                return (text, null);
            case FileInfo file:
                byte[] bytes = Material.ReadBytes(file);
                return FileKind.Of(bytes, file.Extension).Block == "text"
                    ? (FileKind.DecodeText(bytes), null)
                    : throw new BedrockException("FileUnsupported", $"'{file.FullName}' is no text.");
            case PSObject prompt when prompt.TypeNames.Any(static name => name.EndsWith("BedrockPS.Prompt", StringComparison.Ordinal)):
                PromptSource source = PromptSource.Of(Wait(ReadAsync(prompt)).Values, Variant);
                return (source.Text, source.ModelId);
            default:
                throw new BedrockException("InputUnsupported", $"An object ({input.GetType().Name}) was piped, which is no prompt.")
                {
                    RecommendedAction = "Pipe texts, text files or prompts of Get-BRPrompt.",
                };
        }
    }

    /// <summary>A prompt in full: a list tells nothing of what is in it.</summary>
    private Task<ResourceContent> ReadAsync(PSObject prompt)
    {
        Dictionary<string, object?> key = new() { ["promptIdentifier"] = prompt.Properties["PromptId"]?.Value };
        if (prompt.Properties["Version"]?.Value is string version && version != "DRAFT")
        {
            key["promptVersion"] = version;
        }

        return new ResourceApi(ApiIn(prompt.Properties["Region"]?.Value as string), ResourceTypes.Prompt).GetAsync(key, StopToken);
    }

    /// <summary>The model's own id: the service takes no inference profile here.</summary>
    private string Resolve(string model)
    {
        if (_model?.Given != model)
        {
            string id = Wait(ModelResolver.ResolveAsync(Api, model, "TEXT", StopToken));
            _model = (model, id.StartsWith("arn:", StringComparison.Ordinal) ? id : FoundationModelId.Of(id) ?? id);
        }

        return _model.Value.Resolved;
    }
}
