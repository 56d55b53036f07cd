using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Models;
using BedrockPS.Protocol;

namespace BedrockPS.Resources;

/// <summary>Waits for one thing to be done, asking less and less often: first after a quarter of a second, later every half minute.</summary>
internal sealed class ResourceWatch
{
    private static readonly TimeSpan s_first = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(30);

    // A connection that has died unnoticed must not be what an hour is spent on.
    private static readonly TimeSpan s_longestAsk = TimeSpan.FromMinutes(1);

    private readonly ApiClient _client;
    private readonly Dictionary<string, object?> _key;
    private volatile string _state = "";
    private bool _isSeen;

    /// <param name="connection">Whose connection to ask on.</param>
    /// <param name="type">What it is.</param>
    /// <param name="key">What finds it.</param>
    /// <param name="log">Told of attempts and waits, from any thread.</param>
    public ResourceWatch(ApiClient connection, ResourceType type, Dictionary<string, object?> key, Action<string> log)
    {
        _client = new ApiClient(connection.Settings, new CallOptions { Timeout = s_longestAsk, IdleTimeout = connection.Options.IdleTimeout, Log = log });
        _key = key;
        Type = type;
    }

    public ResourceType Type { get; }

    /// <summary>What the errors of this watch name, while nothing is known of the resource itself.</summary>
    public object? Input { get; init; }

    /// <summary>It is being removed, and is waited for until it is not there any more.</summary>
    public bool IsLeaving { get; init; }

    /// <summary>The state it was last seen in; empty before the first look.</summary>
    public string State => _state;

    /// <summary>What it was when last looked at; before that, what set it going answered, or null.</summary>
    public ResourceContent? Content { get; set; }

    /// <summary>Why the wait ended without what was waited for; null where it did not.</summary>
    public BedrockException? Failure { get; private set; }

    /// <summary>Nothing is under way with it any more, well or not.</summary>
    public bool HasEnded { get; private set; }

    /// <summary>It as users see it; null where it has not been seen.</summary>
    public PSObject? Shown => Content is null ? null : ResourceView.Of(Type, Content, Region);

    /// <summary>What an error of this watch is about: it as it was last seen.</summary>
    public object? Target => Shown ?? Input;

    /// <summary>In words: customization job nightly.</summary>
    public string Title
    {
        get
        {
            object? name = Content?.First(Type.NameMember) ?? Content?.First(Type.Id) ?? Content?.First(Type.Arn);
            if (name is null && Type.PathIdentity is string identity)
            {
                _key.TryGetValue(identity, out name);
            }

            // Of an ARN what tells it from others.
            return $"{Type.Label} {(name as string)?.Split('/').Last()}".TrimEnd();
        }
    }

    public string Region => _client.Region;

    /// <summary>The same with a log of its own, for a wait that outlives the command.</summary>
    public ResourceWatch With(Action<string> log) => new(_client, Type, _key, log) { Input = Input, IsLeaving = IsLeaving, Content = Content };

    /// <summary>Waits to the end. What goes wrong is told by <see cref="Failure"/>.</summary>
    /// <param name="limits">What it shares with others.</param>
    /// <param name="cancellationToken">Ends the wait, not the work.</param>
    public async Task RunAsync(WatchLimits limits, CancellationToken cancellationToken)
    {
        using CancellationTokenSource ask = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limits.Late);
        try
        {
            TimeSpan pause = s_first;
            while (await IsBusyAsync(limits, ask.Token).ConfigureAwait(false))
            {
                TimeSpan left = limits.End - DateTime.UtcNow;
                if (left <= TimeSpan.Zero)
                {
                    Failure = TimedOut(limits);
                    return;
                }

                await Task.Delay(left < pause ? left : pause, ask.Token).ConfigureAwait(false);
                pause = TimeSpan.FromTicks(Math.Min(s_longest.Ticks, pause.Ticks * 3 / 2));
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            Failure = TimedOut(limits);
        }
        catch (BedrockException exception)
        {
            Failure = exception;
        }
    }

    private async Task<bool> IsBusyAsync(WatchLimits limits, CancellationToken cancellationToken)
    {
        await limits.Gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            Content = await new ResourceApi(_client, Type).GetAsync(_key, cancellationToken).ConfigureAwait(false);
            _isSeen = true;
        }
        catch (BedrockException exception) when (IsLeaving && exception.Code == "ResourceNotFound")
        {
            return false;
        }
        catch (BedrockException exception) when (IsPassing(exception))
        {
            _client.Options.Log?.Invoke($"The state of the {Title} could not be read: {exception.Message} It is asked for again.");
            return true;
        }
        finally
        {
            limits.Gate.Release();
        }

        _state = Type.States is ResourceStates states ? Content.First([states.Member]) as string ?? "" : "";
        if (Type.States?.IsBusy(_state) == true)
        {
            return true;
        }

        HasEnded = true;
        Failure = FailureOf(Type, Content, Title);
        return IsLeaving && Failure is null;
    }

    /// <summary>An hour of waiting must not end with one answer that was lost; but a service that never answered will not begin to.</summary>
    private bool IsPassing(BedrockException exception) =>
        exception.Code == "Throttling" || (exception.IsRetryable && _isSeen);

    private BedrockException TimedOut(WatchLimits limits) => new(
        "WaitTimeout",
        $"The {Title} was {(!_isSeen ? "not seen in" : $"still {(_state.Length == 0 ? "there" : _state)} after")} {limits.Timeout!.Value.TotalSeconds:0} s. It goes on without you.");

    private static BedrockException? FailureOf(ResourceType type, ResourceContent content, string title)
    {
        if (type.States is not ResourceStates states)
        {
            return null;
        }

        string state = content.First([states.Member]) as string ?? "";
        return states.IsFailed(state)
            ? new BedrockException("JobFailed", $"The {title} is {state}: {Reason(states, content)}")
            : states.IsStopped(state)
                ? new BedrockException("JobStopped", $"The {title} is {state}; somebody stopped it.")
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
