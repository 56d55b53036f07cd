using System;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Errors;

namespace BedrockPS.Cmdlets;

/// <summary>
/// What every cmdlet shares: Ctrl+C, one error per input instead of a dead pipeline, and the only place that blocks on a task.
/// </summary>
public abstract class BedrockCmdlet : PSCmdlet, IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private PipelineLog? _log;

    /// <summary>Cancelled by Ctrl+C and by a downstream cmdlet that wants no more.</summary>
    protected CancellationToken StopToken => _stop.Token;

    /// <summary>The input an error record should name.</summary>
    protected abstract object? Target { get; }

    private protected PipelineLog Log => _log ??= new PipelineLog(WriteVerbose, WriteWarning);

    /// <summary>One pipeline input.</summary>
    protected abstract void Process();

    /// <summary>After the last input, for cmdlets that gather before they send.</summary>
    protected virtual void Finish()
    {
    }

    protected sealed override void ProcessRecord() => Guard(Process);

    protected sealed override void EndProcessing() => Guard(Finish);

    protected override void StopProcessing() => _stop.Cancel();

    /// <summary>Waits on the pipeline thread, writing verbose lines as they come.</summary>
    private protected T Wait<T>(Task<T> task)
    {
        if (!task.IsCompleted)
        {
            Log.WaitFor(task);
        }

        _log?.Drain();
        return task.GetAwaiter().GetResult();
    }

    private protected T Wait<T>(ValueTask<T> task) =>
        task.IsCompletedSuccessfully ? task.Result : Wait(task.AsTask());

    private protected void Wait(Task task)
    {
        if (!task.IsCompleted)
        {
            Log.WaitFor(task);
        }

        _log?.Drain();
        task.GetAwaiter().GetResult();
    }

    /// <summary>Waits while the cmdlet is taken down, when PowerShell lets it write nothing any more.</summary>
    private protected static void WaitAtEnd(Task task) => task.GetAwaiter().GetResult();

    /// <summary>Writes a failure as an error of this input; ends the pipeline where no later input could fare better.</summary>
    private protected void WriteFailure(BedrockException exception, object? target)
    {
        _log?.Drain();
        ErrorRecord record = exception.ToErrorRecord(target);
        if (exception.EndsPipeline)
        {
            ThrowTerminatingError(record);
        }

        WriteError(record);
    }

    private void Guard(Action step)
    {
        // Nothing wider is caught: Select-Object -First and Ctrl+C travel as exceptions of PowerShell's own.
        try
        {
            step();
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
        catch (BedrockException exception)
        {
            WriteFailure(exception, Target);
        }
    }

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            _stop.Dispose();
            _log?.Dispose();
        }
    }
}
