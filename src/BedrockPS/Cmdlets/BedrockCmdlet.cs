using System;
using System.Collections.Generic;
using System.IO;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Errors;
using BedrockPS.Files;
using BedrockPS.Parallelism;

namespace BedrockPS.Cmdlets;

/// <summary>
/// What every cmdlet shares: Ctrl+C, one error per input instead of a dead pipeline, and the only place that blocks on a task.
/// </summary>
public abstract class BedrockCmdlet : PSCmdlet, IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private PipelineLog? _log;
    private WaitBar? _bar;

    /// <summary>Cancelled by Ctrl+C and by a downstream cmdlet that wants no more.</summary>
    protected CancellationToken StopToken => _stop.Token;

    /// <summary>The input an error record should name.</summary>
    protected abstract object? Target { get; }

    private protected PipelineLog Log => _log ??= new PipelineLog(WriteVerbose, WriteWarning);

    /// <summary>What the command is waiting for while a wait lasts: a model, an operation. Null: nothing worth saying.</summary>
    private protected virtual string? WaitingFor => null;

    /// <summary>Long waits show a progress bar; not so where the command shows in its own way how it goes.</summary>
    private protected virtual bool ShowsWaits => true;

    private WaitBar Bar => _bar ??= new WaitBar(() => new ProgressBar(this, MyInvocation.MyCommand.Name), () => WaitingFor, SystemClock.Instance);

    /// <summary>One pipeline input.</summary>
    protected abstract void Process();

    /// <summary>An input has been bound: a look at what it brought along by name, before anything is done with it.</summary>
    private protected virtual void Sift()
    {
    }

    /// <summary>After the last input, for cmdlets that gather before they send.</summary>
    protected virtual void Finish()
    {
    }

    /// <summary>An error ends the pipeline: writes what earlier inputs came to and has not been written yet.</summary>
    private protected virtual void LastWords()
    {
    }

    protected sealed override void ProcessRecord()
    {
        Sift();
        Guard(Process);
    }

    protected sealed override void EndProcessing() => Guard(Finish);

    protected override void StopProcessing() => _stop.Cancel();

    /// <summary>Waits on the pipeline thread, writing verbose lines as they come, and a progress bar where it takes long.</summary>
    /// <param name="task">What is waited for.</param>
    /// <param name="what">How the bar calls it; null: as <see cref="WaitingFor"/>.</param>
    private protected T Wait<T>(Task<T> task, string? what = null)
    {
        WaitForEnd(task, ShowsWaits ? Bar : null, what);
        return task.GetAwaiter().GetResult();
    }

    private protected T Wait<T>(ValueTask<T> task) =>
        task.IsCompletedSuccessfully ? task.Result : Wait(task.AsTask());

    private protected void Wait(Task task)
    {
        WaitForEnd(task, ShowsWaits ? Bar : null, null);
        task.GetAwaiter().GetResult();
    }

    /// <summary>Waits where something else shows how it goes.</summary>
    private protected void WaitQuietly(Task task)
    {
        WaitForEnd(task, null, null);
        task.GetAwaiter().GetResult();
    }

    /// <summary>Has something long done beside the pipeline thread, which shows meanwhile that it takes its time.</summary>
    /// <param name="work">Touches nothing of PowerShell's.</param>
    /// <param name="what">How the bar calls it.</param>
    private protected T RunLong<T>(Func<T> work, string what) => Wait(Task.Run(work), what);

    /// <summary>Output ends the silence that a progress bar speaks of.</summary>
    private protected new void WriteObject(object? value)
    {
        _bar?.Break();
        base.WriteObject(value);
    }

    private protected new void WriteObject(object? value, bool enumerateCollection)
    {
        _bar?.Break();
        base.WriteObject(value, enumerateCollection);
    }

    private void WaitForEnd(Task task, WaitBar? bar, string? what)
    {
        if (!task.IsCompleted)
        {
            Log.WaitFor(task, bar, what);
        }

        _log?.Drain(bar);
    }

    /// <summary>Where a path leads that is taken literally, whether there is anything or not.</summary>
    /// <exception cref="BedrockException">FileNotFound, ParameterInvalid.</exception>
    internal string FullPathOf(string path) => FilePaths.Locate(SessionState.Path, path);

    /// <summary>The files a path means.</summary>
    /// <exception cref="BedrockException">FileNotFound, ParameterInvalid.</exception>
    private protected IEnumerable<string> FilesOf(string path, bool isLiteral = false) => FilePaths.Of(SessionState.Path, path, isLiteral);

    /// <summary>Waits while the cmdlet is taken down, when PowerShell lets it write nothing any more.</summary>
    private protected static void WaitAtEnd(Task task) => task.GetAwaiter().GetResult();

    /// <summary>-WhatIf is in force, given or as a preference.</summary>
    private protected bool IsRehearsal => MyInvocation.BoundParameters.TryGetValue("WhatIf", out object? whatIf)
        ? whatIf is SwitchParameter { IsPresent: true }
        : LanguagePrimitives.IsTrue(GetVariableValue("WhatIfPreference"));

    /// <summary>Whether -Force spares the question: not where -Confirm or -WhatIf is given too.</summary>
    private protected bool IsSpared(SwitchParameter force) => force && !MyInvocation.BoundParameters.ContainsKey("Confirm") && !IsRehearsal;

    /// <summary>Writes a failure as an error of this input; ends the pipeline where no later input could fare better.</summary>
    private protected void WriteFailure(BedrockException exception, object? target)
    {
        _bar?.Break();
        _log?.Drain();
        ErrorRecord record = exception.ToErrorRecord(target);
        if (exception.EndsPipeline)
        {
            LastWords();
            ThrowTerminatingError(record);
        }

        WriteError(record);
    }

    /// <summary>Does something for each part of an input; one that fails is an error of its own, and the others have their turn.</summary>
    /// <param name="parts">Ids, paths, objects: what the errors name.</param>
    /// <param name="step">What is done.</param>
    /// <param name="advise">Says what to do about an error before it is written; null: nothing to add.</param>
    private protected void ForEach<T>(IEnumerable<T> parts, Action<T> step, Action<T, BedrockException>? advise = null)
    {
        foreach (T part in parts)
        {
            try
            {
                step(part);
            }
            catch (BedrockException exception)
            {
                advise?.Invoke(part, exception);
                WriteFailure(exception, part);
            }
        }
    }

    private void Guard(Action step)
    {
        // Nothing wider is caught: Select-Object -First and Ctrl+C travel as exceptions of PowerShell's own.
        _bar?.Break();
        try
        {
            step();
            _bar?.Break();
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
            _bar?.Abandon();
            _stop.Dispose();
            _log?.Dispose();
        }
    }
}
