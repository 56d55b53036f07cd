using System;
using System.Globalization;

namespace BedrockPS.Local.Simulation;

/// <summary>Decides whether the simulator calls a tool, and which.</summary>
internal static class SimulatedTools
{
    private static readonly string[] s_plainWords = ["get", "set", "list", "find", "make", "call", "with", "from", "tool", "info", "data"];

    /// <summary>
    /// The tool that must be called; else the first one the prompt names or speaks of. After a tool's result the answer is text.
    /// </summary>
    public static ToolSpec? Choose(Conversation conversation)
    {
        if (conversation.Tools.Count == 0 || conversation.ToolChoice == ToolChoice.None)
        {
            return null;
        }

        if (conversation.ToolChoice == ToolChoice.Named)
        {
            return conversation.Tools.Find(tool => tool.Name == conversation.ForcedTool);
        }

        bool answersTool = conversation.Turns[conversation.Turns.Count - 1].Parts.Exists(static part => part.Kind == PartKind.ToolResult);
        string prompt = conversation.Prompt;
        ToolSpec? spokenOf = answersTool ? null : conversation.Tools.Find(tool => SpeaksOf(prompt, tool.Name));
        return spokenOf ?? (conversation.ToolChoice == ToolChoice.Any ? conversation.Tools[0] : null);
    }

    /// <summary>The same call gets the same id. Mistral's ids are nine letters or digits, which fits the others too.</summary>
    public static string MakeId(Conversation conversation, ToolSpec tool)
    {
        uint hash = 2166136261;
        foreach (char c in tool.Name + "\n" + conversation.Prompt + "\n" + conversation.Turns.Count.ToString(CultureInfo.InvariantCulture))
        {
            hash = (hash ^ c) * 16777619;
        }

        string id = hash.ToString("x8", CultureInfo.InvariantCulture);
        return conversation.Model.Provider == "Mistral AI" ? "t" + id : "tooluse_" + id + id;
    }

    private static bool SpeaksOf(string prompt, string name)
    {
        if (prompt.IndexOf(name, StringComparison.OrdinalIgnoreCase) >= 0)
        {
            return true;
        }

        foreach (string word in name.Split('_', '-'))
        {
            if (word.Length >= 4
                && Array.IndexOf(s_plainWords, word.ToLowerInvariant()) < 0
                && prompt.IndexOf(word, StringComparison.OrdinalIgnoreCase) >= 0)
            {
                return true;
            }
        }

        return false;
    }
}
