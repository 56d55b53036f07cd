using System;
using System.Collections.Concurrent;
using System.Threading;
using System.Threading.Tasks;

namespace BedrockPS.Cmdlets;

/// <summary>
/// Carries lines from the threads that do the work to the pipeline thread, the only one allowed to write them, and wakes that
/// thread while it waits for a task.
/// </summary>
internal sealed class PipelineLog : IDisposable
{
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly SemaphoreSlim _wake = new(0);
    private readonly Action<string> _write;

    /// <param name="write">Called on the pipeline thread, from <see cref="Drain"/> or <see cref="WaitFor"/>.</param>
    public PipelineLog(Action<string> write) => _write = write;

    /// <summary>May be called from any thread.</summary>
    public void Add(string line)
    {
        _lines.Enqueue(line);
        Wake();
    }

    public void Drain()
    {
        while (_lines.TryDequeue(out string? line))
        {
            _write(line);
        }
    }

    /// <summary>Blocks until the task has ended, writing lines as they come. Does not observe the task's outcome.</summary>
    public void WaitFor(Task task)
    {
        task.ContinueWith(
            static (_, log) => ((PipelineLog)log!).Wake(),
            this,
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
        while (!task.IsCompleted)
        {
            _wake.Wait();
            Drain();
        }
    }

    public void Dispose() => _wake.Dispose();

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
