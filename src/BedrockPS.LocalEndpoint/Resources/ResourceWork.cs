using System;
using System.Threading;
using System.Threading.Tasks;

namespace BedrockPS.Local.Resources;

/// <summary>What a job really does while its statuses pass; it is not done before this is.</summary>
internal sealed class ResourceWork
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(2);

    private readonly Task<WorkOutcome> _task;
    private readonly CancellationTokenSource _stop;
    private bool _hasWaited;

    public ResourceWork(Task<WorkOutcome> task, CancellationTokenSource stop)
    {
        _task = task;
        _stop = stop;
    }

    /// <summary>
    /// Null while it goes on. The first who asks waits a little: what is soon done is to be seen done at the same look each time.
    /// </summary>
    public WorkOutcome? Outcome
    {
        get
        {
            if (!_hasWaited)
            {
                _hasWaited = true;
                Task.WaitAny([_task], s_patience);
            }

            return _task.Status == TaskStatus.RanToCompletion ? _task.Result : null;
        }
    }

    public void Stop() => _stop.Cancel();
}
