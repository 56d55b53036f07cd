using System.Threading;
using System.Threading.Tasks;

namespace BedrockPS.Engine.Aws;

/// <summary>Stops waiting for work that cannot be stopped itself.</summary>
internal static class TaskCancellation
{
    public static async Task<T> OrCancelled<T>(this Task<T> task, CancellationToken cancellationToken)
    {
        if (!task.IsCompleted)
        {
            TaskCompletionSource<T> cancelled = new(TaskCreationOptions.RunContinuationsAsynchronously);
            using CancellationTokenRegistration registration = cancellationToken.Register(
                static c => ((TaskCompletionSource<T>)c!).TrySetCanceled(), cancelled);
            if (await Task.WhenAny(task, cancelled.Task).ConfigureAwait(false) != task)
            {
                // Nobody is left to look at the outcome.
                _ = task.ContinueWith(
                    static t => t.Exception,
                    TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously);
                cancellationToken.ThrowIfCancellationRequested();
            }
        }

        return await task.ConfigureAwait(false);
    }
}
