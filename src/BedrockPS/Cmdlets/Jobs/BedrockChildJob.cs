using System;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Errors;
using BedrockPS.Resources;

namespace BedrockPS;

/// <summary>The part of a <see cref="BedrockJob"/> that waits for one thing.</summary>
public sealed class BedrockChildJob : Job
{
    private readonly CancellationTokenSource _stop = new();
    private readonly ResourceWatch _watch;
    private readonly string _location;

    internal BedrockChildJob(string command, ResourceWatch watch)
        : base(command, watch.Title)
    {
        PSJobTypeName = nameof(BedrockJob);
        _location = watch.Region;

        // The command's own log writes to its pipeline, which is over by then.
        _watch = watch.With(line => Verbose.Add(new VerboseRecord(line)));
    }

    /// <summary>The state it was last seen in, such as InProgress.</summary>
    public override string StatusMessage => _watch.State;

    public override bool HasMoreData => Output.Count + Error.Count > 0;

    /// <summary>Region of what is waited for.</summary>
    public override string Location => _location;

    /// <summary>Stops the wait. The work goes on at the service.</summary>
    public override void StopJob()
    {
        GiveUp();
        Finished.WaitOne();
    }

    internal void GiveUp()
    {
        try
        {
            _stop.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // Removed already, and with that no longer waiting.
        }
    }

    internal async Task RunAsync(WatchLimits limits)
    {
        SetJobState(JobState.Running);
        try
        {
            await _watch.RunAsync(limits, _stop.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            SetJobState(JobState.Stopped);
            return;
        }

        if (_watch.Failure is BedrockException failure)
        {
            Error.Add(failure.ToErrorRecord(_watch.Target, typeof(BedrockJob)));
            SetJobState(JobState.Failed);
            return;
        }

        if (_watch.Shown is PSObject done && !_watch.IsLeaving)
        {
            Output.Add(done);
        }

        SetJobState(JobState.Completed);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            GiveUp();
            _stop.Dispose();
        }

        base.Dispose(disposing);
    }
}
