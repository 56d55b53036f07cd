using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using BedrockPS.Local.Serving;
using BedrockPS.Local.Simulation;

namespace BedrockPS.Local.Agents;

/// <summary>What agents remember of sessions that have ended, by the alias they were asked by and the memory that was named.</summary>
internal sealed class AgentMemories
{
    private const int DaysKept = 30;

    private readonly ConcurrentDictionary<string, List<Dictionary<string, object?>>> _summaries = new(StringComparer.Ordinal);

    public void Add(string region, AgentTarget target, string sessionId, AgentSession session)
    {
        if (session.MemoryId is not string memory || session.Asked.Count == 0)
        {
            return;
        }

        List<Dictionary<string, object?>> summaries = _summaries.GetOrAdd(Key(region, target.Agent, target.Alias), static _ => []);
        lock (summaries)
        {
            summaries.RemoveAll(summary => summary.Text("memoryId") == memory && summary.Text("sessionId") == sessionId);
            summaries.Insert(0, new()
            {
                ["memoryId"] = memory,
                ["sessionId"] = sessionId,
                ["sessionStartTime"] = session.StartedAt,
                ["sessionExpiryTime"] = DateTimeOffset.UtcNow.AddDays(DaysKept),
                ["summaryText"] = "The user asked: " + string.Join(" ", session.Asked.Select(static text => $"\"{SimulatedText.Quote(text)}\"")),
            });
        }
    }

    /// <summary>Summaries of a memory, the latest first.</summary>
    public List<Dictionary<string, object?>> Of(string region, string agent, string alias, string memoryId)
    {
        if (!_summaries.TryGetValue(Key(region, agent, alias), out List<Dictionary<string, object?>>? summaries))
        {
            return [];
        }

        lock (summaries)
        {
            return summaries.FindAll(summary => summary.Text("memoryId") == memoryId);
        }
    }

    /// <summary>Forgets a session of a memory, a memory, or all of an alias'.</summary>
    public void Remove(string region, string agent, string alias, string? memoryId, string? sessionId)
    {
        if (_summaries.TryGetValue(Key(region, agent, alias), out List<Dictionary<string, object?>>? summaries))
        {
            lock (summaries)
            {
                summaries.RemoveAll(summary => (memoryId is null || summary.Text("memoryId") == memoryId) && (sessionId is null || summary.Text("sessionId") == sessionId));
            }
        }
    }

    private static string Key(string region, string agent, string alias) => $"{region}/{agent}/{alias}";
}
