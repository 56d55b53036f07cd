using System.Threading;
using System.Threading.Tasks;

namespace BedrockPS.Local.Resources;

/// <summary>What a job really does while its statuses pass; it is not done before this is.</summary>
internal sealed class ResourceWork
{
    private readonly Task<WorkOutcome> _task;
    private readonly CancellationTokenSource _stop;

    public ResourceWork(Task<WorkOutcome> task, CancellationTokenSource stop)
    {
        _task = task;
        _stop = stop;
    }

    /// <summary>Null while it goes on.</summary>
    public WorkOutcome? Outcome => _task.Status == TaskStatus.RanToCompletion ? _task.Result : null;

    public void Stop() => _stop.Cancel();
}
