using System;
using System.Collections.Generic;
using System.Linq;

namespace BedrockPS.Conversations;

/// <summary>A slash command of a chat: how it is written and what it does.</summary>
internal sealed class ChatCommand
{
    private ChatCommand(string name, string arguments, string description)
    {
        Name = name;
        Arguments = arguments;
        Description = description;
    }

    public static IReadOnlyList<ChatCommand> All { get; } =
    [
        new("model", "[model]", "go on with another model, or tell which it is"),
        new("system", "[text | off]", "set the instructions, or tell them"),
        new("attach", "[path | off]", "send files with the next message: images, documents, video, sound"),
        new("tools", "[command ... | off]", "let the model call these commands, or list them"),
        new("undo", "[turns]", "take the last turn back, or several"),
        new("retry", "", "ask the last question again"),
        new("branch", "[number]", "go on in a copy, or in the branch of that number"),
        new("save", "path", "save the chat as Export-BRChat does"),
        new("load", "path", "go on with a saved chat"),
        new("copy", "", "put the last answer on the clipboard"),
        new("cost", "", "tokens and cost so far"),
        new("clear", "", "begin anew with the same settings"),
        new("help", "", "this list"),
        new("exit", "", "end the chat"),
    ];

    public string Name { get; }

    /// <summary>Its arguments as they are shown; empty: it takes none.</summary>
    public string Arguments { get; }

    public string Description { get; }

    public string Usage => Arguments.Length == 0 ? "/" + Name : $"/{Name} {Arguments}";

    /// <summary>A command's name and argument; false for what is a message, a path such as /etc/hosts among them.</summary>
    public static bool TryParse(string line, out string name, out string argument)
    {
        name = argument = "";
        if (line.Length < 2 || line[0] != '/')
        {
            return false;
        }

        int end = 1;
        while (end < line.Length && !char.IsWhiteSpace(line[end]))
        {
            if (!char.IsLetter(line[end]) && line[end] != '?')
            {
                return false;
            }

            end++;
        }

        if (end == 1)
        {
            return false;
        }

        name = line.Substring(1, end - 1).ToLowerInvariant();
        argument = line.Substring(end).Trim();
        return true;
    }

    /// <summary>By name, or by a beginning that no other has.</summary>
    public static ChatCommand? Find(string name)
    {
        name = name switch { "quit" or "q" => "exit", "?" => "help", _ => name };
        ChatCommand[] fit = All.Where(command => command.Name.StartsWith(name, StringComparison.Ordinal)).ToArray();
        return fit.FirstOrDefault(command => command.Name == name) ?? (fit.Length == 1 ? fit[0] : null);
    }

    /// <summary>The command whose name takes the fewest changes.</summary>
    public static ChatCommand Nearest(string name) => All.OrderBy(command => Distance(command.Name, name)).First();

    private static int Distance(string left, string right)
    {
        int[] row = Enumerable.Range(0, right.Length + 1).ToArray();
        for (int i = 1; i <= left.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= right.Length; j++)
            {
                int above = row[j];
                int change = diagonal + (left[i - 1] == right[j - 1] ? 0 : 1);
                row[j] = Math.Min(Math.Min(above, row[j - 1]) + 1, change);
                diagonal = above;
            }
        }

        return row[right.Length];
    }
}
