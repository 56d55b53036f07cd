using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Errors;
using BedrockPS.Inference;
using BedrockPS.Parallelism;

namespace BedrockPS.Cmdlets;

/// <content>Several inputs at a time.</content>
public abstract partial class PromptCmdlet
{
    private ParallelPipe<CallResult>? _pipe;
    private CallGates? _gates;
    private bool _isEnding;

    /// <summary>
    /// Calls that are made at a time for piped inputs, 1 to 256. Answers come in the order of the inputs. With more than one, calls that
    /// are throttled slow all of them down and are sent again, for up to five minutes.
    /// </summary>
    [Parameter(ParameterSetName = PromptSet)]
    [ValidateRange(1, 256)]
    public int ThrottleLimit { get; set; } = 1;

    /// <summary>With -ThrottleLimit: write answers as they come, not in the order of the inputs.</summary>
    [Parameter(ParameterSetName = PromptSet)]
    public SwitchParameter Unordered { get; set; }

    /// <summary>
    /// Tokens a minute that calls may take, counted as the service does: input and the whole of -MaxTokens when a call starts, what it
    /// has really used when it has ended.
    /// </summary>
    [Parameter(ParameterSetName = PromptSet)]
    [ValidateRange(1, int.MaxValue)]
    public int? TokensPerMinute { get; set; }

    /// <summary>Calls that may be made a minute.</summary>
    [Parameter(ParameterSetName = PromptSet)]
    [ValidateRange(1, int.MaxValue)]
    public int? RequestsPerMinute { get; set; }

    private protected override CallGates? Gates => _gates ??= ThrottleLimit == 1 && TokensPerMinute is null && RequestsPerMinute is null
        ? null
        : CallGates.Of(ThrottleLimit, TokensPerMinute, RequestsPerMinute, MaxAttempt, Log.Add);

    private ParallelPipe<CallResult> Pipe => _pipe ??= new ParallelPipe<CallResult>(
        ThrottleLimit,
        new ParallelPipeOptions<CallResult>(WaitQuietly, WriteResult, new ProgressBar(this, MyInvocation.MyCommand.Name))
        {
            IsOrdered = !Unordered,
            EndsAll = static result => result.Error?.EndsPipeline == true,
            Count = static (progress, result) => progress.Add(1, result.Error is null ? 0 : 1, result.Response?.Usage),
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

    /// <summary>Has this input's call made among others. What is wrong with it is told in its place.</summary>
    private protected void SendAmongOthers()
    {
        object? input = Input;
        object? target = Target;
        InferenceRequest? request;
        IModelCaller caller;
        try
        {
            request = ComposeRequest();
            if (request is null)
            {
                return;
            }

            caller = Caller;
        }
        catch (BedrockException exception)
        {
            Pipe.Send(1, new CallResult(target, exception));
            if (exception.EndsPipeline)
            {
                Pipe.Finish();
            }

            return;
        }

        Pipe.Send(1, token => CallAsync(caller, request, input, target, token));
    }

    private static async Task<CallResult> CallAsync(
        IModelCaller caller, InferenceRequest request, object? input, object? target, CancellationToken cancellationToken)
    {
        try
        {
            return new CallResult(input, request, await caller.InvokeAsync(request, cancellationToken).ConfigureAwait(false));
        }
        catch (BedrockException exception)
        {
            return new CallResult(target, exception);
        }
    }

    private void WriteResult(CallResult result)
    {
        if (result.Response is null)
        {
            WriteFailed(result);
            return;
        }

        try
        {
            WriteAnswer(result.Request!, result.Response, result.Input);
        }
        catch (BedrockException exception)
        {
            WriteFailure(exception, result.Input);
        }
    }

    private void WriteFailed(CallResult result)
    {
        if (result.Error!.EndsPipeline)
        {
            if (_isEnding)
            {
                // One error ends the pipeline; another of its kind says nothing new.
                return;
            }

            _isEnding = true;
            Pipe.FinishStarted();
        }

        WriteFailure(result.Error!, result.Input);
    }
}
