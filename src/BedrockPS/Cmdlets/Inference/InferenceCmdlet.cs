using System;
using System.Collections.Generic;
using System.Management.Automation;
using BedrockPS.Api;
using BedrockPS.Completers;
using BedrockPS.Defaults;
using BedrockPS.Inference;
using BedrockPS.Models;

namespace BedrockPS.Cmdlets;

/// <summary>What may be said to a model beside the message, the same for single calls and chats.</summary>
public abstract class InferenceCmdlet : ConnectedCmdlet
{
    private (string Given, string Resolved)? _model;

    /// <summary>
    /// Model id, inference profile id, ARN of either or of a provisioned, custom or imported model, or a short name that fits one
    /// model of the region. Without it the session's default (Set-BRDefault -Model).
    /// </summary>
    [Parameter(Position = 1)]
    [Alias("ModelId")]
    [ArgumentCompleter(typeof(ModelCompleter))]
    public string? Model { get; set; }

    /// <summary>Instructions the model follows throughout.</summary>
    [Parameter]
    [Alias("SystemPrompt")]
    public string? System { get; set; }

    /// <summary>
    /// Tokens the answer may have at most. Without it the session's default, else the model's own maximum, all of which counts
    /// against the account's quota when the call starts.
    /// </summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int? MaxTokens { get; set; }

    /// <summary>Randomness, 0 to 1 for most models.</summary>
    [Parameter]
    [ValidateRange(0d, 2d)]
    public double? Temperature { get; set; }

    /// <summary>Share of the likeliest next tokens considered, 0 to 1.</summary>
    [Parameter]
    [ValidateRange(0d, 1d)]
    public double? TopP { get; set; }

    /// <summary>Texts that end the answer where they would appear.</summary>
    [Parameter]
    public string[]? StopSequence { get; set; }

    /// <summary>Fields of the model's own that Converse has no name for, such as @{ top_k = 50 }.</summary>
    [Parameter]
    [Alias("AdditionalModelRequestField")]
    public object? AdditionalField { get; set; }

    /// <summary>Do not look for an inference profile when the model cannot be called by its own id.</summary>
    [Parameter]
    public SwitchParameter NoProfileFallback { get; set; }

    private protected InferenceClient Client => new(Api, Log.AddWarning) { NoProfileFallback = NoProfileFallback };

    /// <summary>The model id to call, short names resolved; the answer is kept for the rest of the pipeline.</summary>
    private protected string ResolveModel(string? model)
    {
        string given = GivenModel(model);
        if (_model?.Given != given)
        {
            _model = (given, Wait(ModelResolver.ResolveAsync(Api, given, "TEXT", StopToken)));
        }

        return _model.Value.Resolved;
    }

    private protected static string GivenModel(string? model) =>
        model ?? SessionDefaults.Current.Values.Model ?? throw new BedrockException(
            "NoModel", "No model was given, and the session has no default model.");

    private protected InferenceRequest NewRequest(string modelId, IReadOnlyList<Message> messages) => new()
    {
        ModelId = modelId,
        System = System,
        Messages = messages,
        MaxTokens = MaxTokens ?? SessionDefaults.Current.Values.MaxTokens,
        Temperature = Temperature,
        TopP = TopP,
        StopSequences = StopSequence ?? [],
        AdditionalFields = AdditionalField is null ? null : PlainValue.ToMap(AdditionalField, "-AdditionalField"),
    };

    /// <summary>Writes each piece as it arrives. Leaving early closes the connection.</summary>
    private protected void WriteStream(ModelStream stream, object? inputObject, Action<ModelResponse>? whole = null)
    {
        using (stream)
        {
            do
            {
                while (stream.TryRead(out StreamChunk? chunk))
                {
                    if (chunk!.Response is ModelResponse response)
                    {
                        response.InputObject = inputObject;
                        whole?.Invoke(response);
                    }

                    WriteObject(chunk);
                }
            }
            while (Wait(stream.FillAsync(StopToken)));
        }
    }
}
