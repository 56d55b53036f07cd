using System;
using System.Collections.Concurrent;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Local.Serving;

namespace BedrockPS.Local.Resources;

/// <summary>Does the work of jobs in the background, and ends it with the endpoint.</summary>
internal sealed class WorkDesk : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<Task, bool> _running = new();

    /// <summary>Begins a resource's work. A ServiceFault out of it is why the resource fails.</summary>
    public void Begin(Resource resource, Func<CancellationToken, Task<WorkOutcome>> work)
    {
        // Never disposed of: work may be told to stop when it is long done. It goes with the endpoint.
        CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        Task<WorkOutcome> task = Task.Run(() => RunAsync(resource, work, stop.Token));
        _running[task] = true;
        _ = task.ContinueWith(
            done => _running.TryRemove(done, out bool _),
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
        resource.Work = new ResourceWork(task, stop);
    }

    /// <summary>Waits for what is under way, so that nothing is written any more afterwards.</summary>
    public void Dispose()
    {
        _stop.Cancel();
        Task.WaitAll(_running.Keys.ToArray(), s_patience);
    }

    private static async Task<WorkOutcome> RunAsync(
        Resource resource, Func<CancellationToken, Task<WorkOutcome>> work, CancellationToken cancellationToken)
    {
        string? failed = resource.Kind.Course!.Failed;
        try
        {
            return await work(cancellationToken).ConfigureAwait(false);
        }
        catch (ServiceFault fault)
        {
            return new WorkOutcome(failed, fault.Message);
        }
        catch (OperationCanceledException)
        {
            return new WorkOutcome(resource.Kind.Course.Stopped ?? failed, null);
        }
        catch (Exception e)
        {
            // A mistake of the endpoint itself, or a disk that is full: a job nobody hears of again would be worse.
            return new WorkOutcome(failed, $"The local endpoint failed: {e.GetType().Name}: {e.Message}");
        }
    }
}
