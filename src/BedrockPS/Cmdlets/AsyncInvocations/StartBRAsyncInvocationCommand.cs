using System.Management.Automation;
using BedrockPS.Completers;
using BedrockPS.Protocol;

namespace BedrockPS.Cmdlets;

/// <summary>
/// Has a model make something that takes minutes and is left in S3: a video, or the embeddings of hours of it. The body is the model's
/// own; New-BRVideo writes that of video models. Receive-BRAsyncInvocation brings what was made.
/// </summary>
[Cmdlet(VerbsLifecycle.Start, "BRAsyncInvocation", SupportsShouldProcess = true)]
[OutputType("BedrockPS.AsyncInvocation")]
public sealed class StartBRAsyncInvocationCommand : StartAsyncInvocationCmdlet
{
    /// <summary>Model id, inference profile id, ARN of either, or a short name that fits one model of the region that works so.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("ModelId")]
    [ArgumentCompleter(typeof(ModelCompleter))]
    [Option]
    [ValidateNotNullOrEmpty]
    public string Model { get; set; } = null!;

    /// <summary>The model's input in its own format: JSON text, a hashtable, or a file of JSON.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipeline = true)]
    [Alias("ModelInput")]
    [Option]
    [ValidateNotNull]
    public object Body { get; set; } = null!;

    protected override object? Target => Body;

    private protected override string ModelName => Model;

    private protected override object ModelInput(string modelId) => JsonText.Parse(BodyArgument.ToBytes(Body))
        ?? throw new BedrockException("BodyInvalid", "-Body is null.");
}
