using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using BedrockPS.Inference;

namespace BedrockPS.Tools.Commands;

/// <summary>Results a caller gives for the calls that were left to it.</summary>
internal static class ToolResults
{
    /// <summary>Result blocks for the calls the last message leaves open.</summary>
    /// <param name="last">The conversation's last message.</param>
    /// <param name="given">Results by call id; null: none of the calls was carried out.</param>
    /// <exception cref="BedrockException">ParameterInvalid: a result of no open call.</exception>
    public static List<ContentBlock> Answer(Message? last, IDictionary? given)
    {
        Dictionary<string, string> results = new(StringComparer.Ordinal);
        foreach (DictionaryEntry entry in given ?? new Hashtable())
        {
            object? value = entry.Value is PSObject wrapped && wrapped.BaseObject is not PSCustomObject ? wrapped.BaseObject : entry.Value;
            results[entry.Key.ToString()!] = value as string ?? (value is null ? "null" : ObjectJson.Write(value));
        }

        List<string> open = [.. (last?.Role == "assistant" ? ToolUse.Of(last) : []).Select(static use => use.Id)];
        if (results.Keys.FirstOrDefault(id => !open.Contains(id)) is string stray)
        {
            throw new BedrockException(
                "ParameterInvalid",
                $"-ToolResult has a result for '{stray}', which is no open call of the chat; open are: {(open.Count == 0 ? "none" : string.Join(", ", open))}.");
        }

        return ToolHistory.Pending(last, results);
    }
}
