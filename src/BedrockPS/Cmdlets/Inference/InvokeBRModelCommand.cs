using System.Collections.Generic;
using System.IO;
using System.Management.Automation;
using BedrockPS.Cost;
using BedrockPS.Inference;

namespace BedrockPS.Cmdlets;

/// <summary>Asks a model, with a prompt or with a body in the model's own format.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "BRModel", DefaultParameterSetName = PromptSet, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(ModelResponse), typeof(StreamChunk), typeof(CostEstimate), typeof(PSObject), ParameterSetName = [PromptSet])]
[OutputType(typeof(NativeResponse), typeof(NativeChunk), ParameterSetName = [BodySet])]
[Calls("bedrock-runtime", "Converse", "ConverseStream", "InvokeModel", "InvokeModelWithResponseStream")]
public sealed partial class InvokeBRModelCommand : MessageCmdlet
{
    private const string PromptSet = "Prompt";
    private const string BodySet = "Body";
    private static readonly string[] s_composed =
    [
        nameof(System), nameof(MaxTokens), nameof(Temperature), nameof(TopP), nameof(StopSequence), nameof(AdditionalField),
        nameof(Schema), nameof(As), nameof(RepairAttempt), nameof(FullResponse),
        nameof(Effort), nameof(ThinkingBudget), nameof(CachePrompt), nameof(CacheTtl), nameof(GuardrailStreamMode),
        nameof(PromptArn), nameof(PromptVariable),
        nameof(Image), nameof(Document), nameof(Video), nameof(Audio), nameof(SearchResult), nameof(Citation), nameof(S3BucketOwner),
        nameof(CacheFor), nameof(Record), nameof(Replay), nameof(Checkpoint), nameof(Redact), nameof(RedactPattern),
        nameof(Tool), nameof(McpServer), nameof(ToolChoice), nameof(ToolApproval), nameof(MaxToolRound),
    ];

    /// <summary>What to ask. Without it each piped string is a prompt of its own.</summary>
    [Parameter(Position = 0, ParameterSetName = PromptSet)]
    [ValidateNotNullOrEmpty]
    public string? Prompt { get; set; }

    /// <summary>
    /// What the prompt is about: strings as they are, files as text or attachments, other objects as JSON; one call an object.
    /// A model from Get-BRModel is not material: the prompt goes to that model. The same holds for inference profiles, provisioned
    /// throughput and whatever else of your account can be called.
    /// </summary>
    [Parameter(ValueFromPipeline = true, ParameterSetName = PromptSet)]
    [AllowNull]
    [AllowEmptyString]
    public object? InputObject { get; set; }

    /// <summary>Body of InvokeModel in the model's own format: JSON text, a hashtable, or bytes sent as they are.</summary>
    [Parameter(Mandatory = true, ParameterSetName = BodySet)]
    public object? Body { get; set; }

    /// <summary>Media type of the body.</summary>
    [Parameter(ParameterSetName = BodySet)]
    public string ContentType { get; set; } = "application/json";

    /// <summary>Media type wanted of the answer.</summary>
    [Parameter(ParameterSetName = BodySet)]
    public string Accept { get; set; } = "application/json";

    /// <summary>Use InvokeModel with the model family's own format instead of Converse.</summary>
    [Parameter(ParameterSetName = PromptSet)]
    public SwitchParameter Native { get; set; }

    /// <summary>Write the answer piece by piece as it arrives.</summary>
    [Parameter]
    public SwitchParameter Stream { get; set; }

    /// <summary>Tell tokens and cost of each call instead of making it; nothing goes to the model.</summary>
    [Parameter(ParameterSetName = PromptSet)]
    public SwitchParameter EstimateOnly { get; set; }

    protected override object? Target => Input ?? Prompt ?? (object?)Model;

    private protected override bool UsesNativeFormat => Native;

    private protected override bool HasManyModels => PipedModel.IdOf(Input) is not null;

    private object? Input => InputObject is PSObject wrapped && wrapped.BaseObject is not PSCustomObject ? wrapped.BaseObject : InputObject;

    protected override void Process()
    {
        if (ParameterSetName == BodySet)
        {
            SendBody();
        }
        else if (ThrottleLimit > 1 && !EstimateOnly)
        {
            SendAmongOthers();
        }
        else if (ComposeRequest() is InferenceRequest request)
        {
            Send(request, Input, Stream);
        }
    }

    /// <summary>The request for this input; null where -EstimateOnly, -WhatIf or an answer says not to send it.</summary>
    private InferenceRequest? ComposeRequest()
    {
        string? model = PipedModel.IdOf(Input) ?? ModelOrPrompt;
        List<ContentBlock> content = Content(ManagedPrompt.IsArn(GivenModel(model)));
        string modelId = ResolveModel(model);
        if (EstimateOnly)
        {
            WriteEstimate(NewRequest(modelId, content.Count == 0 ? [] : [new Message("user", content)]), Input);
            return null;
        }

        return ShouldSend(modelId, "Invoke model")
            ? NewRequest(modelId, content.Count == 0 ? [] : [new Message("user", content)])
            : null;
    }

    /// <param name="isPrompted">A managed prompt asks, so that there may be nothing to add.</param>
    private List<ContentBlock> Content(bool isPrompted)
    {
        List<ContentBlock> content = [];
        if (Prompt is not null)
        {
            content.Add(ContentBlock.FromText(Prompt));
        }

        object? input = Input;
        if (MyInvocation.ExpectingInput && input is null or "")
        {
            throw new BedrockException("EmptyInput", "The pipeline brought an empty input; there is nothing to send.");
        }

        if (input is not null && PipedModel.IdOf(input) is null)
        {
            if (Prompt is null && input is not (string or FileInfo))
            {
                throw new BedrockException("NoPrompt", $"A {input.GetType().Name} was piped without -Prompt saying what to do with it.");
            }

            content.AddRange(Material.Read(InputObject!, StopToken, SecretWriter));
        }

        if (!isPrompted && !content.Exists(static block => !string.IsNullOrWhiteSpace(block.Text)))
        {
            throw new BedrockException("NoPrompt", "There is no prompt.");
        }

        return Compose(content, []);
    }

    private void SendBody()
    {
        // These say something about a request this command composes; a body of the caller's own says it itself.
        string? stray = global::System.Array.Find(s_composed, name => MyInvocation.BoundParameters.ContainsKey(name));
        if (stray is not null)
        {
            throw new BedrockException("BodyParameter", $"-{stray} does nothing with -Body, which is sent as it is.");
        }

        NativeBody body = new(BodyArgument.ToBytes(Body!, ContentType), ContentType, Accept);
        InferenceRequest delivery = GivenSettings();
        delivery.Guardrail?.Check();
        string modelId = ResolveModel(Model);
        if (!ShouldProcess(modelId, "Invoke model"))
        {
            return;
        }

        MeteredBodyCaller caller = new(Client, Meter);
        if (!Stream)
        {
            NativeResponse response = Wait(caller.InvokeAsync(body, modelId, delivery, null, StopToken));
            WarnOfGuardrail(response.Guardrail);
            WriteObject(response);
            return;
        }

        using NativeBodyStream stream = Wait(caller.StreamAsync(body, modelId, delivery, StopToken));
        do
        {
            while (stream.TryRead(out NativeChunk? chunk))
            {
                WarnOfGuardrail(GuardrailTraceReader.OfBody(chunk!.Bytes));
                WriteObject(chunk);
            }
        }
        while (Wait(stream.FillAsync(StopToken)));
    }
}
