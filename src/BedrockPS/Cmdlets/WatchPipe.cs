using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Resources;

namespace BedrockPS.Cmdlets;

/// <summary>Has a cmdlet wait for several things at once, each written as it is done, with one progress bar for all.</summary>
internal sealed class WatchPipe
{
    private static readonly TimeSpan s_tick = TimeSpan.FromMilliseconds(500);

    private readonly Action<Task> _wait;
    private readonly Action<ResourceWatch> _write;
    private readonly ProgressBar _bar;

    /// <param name="wait">Blocks the pipeline thread, which does other work meanwhile.</param>
    /// <param name="write">Writes what has come to an end; on the pipeline thread.</param>
    /// <param name="bar">Shows how it goes.</param>
    public WatchPipe(Action<Task> wait, Action<ResourceWatch> write, ProgressBar bar)
    {
        _wait = wait;
        _write = write;
        _bar = bar;
    }

    /// <summary>Only the first to be done is waited for.</summary>
    public bool IsAny { get; init; }

    /// <param name="watches">What to wait for.</param>
    /// <param name="timeout">Longest wait; null: none.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public void Run(IReadOnlyCollection<ResourceWatch> watches, TimeSpan? timeout, CancellationToken cancellationToken)
    {
        using WatchLimits limits = new(timeout);
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Dictionary<Task, ResourceWatch> running = watches.ToDictionary(watch => Task.Run(() => watch.RunAsync(limits, stop.Token)));
        int failed = 0;
        bool isDone = false;
        try
        {
            Task tick = Task.Delay(s_tick, cancellationToken);
            while (running.Count > 0 && !(IsAny && running.Count < watches.Count))
            {
                _wait(Task.WhenAny(running.Keys.Append(tick)));
                cancellationToken.ThrowIfCancellationRequested();
                foreach (Task ended in running.Keys.Where(static task => task.IsCompleted).ToList())
                {
                    ResourceWatch watch = running[ended];
                    running.Remove(ended);
                    _wait(ended);
                    failed += watch.Failure is null ? 0 : 1;
                    _write(watch);
                }

                if (tick.IsCompleted && running.Count > 0)
                {
                    _bar.Show(Describe(watches, running.Values, failed), (watches.Count - running.Count) * 100 / watches.Count, null);
                    tick = Task.Delay(s_tick, cancellationToken);
                }
            }

            isDone = true;
        }
        finally
        {
            stop.Cancel();
            Settle(running.Keys);
            if (isDone)
            {
                _bar.Complete();
            }
            else
            {
                _bar.Abandon();
            }
        }
    }

    /// <summary>2 of 5 done, 1 failed: 2 InProgress, 1 Validating.</summary>
    private static string Describe(IReadOnlyCollection<ResourceWatch> all, IReadOnlyCollection<ResourceWatch> running, int failed)
    {
        StringBuilder text = new();
        if (all.Count > 1)
        {
            text.AppendFormat(CultureInfo.InvariantCulture, "{0} of {1} done", all.Count - running.Count, all.Count);
            text.Append(failed > 0 ? $", {failed} failed: " : ": ");
        }

        text.Append(string.Join(", ", running
            .GroupBy(static watch => watch.State.Length > 0 ? watch.State : "not seen yet")
            .OrderByDescending(static group => group.Count())
            .Select(group => all.Count > 1 ? $"{group.Count()} {group.Key}" : group.Key)));
        return text.ToString();
    }

    /// <summary>What was cancelled ends by itself; its limits must stay until then.</summary>
    private static void Settle(IEnumerable<Task> tasks)
    {
        try
        {
            Task.WhenAll(tasks).Wait();
        }
        catch (AggregateException exception) when (exception.InnerExceptions.All(static inner => inner is OperationCanceledException))
        {
        }
    }
}
