using System.Collections.Generic;
using System.Management.Automation;
using BedrockPS.Completers;
using BedrockPS.FlowRuntime;
using BedrockPS.Protocol;
using BedrockPS.Resources;

namespace BedrockPS.Cmdlets;

/// <summary>
/// Starts a run of a flow that goes on by itself, for up to a day, and writes it. Each piped string, object or text file is a run of its
/// own; Get-BRFlowExecutionEvent tells what came of it.
/// </summary>
[Cmdlet(VerbsLifecycle.Start, "BRFlowExecution", SupportsShouldProcess = true)]
[OutputType("BedrockPS.FlowExecution")]
public sealed class StartBRFlowExecutionCommand : StartResourceCmdlet
{
    private object? _document;

    /// <summary>Id, ARN or name of the flow.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Member("flowIdentifier")]
    [Alias("Flow", "FlowIdentifier", "FlowArn")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ParentId]
    public string FlowId { get; set; } = null!;

    /// <summary>What the flow is given, where nothing is piped.</summary>
    [Parameter(Position = 1)]
    [Option]
    public string? Text { get; set; }

    /// <summary>
    /// What the flow is given: strings as they are, text files as text, answers of models and flows as what they say, other objects as
    /// JSON documents. A flow or an alias says which flow is meant, and -Text what it is given.
    /// </summary>
    [Parameter(ValueFromPipeline = true)]
    [AllowNull]
    [AllowEmptyString]
    [Option]
    public object? InputObject { get; set; }

    /// <summary>Id, ARN or name of the alias, which leads to a version of the flow. Without it TSTALIASID, which leads to the draft.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Member("flowAliasIdentifier")]
    [Alias("Alias", "FlowAliasIdentifier", "FlowAliasArn")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ParentId]
    public string? FlowAliasId { get; set; }

    /// <summary>Name of the node that takes the input: FlowInputNode, as the console calls it, where nothing else is given.</summary>
    [Parameter]
    [Member("inputs.nodeName")]
    [ArgumentCompleter(typeof(FlowNodeCompleter))]
    public string? InputNode { get; set; }

    /// <summary>The input's name in that node: document, where nothing else is given.</summary>
    [Parameter]
    [Member("inputs.nodeOutputName")]
    public string? InputName { get; set; }

    /// <summary>Name of the execution, up to 36 letters, digits and hyphens; without it the service makes one.</summary>
    [Parameter]
    [Member("flowExecutionName")]
    [Alias("FlowExecutionName")]
    public string? Name { get; set; }

    /// <summary>How fast the models in the flow answer: standard, or optimized where they can.</summary>
    [Parameter]
    [Member("modelPerformanceConfiguration.performanceConfig.latency")]
    [ArgumentCompleter(typeof(MemberCompleter))]
    public string? Latency { get; set; }

    protected override object? Target => InputObject ?? Text ?? (object?)FlowId;

    private protected override object? Matter => InputObject;

    private protected override IReadOnlyList<string> CallParameters => [nameof(FlowId)];

    private protected override ResourceType Type => ResourceTypes.FlowExecution;

    private protected override string Operation => "StartFlowExecution";

    protected override void Process()
    {
        string? piped = Text is null && IsTyped(nameof(FlowId)) ? FlowArguments.FlowOf(InputObject) : null;
        FlowArguments.Run(MyInvocation.BoundParameters, piped, FlowId, text => Text = text, Run);
    }

    private void Run()
    {
        _document = FlowDocument.From(FlowArguments.Input(InputObject, MyInvocation.ExpectingInput, Text));
        try
        {
            base.Process();
        }
        catch (BedrockException exception)
        {
            FlowErrors.Advise(exception);
            throw;
        }
    }

    private protected override void Amend(OperationDescription operation, Dictionary<string, object?> members)
    {
        if (operation.Name == Operation)
        {
            FlowArguments.Complete(members, _document!);
        }
    }
}
