using System.Linq;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Errors;
using BedrockPS.Images;
using BedrockPS.Parallelism;

namespace BedrockPS.Cmdlets;

/// <content>Several inputs at a time.</content>
public sealed partial class NewBRImageCommand
{
    private ParallelPipe<ImageBatch>? _pipe;
    private CallGates? _gates;

    /// <summary>
    /// Inputs that are worked on at a time, 1 to 256. Pictures come in the order of the inputs. With more than one, calls that are
    /// throttled slow all of them down and are sent again, for up to five minutes.
    /// </summary>
    [Parameter]
    [ValidateRange(1, 256)]
    public int ThrottleLimit { get; set; } = 1;

    /// <summary>With -ThrottleLimit: write pictures as they come, not in the order of the inputs.</summary>
    [Parameter]
    public SwitchParameter Unordered { get; set; }

    /// <summary>Calls that may be made a minute.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int? RequestsPerMinute { get; set; }

    private CallGates? Gates => _gates ??= ThrottleLimit == 1 && RequestsPerMinute is null
        ? null
        : CallGates.Of(ThrottleLimit, null, RequestsPerMinute, MaxAttempt, Log.Add);

    private ParallelPipe<ImageBatch> Pipe => _pipe ??= new ParallelPipe<ImageBatch>(
        ThrottleLimit,
        new ParallelPipeOptions<ImageBatch>(WaitQuietly, WriteBatch, new ProgressBar(this, MyInvocation.MyCommand.Name))
        {
            IsOrdered = !Unordered,
            EndsAll = static batch => batch.Results.Any(static result => result.Error?.EndsPipeline == true),
            Count = static (progress, batch) => progress.Add(1, batch.Results.All(static result => result.Image is null) ? 1 : 0, null),
        },
        new PipelineProgress(SystemClock.Instance),
        StopToken);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _pipe?.Dispose();
        }

        base.Dispose(disposing);
    }

    /// <summary>Has this input's pictures made among others. What is wrong with it is told in its place.</summary>
    private void SendAmongOthers()
    {
        object? target = Target;
        Order? order;
        try
        {
            order = Compose();
        }
        catch (BedrockException exception)
        {
            Pipe.Send(1, new ImageBatch(target, target, [new ImageResult(exception)], []));
            return;
        }

        if (order is not null)
        {
            Pipe.Send(1, async token => new ImageBatch(
                order.Input, target, await order.Client.MakeAsync(order.Calls, token).ConfigureAwait(false), order.Paths));
        }
    }
}
