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
    private readonly ConcurrentQueue<(bool IsWarning, string Text)> _lines = new();
    private readonly SemaphoreSlim _wake = new(0);
    private readonly Action<string> _writeVerbose;
    private readonly Action<string> _writeWarning;

    /// <remarks>Both actions are called on the pipeline thread, from <see cref="Drain"/> or <see cref="WaitFor"/>.</remarks>
    public PipelineLog(Action<string> writeVerbose, Action<string> writeWarning)
    {
        _writeVerbose = writeVerbose;
        _writeWarning = writeWarning;
    }

    /// <summary>A verbose line; may be called from any thread.</summary>
    public void Add(string line) => Enqueue(false, line);

    /// <summary>A warning; may be called from any thread.</summary>
    public void AddWarning(string line) => Enqueue(true, line);

    public void Drain()
    {
        while (_lines.TryDequeue(out (bool IsWarning, string Text) line))
        {
            (line.IsWarning ? _writeWarning : _writeVerbose)(line.Text);
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
