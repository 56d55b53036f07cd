using System.Threading;
using System.Threading.Tasks;

namespace BedrockPS.Unit.Parallelism;

/// <summary>Where everybody waits until enough have come.</summary>
internal sealed class Meeting(int size)
{
    private readonly TaskCompletionSource _complete = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _arrived;

    public Task Complete => _complete.Task;

    public Task ArriveAsync()
    {
        if (Interlocked.Increment(ref _arrived) == size)
        {
            _complete.SetResult();
        }

        return _complete.Task;
    }
}
