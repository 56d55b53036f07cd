using System.Collections.Generic;
using System.Management.Automation;
using BedrockPS.Completers;
using BedrockPS.FlowRuntime;
using BedrockPS.Protocol;
using BedrockPS.Resources;

namespace BedrockPS.Cmdlets;

/// <summary>
/// Runs a flow and writes what it answers. Each piped string, object or text file is a run of its own; one that fails is an error of that
/// input, and the others have their turn.
/// </summary>
[Cmdlet(VerbsLifecycle.Invoke, "BRFlow", DefaultParameterSetName = FlowSet, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(FlowResponse), typeof(AnswerChunk))]
public sealed partial class InvokeBRFlowCommand : ResourceCmdlet
{
    private const string FlowSet = "Flow";
    private const string ContinueSet = "Continue";

    private object? _document;

    /// <summary>Id, ARN or name of the flow.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true, ParameterSetName = FlowSet)]
    [Member("flowIdentifier")]
    [Alias("Flow", "FlowIdentifier", "FlowArn")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ParentId]
    public string FlowId { get; set; } = null!;

    /// <summary>What the flow is given, where nothing is piped.</summary>
    [Parameter(Position = 1, ParameterSetName = FlowSet)]
    [Parameter(Position = 0, ParameterSetName = ContinueSet)]
    [Option]
    public string? Text { get; set; }

    /// <summary>
    /// What the flow is given: strings as they are, text files as text, answers of models and flows as what they say, other objects as
    /// JSON documents. A flow or an alias says which flow is meant, and -Text what it is given; an answer that asks for more goes on with
    /// -Text.
    /// </summary>
    [Parameter(ValueFromPipeline = true)]
    [AllowNull]
    [AllowEmptyString]
    [Option]
    public object? InputObject { get; set; }

    /// <summary>Id, ARN or name of the alias, which leads to a version of the flow. Without it TSTALIASID, which leads to the draft.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, ParameterSetName = FlowSet)]
    [Member("flowAliasIdentifier")]
    [Alias("Alias", "FlowAliasIdentifier", "FlowAliasArn")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ParentId]
    public string? FlowAliasId { get; set; }

    /// <summary>The answer of a run that wants more: it goes on with what is given now, in the node that asked.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ContinueSet)]
    [Option]
    public FlowResponse? Continue { get; set; }

    /// <summary>Name of the node that takes the input: FlowInputNode, as the console calls it, where nothing else is given.</summary>
    [Parameter]
    [Member("inputs.nodeName")]
    [ArgumentCompleter(typeof(FlowNodeCompleter))]
    public string? InputNode { get; set; }

    /// <summary>The input's name in that node: document, and with -Continue agentInputText, where nothing else is given.</summary>
    [Parameter]
    [Member("inputs.nodeOutputName")]
    public string? InputName { get; set; }

    /// <summary>Id of the run this call belongs to: one that goes on, or one you name yourself. With -Continue the answer tells it.</summary>
    [Parameter]
    public string? ExecutionId { get; set; }

    /// <summary>Has the service tell what happens in the nodes: in Traces of the answer, and with -Stream as it happens.</summary>
    [Parameter]
    [Member("enableTrace")]
    public SwitchParameter Trace { get; set; }

    /// <summary>How fast the models in the flow answer: standard, or optimized where they can.</summary>
    [Parameter]
    [Member("modelPerformanceConfiguration.performanceConfig.latency")]
    [ArgumentCompleter(typeof(MemberCompleter))]
    public string? Latency { get; set; }

    /// <summary>Write outputs, traces and what is asked for as they arrive; the last chunk carries the whole answer.</summary>
    [Parameter]
    [Option]
    public SwitchParameter Stream { get; set; }

    internal override IEnumerable<string> OperationNames => ["InvokeFlow"];

    protected override object? Target => InputObject ?? Text ?? (object?)FlowId;

    private protected override object? Matter => InputObject;

    private protected override IReadOnlyList<string> CallParameters => [nameof(FlowId)];

    private protected override ResourceType Type => ResourceTypes.FlowExecution;

    private protected override string? WaitingFor => FlowId ?? Continue?.FlowId;

    protected override void Process()
    {
        string? piped = Text is null && IsTyped(nameof(FlowId)) ? FlowArguments.FlowOf(InputObject) : null;
        FlowArguments.Run(MyInvocation.BoundParameters, piped, FlowId, text => Text = text, Run);
    }

    private void Run()
    {
        if (ThrottleLimit > 1)
        {
            SendAmongOthers();
        }
        else if (Compose() is Dictionary<string, object?> members)
        {
            Send(members);
        }
    }

    private protected override void Amend(OperationDescription operation, Dictionary<string, object?> members)
    {
        if (Waiting is FlowResponse waiting)
        {
            members["flowIdentifier"] = waiting.FlowId;
            members["flowAliasIdentifier"] = waiting.FlowAliasId;
            members["executionId"] = ExecutionId ?? waiting.ExecutionId;
        }

        FlowArguments.Complete(members, _document!, Waiting?.InputRequest);
    }

    /// <summary>The request of this input; null where -WhatIf or an answer says not to send it.</summary>
    private Dictionary<string, object?>? Compose()
    {
        _document = FlowDocument.From(IsReply ? Text : FlowArguments.Input(InputObject, MyInvocation.ExpectingInput, Text));
        Dictionary<string, object?> members = Members(Type.Operation("InvokeFlow"));
        return ShouldProcess("flow " + members["flowIdentifier"], "InvokeFlow") ? members : null;
    }

    private void Send(Dictionary<string, object?> members)
    {
        FlowClient client = new(FlowApi);
        if (!Stream)
        {
            WriteObject(WithParents(members, () => Wait(client.InvokeAsync(members, Source, null, StopToken))));
            return;
        }

        using FlowStream stream = WithParents(members, () => Wait(client.OpenAsync(members, Source, StopToken)));
        do
        {
            while (stream.TryRead(out AnswerChunk? chunk))
            {
                WriteObject(chunk);
            }
        }
        while (Wait(stream.FillAsync(StopToken)));
    }

    /// <summary>A run goes on where it began.</summary>
    private ApiClient FlowApi => Waiting is FlowResponse waiting ? ApiIn(waiting.Region) : Api;

    /// <summary>The answer of the run that goes on; null for a new run.</summary>
    private FlowResponse? Waiting => Continue ?? (IsReply ? Piped as FlowResponse : null);

    /// <summary>An answer that asks for more was piped, and -Text replies.</summary>
    private bool IsReply => Continue is null && Text is not null && Piped is FlowResponse { InputRequest: not null };

    private object? Piped => InputObject is PSObject wrapped && wrapped.BaseObject is not PSCustomObject ? wrapped.BaseObject : InputObject;

    /// <summary>What the answer says it was given.</summary>
    private object? Source => MyInvocation.ExpectingInput && Text is null
        ? Piped
        : Text ?? InputObject;
}
