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
public abstract partial class InferenceCmdlet : ConnectedCmdlet
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

    private protected virtual bool AvoidsProfileFallback => NoProfileFallback;

    /// <summary>The request uses the family's own format instead of Converse.</summary>
    private protected virtual bool UsesNativeFormat => false;

    private protected InferenceClient Client =>
        new(Api, Log.AddWarning) { NoProfileFallback = AvoidsProfileFallback, Native = UsesNativeFormat, LeavesBusy = Gates is not null };

    /// <summary>
    /// The way to the model with everything on it that the parameters ask for, the outermost step first to act. Made for each input on
    /// the pipeline thread, and used on any: steps are told what their input needs when they are made, and what they share they guard.
    /// </summary>
    private protected IModelCaller Caller
    {
        get
        {
            IModelCaller caller = Client;
            WrapRates(ref caller);
            WrapMeter(ref caller);
            WrapStore(ref caller);
            WrapRedaction(ref caller);
            WrapTools(ref caller);
            WrapStructure(ref caller);
            return caller;
        }
    }

    private protected override string? WaitingFor => _model?.Resolved ?? base.WaitingFor;

    /// <summary>The model id to call, short names resolved; the answer is kept for the rest of the pipeline.</summary>
    private protected string ResolveModel(string? model)
    {
        string given = GivenModel(model);
        if (_model?.Given != given)
        {
            string? recorded = null;
            ResolveRecorded(given, ref recorded);
            _model = (given, recorded ?? Wait(ModelResolver.ResolveAsync(Api, given, "TEXT", StopToken)));
        }

        return _model.Value.Resolved;
    }

    /// <summary>The model given, else the session's default.</summary>
    /// <exception cref="BedrockException">NoModel.</exception>
    internal static string GivenModel(string? model) =>
        model ?? SessionDefaults.Current.Values.Model ?? throw new BedrockException(
            "NoModel", "No model was given, and the session has no default model.");

    /// <summary>What the parameters say, session defaults aside.</summary>
    private protected InferenceRequest GivenSettings()
    {
        InferenceRequest settings = new()
        {
            System = System,
            MaxTokens = MaxTokens,
            Temperature = Temperature,
            TopP = TopP,
            StopSequences = StopSequence ?? [],
            AdditionalFields = AdditionalField is null ? null : PlainValue.ToMap(AdditionalField, "-AdditionalField"),
        };
        AddReasoning(settings);
        AddDelivery(settings);
        AddGuardrail(settings);
        AddPromptCache(settings);
        AddTools(settings);
        AddStructure(settings);
        AddRedaction(settings);
        return settings;
    }

    /// <param name="modelId">As <see cref="ResolveModel"/> gave it.</param>
    /// <param name="messages">The conversation, the new message last.</param>
    /// <param name="kept">Settings a chat keeps; those of this command come first.</param>
    private protected InferenceRequest NewRequest(string modelId, IReadOnlyList<Message> messages, InferenceRequest? kept = null)
    {
        InferenceRequest request = GivenSettings();
        request.ModelId = modelId;
        request.Messages = messages;
        if (kept is not null)
        {
            request.FillFrom(kept);
        }

        return Prepared(request);
    }

    /// <summary>A whole request, ready to be sent.</summary>
    private protected InferenceRequest Prepared(InferenceRequest request)
    {
        if (!request.IsManagedPrompt)
        {
            request.MaxTokens ??= SessionDefaults.Current.Values.MaxTokens;
        }

        PrepareDelivery(request);
        PrepareReasoning(request);
        PrepareGuardrail(request);
        PreparePromptCache(request);
        PrepareAttachments(request);
        return request;
    }

    /// <summary>Sends a request and writes its answer, whole or piece by piece.</summary>
    /// <param name="request">The request.</param>
    /// <param name="inputObject">The pipeline object it belongs to.</param>
    /// <param name="stream">Write pieces as they arrive.</param>
    /// <param name="whole">Told of the whole answer before it is written: -First must not undo what follows from it.</param>
    private protected void Send(InferenceRequest request, object? inputObject, bool stream, Action<ModelResponse>? whole = null)
    {
        if (stream)
        {
            WriteStream(request, Wait(Caller.StreamAsync(request, StopToken)), inputObject, whole);
            return;
        }

        WriteAnswer(request, Wait(Caller.InvokeAsync(request, StopToken)), inputObject, whole);
    }

    /// <summary>Writes a whole answer.</summary>
    private protected void WriteAnswer(
        InferenceRequest request, ModelResponse response, object? inputObject, Action<ModelResponse>? whole = null)
    {
        Complete(request, response, inputObject, whole);
        object? output = response;
        bool enumerate = false;
        ReplaceOutput(response, ref output, ref enumerate);
        WriteObject(output, enumerate);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            DisposeStores();
            CloseTools();
        }

        base.Dispose(disposing);
    }

    private protected void Complete(InferenceRequest request, ModelResponse response, object? inputObject, Action<ModelResponse>? whole)
    {
        response.InputObject = inputObject;
        InspectStructure(response);
        whole?.Invoke(response);
        InspectStop(response);
        InspectGuardrail(response);
        InspectPromptCache(request, response);
    }

    /// <summary>Writes each piece as it arrives. Leaving early closes the connection.</summary>
    private void WriteStream(InferenceRequest request, ModelStream stream, object? inputObject, Action<ModelResponse>? whole)
    {
        using (stream)
        {
            do
            {
                while (stream.TryRead(out StreamChunk? chunk))
                {
                    if (chunk!.Response is ModelResponse response)
                    {
                        Complete(request, response, inputObject, whole);
                    }

                    WriteObject(chunk);
                }
            }
            while (Wait(stream.FillAsync(StopToken)));
        }
    }
}
