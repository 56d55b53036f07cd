using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Models;

namespace BedrockPS.Resources;

/// <summary>Waits for something to be done, asking less and less often: first after a quarter of a second, later every half minute.</summary>
internal sealed class ResourceWaiter
{
    private static readonly TimeSpan s_first = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(30);

    private readonly ResourceApi _api;
    private readonly ResourceType _type;

    public ResourceWaiter(ResourceApi api, ResourceType type)
    {
        _api = api;
        _type = type;
    }

    /// <summary>Called with every state that is seen; on any thread.</summary>
    public Action<string>? Seen { get; init; }

    /// <param name="key">What finds it.</param>
    /// <param name="timeout">Longest wait; null: none.</param>
    /// <param name="cancellationToken">Ends the wait, not the work.</param>
    /// <returns>What it is in the end, whether done, failed or stopped.</returns>
    /// <exception cref="BedrockException">WaitTimeout, and whatever asking may give.</exception>
    public async Task<ResourceContent> WaitAsync(Dictionary<string, object?> key, TimeSpan? timeout, CancellationToken cancellationToken)
    {
        DateTime end = timeout is TimeSpan limit ? DateTime.UtcNow + limit : DateTime.MaxValue;
        TimeSpan pause = s_first;
        while (true)
        {
            ResourceContent content = await _api.GetAsync(key, cancellationToken).ConfigureAwait(false);
            string state = content.First([_type.States!.Member]) as string ?? "";
            Seen?.Invoke(state);
            if (!_type.States.IsBusy(state))
            {
                return content;
            }

            if (DateTime.UtcNow + pause >= end)
            {
                throw new BedrockException("WaitTimeout", $"The {_type.Label} was still {state} after {timeout!.Value.TotalSeconds:0} s. It goes on without you.");
            }

            await Task.Delay(pause, cancellationToken).ConfigureAwait(false);
            pause = TimeSpan.FromTicks(Math.Min(s_longest.Ticks, pause.Ticks * 3 / 2));
        }
    }

    /// <summary>The failure something ended with; null when it is done.</summary>
    public static BedrockException? Failure(ResourceType type, ResourceContent content)
    {
        ResourceStates states = type.States!;
        string state = content.First([states.Member]) as string ?? "";
        string name = content.First(type.NameMember) as string ?? content.First(type.Id) as string ?? content.First(type.Arn) as string ?? "";
        return states.IsFailed(state)
            ? new BedrockException("JobFailed", $"The {type.Label} {name} is {state}: {Reason(states, content)}")
            : states.IsStopped(state)
                ? new BedrockException("JobStopped", $"The {type.Label} {name} is {state}; somebody stopped it.")
                : null;
    }

    private static string Reason(ResourceStates states, ResourceContent content) => content.First(states.Reason) switch
    {
        string { Length: > 0 } text => text,
        List<object?> { Count: > 0 } reasons => string.Join("; ", reasons.Select(static reason =>
            reason is IReadOnlyDictionary<string, object?> finding ? finding.Text("message") : reason)),
        _ => "the service gives no reason.",
    };
}
