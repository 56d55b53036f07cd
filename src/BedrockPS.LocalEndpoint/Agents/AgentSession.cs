using System;
using System.Collections.Generic;
using System.Threading;
using BedrockPS.Local.Simulation;

namespace BedrockPS.Local.Agents;

/// <summary>What has been said to an agent in one session, and what it waits for.</summary>
internal sealed class AgentSession
{
    private int _isBusy;

    public DateTimeOffset StartedAt { get; } = DateTimeOffset.UtcNow;

    public List<Turn> Turns { get; } = [];

    /// <summary>What the user asked, for the summary of a memory.</summary>
    public List<string> Asked { get; } = [];

    public Dictionary<string, string> Attributes { get; } = new(StringComparer.Ordinal);

    /// <summary>The memory it goes into when it ends; null: none.</summary>
    public string? MemoryId { get; set; }

    /// <summary>The request the caller has not answered yet; null: none.</summary>
    public AgentRequestedActions? Pending { get; set; }

    /// <summary>An agent answers one question of a session at a time. False while it does.</summary>
    public bool TryEnter() => Interlocked.CompareExchange(ref _isBusy, 1, 0) == 0;

    public void Leave() => Interlocked.Exchange(ref _isBusy, 0);

    public Turn TurnOf(string role)
    {
        if (Turns.Count == 0 || Turns[Turns.Count - 1].Role != role)
        {
            Turns.Add(new Turn(role));
        }

        return Turns[Turns.Count - 1];
    }
}
