using System.Collections.Generic;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.FlowRuntime;
using BedrockPS.Models;
using BedrockPS.Parallelism;

namespace BedrockPS.Cmdlets;

/// <content>Several inputs at a time.</content>
public sealed partial class InvokeBRFlowCommand
{
    private ParallelPipe<FlowResult>? _pipe;
    private CallGates? _gates;
    private bool _isEnding;

    /// <summary>
    /// Runs that are made at a time for piped inputs, 1 to 256. Answers come in the order of the inputs. With more than one, calls that
    /// are throttled slow all of them down and are sent again, for up to five minutes.
    /// </summary>
    [Parameter]
    [ValidateRange(1, 256)]
    [Option]
    public int ThrottleLimit { get; set; } = 1;

    /// <summary>With -ThrottleLimit: write answers as they come, not in the order of the inputs.</summary>
    [Parameter]
    [Option]
    public SwitchParameter Unordered { get; set; }

    private ParallelPipe<FlowResult> Pipe => _pipe ??= new ParallelPipe<FlowResult>(
        ThrottleLimit,
        new ParallelPipeOptions<FlowResult>(WaitQuietly, WriteResult, new ProgressBar(this, MyInvocation.MyCommand.Name))
        {
            IsOrdered = !Unordered,
            EndsAll = static result => result.Error?.EndsPipeline == true,
            Count = static (progress, result) => progress.Add(1, result.Error is null ? 0 : 1, null),
        },
        new PipelineProgress(SystemClock.Instance),
        StopToken);

    protected override void Finish()
    {
        _pipe?.Finish();
        base.Finish();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _pipe?.Dispose();
        }

        base.Dispose(disposing);
    }

    /// <summary>Has this input's run made among others. What is wrong with it is told in its place.</summary>
    private void SendAmongOthers()
    {
        object? target = Target;
        object? source = Source;
        Dictionary<string, object?>? members;
        FlowClient client;
        CallGate gate;
        try
        {
            if (Stream)
            {
                throw new BedrockException("StreamParallel", "-Stream would mix the pieces of answers that -ThrottleLimit has made at a time.");
            }

            members = Compose();
            if (members is null)
            {
                return;
            }

            client = new FlowClient(FlowApi);
            _gates ??= CallGates.Of(ThrottleLimit, null, null, MaxAttempt, Log.Add);
            gate = _gates.For(FlowApi.Settings, members.Text("flowIdentifier"));
        }
        catch (BedrockException exception)
        {
            Pipe.Send(1, new FlowResult(target, exception));
            if (exception.EndsPipeline)
            {
                Pipe.Finish();
            }

            return;
        }

        Pipe.Send(1, token => RunAsync(client, members, source, gate, target, token));
    }

    private static async Task<FlowResult> RunAsync(
        FlowClient client, Dictionary<string, object?> members, object? source, CallGate gate, object? target, CancellationToken cancellationToken)
    {
        try
        {
            return new FlowResult(await client.InvokeAsync(members, source, gate, cancellationToken).ConfigureAwait(false));
        }
        catch (BedrockException exception)
        {
            return new FlowResult(target, exception, members);
        }
    }

    private void WriteResult(FlowResult result)
    {
        if (result.Error is not BedrockException error)
        {
            WriteObject(result.Response);
            return;
        }

        if (error.EndsPipeline)
        {
            if (_isEnding)
            {
                // One error ends the pipeline; another of its kind says nothing new.
                return;
            }

            _isEnding = true;
            Pipe.FinishStarted();
        }

        try
        {
            // A name that looks like an id: the first to find out has the later ones sent right.
            if (error.Code == "ResourceNotFound" && result.Members is Dictionary<string, object?> members && TakeParentsForNames(members))
            {
                WriteObject(Wait(new FlowClient(FlowApi).InvokeAsync(members, result.Target, null, StopToken)));
                return;
            }
        }
        catch (BedrockException again)
        {
            error = again;
        }

        WriteFailure(error, result.Target);
    }
}
