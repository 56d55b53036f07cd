using System.Collections.Generic;
using System.Management.Automation;
using BedrockPS.Completers;
using BedrockPS.Protocol;
using BedrockPS.Resources;

namespace BedrockPS.Cmdlets;

/// <summary>
/// Brings what asynchronous invocations have made: the files of a video to this machine, or the embeddings of long media as objects.
/// A download that was broken off goes on where it ended, and a file under its own name is always whole. An invocation that failed is
/// an error with the service's reason.
/// </summary>
[Cmdlet(VerbsCommunications.Receive, "BRAsyncInvocation", SupportsShouldProcess = true)]
[OutputType(typeof(AsyncOutput), typeof(Embedding))]
[Calls("bedrock-runtime", "GetAsyncInvoke")]
public sealed class ReceiveBRAsyncInvocationCommand : ConnectedCmdlet
{
    private readonly List<ResourceWatch> _watches = [];

    /// <summary>Objects of Get-BRAsyncInvocation, Start-BRAsyncInvocation or New-BRVideo, or ARNs.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [Alias("Id", "InvocationArn", "Arn")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    public PSObject[] Invocation { get; set; } = null!;

    /// <summary>
    /// Folder that gets a folder for each invocation, named after the end of its ARN, with all its files. Without it videos go to the
    /// current folder that way, and embeddings are written as objects.
    /// </summary>
    [Parameter(Position = 1)]
    [ValidateNotNullOrEmpty]
    public string? OutDirectory { get; set; }

    /// <summary>File for the video, or for the embeddings, of one invocation.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? OutFile { get; set; }

    /// <summary>Overwrites the file of -OutFile.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Waits for those that are not done, -TimeoutSec at most.</summary>
    [Parameter]
    public new SwitchParameter Wait { get; set; }

    protected override object? Target => Invocation;

    private protected override int? CallTimeoutSec => Wait ? null : TimeoutSec;

    protected override void Process() => ForEach(Invocation, Take);

    protected override void Finish() => RunWatches(_watches, isJob: false);

    private protected override void WriteDone(PSObject done)
    {
        try
        {
            Bring(done);
        }
        catch (BedrockException exception)
        {
            WriteFailure(exception, done);
        }
    }

    private void Take(PSObject input)
    {
        if (ResourceReference.Of(input) is not { Type.Name: "AsyncInvocation" } reference)
        {
            throw new BedrockException("ResourceUnknown", $"'{input}' is no asynchronous invocation.");
        }

        ApiClient api = ApiIn(reference.Region);
        Dictionary<string, object?> key = reference.KeyIn(api);
        if (Wait)
        {
            _watches.Add(new ResourceWatch(api, reference.Type, key, Log.Add) { Input = input });
            return;
        }

        ResourceContent content = base.Wait(new ResourceApi(api, reference.Type).GetAsync(key, StopToken));
        PSObject shown = ResourceView.Of(reference.Type, content, api.Region);
        switch (shown.Properties["Status"]?.Value as string)
        {
            case "Failed":
                throw new BedrockException("JobFailed", $"The asynchronous invocation is Failed: {shown.Properties["FailureMessage"]?.Value ?? "the service gives no reason."}");
            case "InProgress":
                throw new BedrockException("InvocationInProgress", $"The invocation {shown.Properties["InvocationArn"]?.Value} is not done.");
            default:
                Bring(shown);
                break;
        }
    }

    private void Bring(PSObject invocation)
    {
        if (OutFile is not null || OutDirectory is not null || !WriteEmbeddings(invocation))
        {
            SaveOutputs(invocation, OutDirectory, OutFile, Force);
        }
    }
}
