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
public sealed class InvokeBRModelCommand : PromptCmdlet
{
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

    /// <summary>Body of InvokeModel in the model's own format: JSON text, a hashtable, or bytes sent as they are.</summary>
    [Parameter(Mandatory = true, ParameterSetName = BodySet)]
    public object? Body { get; set; }

    /// <summary>Media type of the body.</summary>
    [Parameter(ParameterSetName = BodySet)]
    public string ContentType { get; set; } = "application/json";

    /// <summary>Media type wanted of the answer.</summary>
    [Parameter(ParameterSetName = BodySet)]
    public string Accept { get; set; } = "application/json";

    /// <summary>Write the answer piece by piece as it arrives.</summary>
    [Parameter]
    public SwitchParameter Stream { get; set; }

    /// <summary>Tell tokens and cost of each call instead of making it; nothing goes to the model.</summary>
    [Parameter(ParameterSetName = PromptSet)]
    public SwitchParameter EstimateOnly { get; set; }

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

    private protected override InferenceRequest? ComposeRequest()
    {
        if (ThrottleLimit > 1 && Stream && !EstimateOnly)
        {
            throw new BedrockException("StreamParallel", "-Stream would mix the pieces of answers that -ThrottleLimit has made at a time.");
        }

        if (!EstimateOnly)
        {
            return base.ComposeRequest();
        }

        (string modelId, IReadOnlyList<Message> messages) = ComposeMessages();
        WriteEstimate(NewRequest(modelId, messages), Input);
        return null;
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
