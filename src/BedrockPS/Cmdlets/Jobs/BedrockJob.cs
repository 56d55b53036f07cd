using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Resources;

namespace BedrockPS;

/// <summary>
/// A PowerShell job that waits for something at the service, a child job for each thing. Its output is what is done, as the service
/// then shows it; what failed makes it Failed. Stopping it stops the wait and not the work.
/// </summary>
public sealed class BedrockJob : Job
{
    private readonly WatchLimits _limits;
    private readonly bool _isAny;
    private readonly string _location;

    /// <param name="command">Command line that made it.</param>
    /// <param name="watches">What to wait for.</param>
    /// <param name="timeout">Longest wait; null: none.</param>
    /// <param name="isAny">Only the first to be done is waited for.</param>
    internal BedrockJob(string command, IReadOnlyCollection<ResourceWatch> watches, TimeSpan? timeout, bool isAny = false)
        : base(command)
    {
        PSJobTypeName = nameof(BedrockJob);
        _limits = new WatchLimits(timeout);
        _isAny = isAny;
        _location = string.Join(",", watches.Select(static watch => watch.Region).Distinct());
        foreach (ResourceWatch watch in watches)
        {
            ChildJobs.Add(new BedrockChildJob(command, watch));
        }
    }

    /// <summary>The states that are waited for to pass, such as InProgress.</summary>
    public override string StatusMessage =>
        string.Join(", ", Children.Select(static child => child.StatusMessage).Where(static state => state.Length > 0).Distinct());

    public override bool HasMoreData => Children.Any(static child => child.HasMoreData);

    /// <summary>Region, or regions, of what is waited for.</summary>
    public override string Location => _location;

    private IEnumerable<BedrockChildJob> Children => ChildJobs.OfType<BedrockChildJob>();

    public override void StopJob()
    {
        foreach (BedrockChildJob child in Children)
        {
            child.StopJob();
        }

        Finished.WaitOne();
    }

    /// <summary>Begins to wait, on the thread pool.</summary>
    internal void Start()
    {
        SetJobState(JobState.Running);
        _ = Task.Run(RunAsync, CancellationToken.None);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            foreach (BedrockChildJob child in Children)
            {
                child.Dispose();
            }
        }

        base.Dispose(disposing);
    }

    private async Task RunAsync()
    {
        List<Task> waits = [.. Children.Select(child => child.RunAsync(_limits))];
        if (_isAny)
        {
            await Task.WhenAny(waits).ConfigureAwait(false);
            foreach (BedrockChildJob child in Children)
            {
                child.GiveUp();
            }
        }

        await Task.WhenAll(waits).ConfigureAwait(false);
        _limits.Dispose();
        HashSet<JobState> states = [.. Children.Select(static child => child.JobStateInfo.State)];
        SetJobState(
            states.Contains(JobState.Failed) ? JobState.Failed
            : states.Contains(JobState.Stopped) && !(_isAny && states.Contains(JobState.Completed)) ? JobState.Stopped
            : JobState.Completed);
    }
}
