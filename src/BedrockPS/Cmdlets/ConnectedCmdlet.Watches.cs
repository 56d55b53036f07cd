using System;
using System.Collections.Generic;
using System.Management.Automation;
using BedrockPS.Resources;

namespace BedrockPS.Cmdlets;

/// <content>Waiting for what takes its time at the service, in the pipeline or in a PowerShell job.</content>
public abstract partial class ConnectedCmdlet
{
    private protected TimeSpan? WaitLimit => TimeoutSec is int seconds ? TimeSpan.FromSeconds(seconds) : null;

    /// <summary>Waits, -TimeoutSec at most, and writes each as it is done; or writes the job that does so.</summary>
    /// <param name="watches">What to wait for.</param>
    /// <param name="isJob">A PowerShell job waits.</param>
    /// <param name="isAny">Only the first to be done is waited for.</param>
    private protected void RunWatches(IReadOnlyList<ResourceWatch> watches, bool isJob, bool isAny = false)
    {
        if (watches.Count > 0 && isJob)
        {
            BedrockJob job = new(MyInvocation.Line.Trim(), watches, WaitLimit, isAny);
            JobRepository.Add(job);
            job.Start();
            WriteObject(job);
        }
        else if (watches.Count > 0)
        {
            ProgressBar bar = new(this, "Waiting for " + (watches.Count == 1 ? watches[0].Title : $"{watches.Count} jobs"));
            new WatchPipe(WaitQuietly, WriteEnd, bar) { IsAny = isAny }.Run(watches, WaitLimit, StopToken);
        }
    }

    /// <summary>Writes what was waited for and is done.</summary>
    private protected virtual void WriteDone(PSObject done) => WriteObject(done);

    private void WriteEnd(ResourceWatch watch)
    {
        if (watch.Failure is BedrockException failure)
        {
            WriteFailure(failure, watch.Target);
        }
        else if (watch.Shown is PSObject done && !watch.IsLeaving)
        {
            WriteDone(done);
        }
    }
}
