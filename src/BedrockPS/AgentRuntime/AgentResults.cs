using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using BedrockPS.Api;
using BedrockPS.Inference;

namespace BedrockPS.AgentRuntime;

/// <summary>Results a caller gives for what an agent left to him.</summary>
internal static class AgentResults
{
    private static readonly string[] s_kinds = ["functionResult", "apiResult"];

    /// <summary>Results as the service takes them.</summary>
    /// <param name="asked">What the agent asked for; null: only results in the service's own form can be told apart.</param>
    /// <param name="given">
    /// A dictionary of names and results; the service's own structures; or one result, where one thing was asked for.
    /// </param>
    /// <exception cref="BedrockException">ParameterInvalid: a result of nothing that was asked for, or nothing tells what it is of.</exception>
    public static List<object?> Read(AgentReturnControl? asked, object? given)
    {
        object? plain = Unwrapped(given);
        if (Structures(plain) is List<object?> structures)
        {
            return structures;
        }

        if (asked is null)
        {
            throw new BedrockException(
                "ParameterInvalid", "-ReturnControlResult needs what the agent asked for: pipe the response that has it, or give its ReturnControl.");
        }

        if (plain is not IDictionary named)
        {
            return asked.Invocations.Length == 1
                ? [ResultOf(asked.Invocations[0], given).ToMember()]
                : throw new BedrockException("ParameterInvalid", $"The agent asked for {asked.Invocations.Length} things: give -ReturnControlResult a hashtable with a result for each, {Names(asked)}.");
        }

        return OfNames(asked, named);
    }

    private static List<object?> OfNames(AgentReturnControl asked, IDictionary named)
    {
        Dictionary<string, object?> byName = [];
        foreach (DictionaryEntry entry in named)
        {
            byName[AgentNames.Plain(entry.Key.ToString() ?? "")] = entry.Value;
        }

        HashSet<string> used = [];
        List<object?> results = [];
        foreach (AgentInvocation invocation in asked.Invocations)
        {
            string? name = AgentNames.Of(invocation).FirstOrDefault(byName.ContainsKey);
            if (name is null)
            {
                results.Add(NotDone(invocation).ToMember());
                continue;
            }

            used.Add(name);
            results.Add(ResultOf(invocation, byName[name]).ToMember());
        }

        foreach (DictionaryEntry entry in named)
        {
            if (!used.Contains(AgentNames.Plain(entry.Key.ToString() ?? "")))
            {
                throw new BedrockException("ParameterInvalid", $"-ReturnControlResult has a result for '{entry.Key}', which the agent did not ask for; it asked for {Names(asked)}.");
            }
        }

        return results;
    }

    private static AgentResult ResultOf(AgentInvocation invocation, object? given)
    {
        object? value = Unwrapped(given);
        if (value is bool confirmed && invocation.NeedsConfirmation)
        {
            return new AgentResult(invocation) { IsConfirmed = confirmed };
        }

        if (value is ErrorRecord or Exception)
        {
            string message = value is ErrorRecord record ? record.ToString() : ((Exception)value).Message;
            return new AgentResult(invocation)
            {
                Body = Tools.ToolOutcome.Failed(ToolDecision.Returned, message).Output,
                State = AgentResult.Reprompt,
                IsConfirmed = invocation.NeedsConfirmation ? true : null,
            };
        }

        string text = value as string ?? (value is null ? "null" : ObjectJson.Write(given!));
        return new AgentResult(invocation) { Body = text.Length == 0 ? "null" : text, IsConfirmed = invocation.NeedsConfirmation ? true : null };
    }

    private static AgentResult NotDone(AgentInvocation invocation) => invocation.NeedsConfirmation
        ? new AgentResult(invocation) { IsConfirmed = false }
        : new AgentResult(invocation) { Body = """{"error":"The call was not carried out."}""", State = AgentResult.Reprompt };

    /// <summary>The service's own form, one structure or several; null where it is something else.</summary>
    private static List<object?>? Structures(object? given)
    {
        if (IsStructure(given))
        {
            return [PlainValue.ToMap(given, "-ReturnControlResult")];
        }

        return given is IEnumerable items and not (string or IDictionary) && items.Cast<object?>().ToList() is { Count: > 0 } list && list.TrueForAll(item => IsStructure(Unwrapped(item)))
            ? list.ConvertAll(static item => (object?)PlainValue.ToMap(item, "-ReturnControlResult"))
            : null;
    }

    private static bool IsStructure(object? value) => value is IDictionary { Count: 1 } map
        && map.Keys.Cast<object>().All(static key => s_kinds.Contains(key.ToString(), StringComparer.OrdinalIgnoreCase));

    private static string Names(AgentReturnControl asked) => string.Join(", ", asked.Invocations.Select(static invocation => invocation.Name));

    private static object? Unwrapped(object? value) => value is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : value;
}
