using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;

namespace BedrockPS.Local.Simulation;

/// <summary>Decides whether the simulator calls tools, which, and with what.</summary>
internal static class SimulatedTools
{
    private const string Endless = "{{loop}}";

    /// <summary>
    /// The calls of this turn. A choice that forces a call gets one; else the prompt decides: it dictates calls, or names or speaks
    /// of tools, several at once or one after the other ("X then Y"). Once its rounds are through, the answer is text.
    /// </summary>
    public static List<PlannedCall> Next(Conversation conversation)
    {
        if (conversation.Tools.Count == 0 || conversation.ToolChoice == ToolChoice.None)
        {
            return [];
        }

        if (conversation.ToolChoice == ToolChoice.Named)
        {
            ToolSpec? forced = conversation.Tools.Find(tool => tool.Name == conversation.ForcedTool);
            return forced is null ? [] : [new PlannedCall(forced.Name, Input(conversation, forced, conversation.Prompt))];
        }

        int at = LastQuestion(conversation);
        string prompt = at < 0 ? "" : conversation.Turns[at].Text;
        int done = conversation.Turns.Skip(at + 1).Count(static turn => turn.Parts.Exists(static part => part.Kind == PartKind.ToolUse));
        List<List<PlannedCall>> rounds = Rounds(conversation, prompt, done);
        if (rounds.Count > 0 && done >= rounds.Count && prompt.IndexOf(Endless, StringComparison.Ordinal) >= 0)
        {
            return rounds[rounds.Count - 1];
        }

        return done < rounds.Count ? rounds[done]
            : conversation.ToolChoice == ToolChoice.Any ? [AnyCall(conversation, prompt)]
            : [];
    }

    /// <summary>The same call gets the same id. Mistral's ids are nine letters or digits.</summary>
    public static string MakeId(Conversation conversation, PlannedCall call, int index)
    {
        uint hash = 2166136261;
        string key = string.Format(CultureInfo.InvariantCulture, "{0}\n{1}\n{2}\n{3}", call.Name, conversation.Prompt, conversation.Turns.Count, index);
        foreach (char c in key)
        {
            hash = (hash ^ c) * 16777619;
        }

        string id = hash.ToString("x8", CultureInfo.InvariantCulture);
        return conversation.Model.Provider == "Mistral AI" ? "t" + id : "tooluse_" + id + id;
    }

    private static PlannedCall AnyCall(Conversation conversation, string prompt)
    {
        ToolSpec tool = ToolWords.Named(prompt, conversation.Tools).Concat(ToolWords.SpokenOf(prompt, conversation.Tools)).FirstOrDefault()
            ?? conversation.Tools[0];
        return new PlannedCall(tool.Name, Input(conversation, tool, prompt));
    }

    private static List<List<PlannedCall>> Rounds(Conversation conversation, string prompt, int done)
    {
        List<List<PlannedCall>> rounds = ToolScript.Read(
            prompt, name => conversation.Tools.Find(tool => tool.Name == name) is ToolSpec tool ? Input(conversation, tool, prompt) : "{}");
        if (rounds.Count > 0)
        {
            return rounds;
        }

        List<KeyValuePair<string, List<ToolSpec>>> steps = Steps(prompt, conversation.Tools);
        for (int i = 0; i < steps.Count; i++)
        {
            // What an earlier round has brought may be what a later one asks with.
            string text = i > 0 && i == done ? steps[i].Key + "\n" + Results(conversation) : steps[i].Key;
            PromptValues values = ValuesOf(conversation, text);
            rounds.Add([.. steps[i].Value.Select(tool => new PlannedCall(tool.Name, SchemaSample.MakeArguments(tool.Schema, values)))]);
        }

        return rounds;
    }

    /// <summary>The steps of "X then Y"; a step that names no tool belongs to its neighbour.</summary>
    private static List<KeyValuePair<string, List<ToolSpec>>> Steps(string prompt, List<ToolSpec> tools)
    {
        List<KeyValuePair<string, List<ToolSpec>>> steps = [];
        foreach (string part in Regex.Split(prompt, @"\bthen\b", RegexOptions.IgnoreCase))
        {
            List<ToolSpec> named = ToolWords.Named(part, tools);
            if (named.Count > 0)
            {
                steps.Add(new KeyValuePair<string, List<ToolSpec>>(part, named));
            }
        }

        if (steps.Count < 2)
        {
            List<ToolSpec> spokenOf = steps.Count == 1 ? steps[0].Value : ToolWords.SpokenOf(prompt, tools);
            steps.Clear();
            if (spokenOf.Count > 0)
            {
                steps.Add(new KeyValuePair<string, List<ToolSpec>>(prompt, spokenOf));
            }
        }

        return steps;
    }

    private static string Input(Conversation conversation, ToolSpec tool, string prompt) => conversation.IsForcedAnswer
        ? SchemaSample.Make(tool.Schema, ValuesOf(conversation, conversation.Material))
        : SchemaSample.MakeArguments(tool.Schema, ValuesOf(conversation, prompt));

    private static PromptValues ValuesOf(Conversation conversation, string text) =>
        new(text, [.. conversation.Tools.Select(static tool => tool.Name)]);

    private static string Results(Conversation conversation)
    {
        StringBuilder text = new();
        foreach (Part part in conversation.Turns[conversation.Turns.Count - 1].Parts)
        {
            if (part.Kind == PartKind.ToolResult)
            {
                text.Append(part.Text).Append('\n');
            }
        }

        return text.ToString();
    }

    /// <summary>Index of the last message of the user that asks something, not one that brings results; -1 when there is none.</summary>
    private static int LastQuestion(Conversation conversation) => conversation.Turns.FindLastIndex(
        static turn => turn.Role == "user" && turn.Text.Length > 0 && !turn.Parts.Exists(static part => part.Kind == PartKind.ToolResult));
}
