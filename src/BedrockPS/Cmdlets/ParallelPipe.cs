using System;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Parallelism;

namespace BedrockPS.Cmdlets;

/// <summary>
/// Several calls of one pipeline at a time. Takes work as inputs come, and has results written as they are ready, on the pipeline
/// thread and by default in the order of the inputs.
/// </summary>
/// <typeparam name="T">What a piece of work gives; its errors are part of it.</typeparam>
internal sealed class ParallelPipe<T> : IDisposable
{
    /// <summary>Inputs taken for each that is being worked on: so far may results run ahead of a slow one.</summary>
    private const int Lead = 4;

    private readonly OrderedWindow<T> _window;
    private readonly ParallelPipeOptions<T> _options;
    private readonly PipelineProgress _progress;
    private Task? _tick;
    private long _inputs;

    /// <param name="limit">Pieces of work at a time.</param>
    /// <param name="options">What the cmdlet does for it.</param>
    /// <param name="progress">Counts what is done.</param>
    /// <param name="cancellationToken">Cancels all work.</param>
    public ParallelPipe(int limit, ParallelPipeOptions<T> options, PipelineProgress progress, CancellationToken cancellationToken)
    {
        _window = new OrderedWindow<T>(limit, limit * Lead, options.IsOrdered, cancellationToken);
        _options = options;
        _progress = progress;
    }

    /// <summary>Has the work done; blocks while as much as fits is under way.</summary>
    /// <param name="inputs">Inputs it is for.</param>
    /// <param name="work">Runs on the thread pool.</param>
    public void Send(int inputs, Func<CancellationToken, Task<T>> work)
    {
        MakeRoom(inputs);
        _window.Add(token => RunAsync(work, token));
        WriteReady();
    }

    /// <summary>A result that needs no work, in its place.</summary>
    public void Send(int inputs, T result)
    {
        MakeRoom(inputs);
        _window.AddResult(Seen(result));
        WriteReady();
    }

    /// <summary>After the last input: writes what is still to come.</summary>
    public void Finish()
    {
        _progress.Total = _inputs;
        while (_window.Count > 0)
        {
            WaitForResult();
            WriteReady();
        }

        _options.Bar.Complete();
    }

    /// <summary>Before the pipeline ends early: writes what is under way, which has been paid for, and gives up the rest.</summary>
    public void FinishStarted()
    {
        _window.Abandon();
        Finish();
    }

    /// <summary>Cancels what is still under way.</summary>
    public void Dispose()
    {
        _window.Dispose();
        _options.Bar.Abandon();
    }

    private async Task<T> RunAsync(Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken) =>
        Seen(await work(cancellationToken).ConfigureAwait(false));

    private T Seen(T result)
    {
        _options.Count(_progress, result);
        if (_options.EndsAll(result))
        {
            // No later input can fare better: what has not been sent yet need not be.
            _window.Close();
        }

        return result;
    }

    private void MakeRoom(int inputs)
    {
        _inputs += inputs;
        WriteReady();
        while (_window.IsFull)
        {
            WaitForResult();
            WriteReady();
        }
    }

    private void WriteReady()
    {
        // Lines and work for the pipeline thread come along even where nothing has to be waited for.
        _options.Wait(Task.CompletedTask);
        while (_window.TryTake(out T result))
        {
            _options.Write(result);
            Report();
        }

        Report();
    }

    private void WaitForResult()
    {
        Task ready = _window.WhenReady();
        while (!ready.IsCompleted)
        {
            _tick ??= Task.Delay(PipelineProgress.Interval);
            _options.Wait(Task.WhenAny(ready, _tick));
            _tick = _tick.IsCompleted ? null : _tick;
            Report();
        }
    }

    private void Report()
    {
        if (_progress.IsDue())
        {
            _options.Bar.Show(_progress.Describe(_window.Running), _progress.Percent, _progress.SecondsLeft);
        }
    }
}
