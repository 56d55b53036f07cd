using System;
using System.Threading.Tasks;
using BedrockPS.Parallelism;

namespace BedrockPS.Cmdlets;

/// <summary>What a cmdlet does for its <see cref="ParallelPipe{T}"/>.</summary>
internal sealed class ParallelPipeOptions<T>
{
    public ParallelPipeOptions(Action<Task> wait, Action<T> write, ProgressBar bar)
    {
        Wait = wait;
        Write = write;
        Bar = bar;
    }

    /// <summary>Blocks the pipeline thread, which does other work meanwhile.</summary>
    public Action<Task> Wait { get; }

    /// <summary>Writes a result; on the pipeline thread.</summary>
    public Action<T> Write { get; }

    public ProgressBar Bar { get; }

    public bool IsOrdered { get; set; } = true;

    /// <summary>Whether a result is an error that every later input would meet; on any thread.</summary>
    public Func<T, bool> EndsAll { get; set; } = static _ => false;

    /// <summary>Adds a result to what is done; on any thread.</summary>
    public Action<PipelineProgress, T> Count { get; set; } = static (progress, _) => progress.Add(1, 0, null);
}
