using System;
using System.Collections.Concurrent;
using System.Threading;
using System.Threading.Tasks;

namespace BedrockPS.Cmdlets;

/// <summary>
/// Carries lines and work from the threads that talk to the service to the pipeline thread, the only one allowed to write and to
/// run commands, and wakes that thread while it waits for a task.
/// </summary>
internal sealed class PipelineLog : IDisposable
{
    private readonly ConcurrentQueue<(bool IsWarning, string Text)> _lines = new();
    private readonly ConcurrentQueue<Action> _work = new();
    private readonly SemaphoreSlim _wake = new(0);
    private readonly Action<string> _writeVerbose;
    private readonly Action<string> _writeWarning;

    /// <remarks>
    /// Both actions, and all work, are called on the pipeline thread, from <see cref="Drain"/> or <see cref="WaitFor"/>.
    /// </remarks>
    public PipelineLog(Action<string> writeVerbose, Action<string> writeWarning)
    {
        _writeVerbose = writeVerbose;
        _writeWarning = writeWarning;
    }

    /// <summary>Entered while a piece of work has the pipeline thread; null: nothing.</summary>
    public Func<IDisposable?>? WorkScope { get; set; }

    /// <summary>A verbose line; may be called from any thread.</summary>
    public void Add(string line) => Enqueue(false, line);

    /// <summary>A warning; may be called from any thread.</summary>
    public void AddWarning(string line) => Enqueue(true, line);

    /// <summary>
    /// Has something done on the pipeline thread, while that waits for a task: a command run, a question asked. May be called from any
    /// thread; what the work throws is the task's.
    /// </summary>
    public Task<T> RunAsync<T>(Func<T> work, CancellationToken cancellationToken)
    {
        TaskCompletionSource<T> done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        CancellationTokenRegistration cancellation = cancellationToken.Register(() => done.TrySetCanceled(cancellationToken));
        _work.Enqueue(() =>
        {
            using (cancellation)
            {
                if (done.Task.IsCompleted)
                {
                    return;
                }

                try
                {
                    done.TrySetResult(work());
                }
                catch (Exception exception)
                {
                    // Not swallowed: it goes on in whoever awaits, which is what the pipeline thread is waiting for.
                    done.TrySetException(exception);
                }
            }
        });
        Wake();
        return done.Task;
    }

    /// <param name="bar">Taken away before work begins, which may ask questions.</param>
    public void Drain(WaitBar? bar = null)
    {
        while (_work.TryDequeue(out Action? work))
        {
            bar?.Break();
            using IDisposable? scope = WorkScope?.Invoke();
            work();
        }

        while (_lines.TryDequeue(out (bool IsWarning, string Text) line))
        {
            (line.IsWarning ? _writeWarning : _writeVerbose)(line.Text);
        }
    }

    /// <summary>Blocks until the task has ended, writing lines as they come. Does not observe the task's outcome.</summary>
    /// <param name="task">What is waited for.</param>
    /// <param name="bar">Says so where it takes long; null: nothing does.</param>
    /// <param name="what">How the bar calls it.</param>
    public void WaitFor(Task task, WaitBar? bar = null, string? what = null)
    {
        task.ContinueWith(
            static (_, log) => ((PipelineLog)log!).Wake(),
            this,
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
        while (!task.IsCompleted)
        {
            _wake.Wait(bar?.UntilDue() ?? Timeout.Infinite);
            Drain(bar);
            if (!task.IsCompleted)
            {
                bar?.Tick(what);
            }
        }
    }

    public void Dispose() => _wake.Dispose();

    private void Enqueue(bool isWarning, string line)
    {
        _lines.Enqueue((isWarning, line));
        Wake();
    }

    private void Wake()
    {
        try
        {
            _wake.Release();
        }
        catch (ObjectDisposedException)
        {
            // A late line of an abandoned call: the cmdlet has ended and nobody is left to read it.
        }
    }
}
