using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using BedrockPS.Files;

namespace BedrockPS.Conversations;

/// <content>The slash commands.</content>
internal sealed partial class ChatConversation
{
    private const string Off = "off";
    private const int MaxFits = 20;

    private void Execute(string name, string argument)
    {
        if (ChatCommand.Find(name) is not ChatCommand command)
        {
            _terminal.WriteError($"There is no /{name}. Did you mean /{ChatCommand.Nearest(name).Name}? /help lists the commands.");
            return;
        }

        if (command.Arguments.Length == 0 && argument.Length > 0)
        {
            _terminal.WriteError($"/{command.Name} takes no argument.");
            return;
        }

        if (argument.Length == 0 && command.Arguments == "path")
        {
            _terminal.WriteError($"/{command.Name} needs a path: {command.Usage}");
            return;
        }

        switch (command.Name)
        {
            case "model": ChangeModel(argument); break;
            case "system": ChangeSystem(argument); break;
            case "attach": Attach(Unquoted(argument)); break;
            case "tools": ChangeTools(argument); break;
            case "undo": Undo(argument); break;
            case "retry": Retry(); break;
            case "branch": Branch(argument); break;
            case "save": Save(Unquoted(argument)); break;
            case "load": Load(Unquoted(argument)); break;
            case "copy": Copy(); break;
            case "cost": TellCost(); break;
            case "clear": Clear(); break;
            case "help": Help(); break;
            case "exit": _isEnded = true; break;
        }
    }

    /// <summary>
    /// A command of which somebody asks what it can become: it ends with ?, or with a Tab where the host leaves that in the line. Null for
    /// other inputs, a question in instructions and a wildcard in a path among them.
    /// </summary>
    private static string? BegunCommand(string input)
    {
        string line = input.TrimStart();
        if (line.Length < 3 || line[0] != '/')
        {
            return null;
        }

        string begun = line.Substring(0, line.Length - 1);
        int space = begun.IndexOf(' ');
        return line[line.Length - 1] switch
        {
            '\t' => begun,
            '?' when space < 0 || ChatCommand.Find(begun.Substring(1, space - 1).ToLowerInvariant())?.Name is "model" or "tools" => begun,
            _ => null,
        };
    }

    private void ListFits(string begun)
    {
        int space = begun.IndexOf(' ');
        if (space < 0)
        {
            foreach (ChatCommand command in ChatCommand.All.Where(command => ("/" + command.Name).StartsWith(begun, StringComparison.OrdinalIgnoreCase)))
            {
                _terminal.WriteLine($"{command.Usage,-27} {command.Description}");
            }
        }
        else if (ChatCommand.Find(begun.Substring(1, space - 1).ToLowerInvariant()) is { Arguments.Length: > 0 } known)
        {
            IReadOnlyList<string> fits = _service.Complete(known.Name, begun.Substring(begun.LastIndexOf(' ') + 1));
            foreach (string fit in fits.Take(MaxFits))
            {
                _terminal.WriteLine($"/{known.Name} {fit}");
            }

            if (fits.Count > MaxFits)
            {
                _terminal.WriteLine($"and {fits.Count - MaxFits} more");
            }
        }
    }

    private void ChangeModel(string model)
    {
        if (model.Length > 0)
        {
            // A model that is not there is told now rather than with the next message.
            _service.ResolveModel(Chat, model);
            Chat.Model = model;
        }

        _terminal.WriteLine("Model: " + Chat.Model);
    }

    private void ChangeSystem(string text)
    {
        if (text.Length > 0)
        {
            Chat.System = text == Off ? null : text;
        }

        _terminal.WriteLine(Chat.System is null ? "No instructions." : "Instructions: " + Chat.System);
    }

    private void Attach(string path)
    {
        if (path == Off)
        {
            _attached.Clear();
        }
        else if (path.Length > 0)
        {
            _attached.AddRange(_service.ReadFiles(path));
        }

        _terminal.WriteLine(_attached.Count == 0
            ? "Nothing is attached."
            : $"With the next message: {string.Join(", ", _attached.GroupBy(static block => block.Kind).Select(static group => $"{group.Count()} {group.Key}"))}.");
    }

    private void ChangeTools(string argument)
    {
        if (argument == Off)
        {
            Chat.Settings.Tools = null;
        }
        else if (argument.Length > 0)
        {
            _service.SetTools(Chat, argument.Split([' ', ',', '\t'], StringSplitOptions.RemoveEmptyEntries));
        }

        List<string> names = Chat.Settings.Tools is { IsEmpty: false } tools
            ? [.. tools.Specifications.Select(static tool => tool.Name), .. tools.Servers.Select(static server => "the tools of " + server)]
            : [];
        _terminal.WriteLine(names.Count == 0 ? "The model may call nothing." : $"The model may call: {string.Join(", ", names)}.");
    }

    private void Undo(string argument)
    {
        int turns = 1;
        if (argument.Length > 0 && (!int.TryParse(argument, NumberStyles.None, CultureInfo.InvariantCulture, out turns) || turns < 1))
        {
            _terminal.WriteError($"'{argument}' is no number of turns: /undo, /undo 2");
            return;
        }

        _terminal.WriteLine(Chat.Rewind(turns) is string asked ? "Taken back: " + Short(asked) : "There is nothing to take back.");
    }

    private void Retry()
    {
        int start = Chat.LastQuestion;
        if (start < 0)
        {
            _terminal.WriteError("Nothing has been asked yet.");
            return;
        }

        // The old answer stays until there is a new one.
        Message question = Chat.Messages[start];
        if (TakeTurn(question, Chat.Messages.Take(start).ToArray()) is ModelResponse response)
        {
            Chat.Rewind();
            Chat.Commit(question, response);
        }
    }

    private void Branch(string argument)
    {
        if (argument.Length == 0)
        {
            Chat = Chat.Branch();
            _branches.Add(Chat);
        }
        else if (int.TryParse(argument, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= 1 && number <= _branches.Count)
        {
            Chat = _branches[number - 1];
        }
        else
        {
            _terminal.WriteError($"There is no branch '{argument}'; they have the numbers 1 to {_branches.Count}.");
            return;
        }

        _terminal.WriteLine($"Branch {_branches.IndexOf(Chat) + 1} of {_branches.Count}, {Chat.Messages.Length} messages.");
    }

    private void Save(string path)
    {
        string file = _service.FullPath(path);
        if (File.Exists(file))
        {
            // A slip must not cost another file: only chats are replaced.
            ChatFile.Read(file);
        }

        try
        {
            ChatFile.Write(Chat, file);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw FileFailure.Writing(file, exception);
        }

        _terminal.WriteLine("Saved: " + file);
    }

    private void Load(string path)
    {
        Chat loaded = ChatFile.Read(_service.FullPath(path));
        loaded.Connection = Chat.Connection;
        loaded.TimeoutSec = Chat.TimeoutSec;
        loaded.IdleTimeoutSec = Chat.IdleTimeoutSec;
        loaded.NoProfileFallback = Chat.NoProfileFallback;
        loaded.Storage = Chat.Storage;
        loaded.Budget = Chat.Budget;
        loaded.Settings.Redaction ??= Chat.Settings.Redaction;
        Chat = loaded;
        _branches.Add(loaded);
        _terminal.WriteLine($"Loaded as branch {_branches.Count}: {loaded.Model}, {loaded.Messages.Length} messages.");
    }

    private void Copy()
    {
        string? answer = Chat.Messages.LastOrDefault(static message => message.Role == "assistant")?.Text;
        if (answer is null)
        {
            _terminal.WriteError("There is no answer yet.");
        }
        else if (_service.Copy(answer))
        {
            _terminal.WriteLine("Copied.");
        }
        else
        {
            _terminal.WriteError("There is no clipboard here.");
        }
    }

    private void TellCost()
    {
        string cost = _costs.Count == 0
            ? "not known"
            : string.Join(" + ", _costs.Select(static sum => Money(sum.Value, sum.Key))) + (_isCostUnknown ? " and calls whose price is not known" : "");
        _terminal.WriteLine($"The chat: {Chat.Usage}. Cost since it was entered: {cost}.");
    }

    private void Clear()
    {
        if (Chat.Messages.Length > 0)
        {
            Chat.Rewind(int.MaxValue);
        }

        Chat.Window.Reset();
        _attached.Clear();
        _terminal.WriteLine("The chat is empty; its settings stay.");
    }

    private void Help()
    {
        foreach (ChatCommand command in ChatCommand.All)
        {
            _terminal.WriteLine($"{command.Usage,-27} {command.Description}");
        }

        _terminal.WriteLine("");
        _terminal.WriteLine("A beginning that only one command has is enough: /mo nova-pro. A message that begins with / is written //.");
        _terminal.WriteLine("A question mark at its end lists what a command can become: /mo?, /model nova?, /tools Get-?");
        _terminal.WriteLine("More lines: end a line with a backtick, or put them between \"\"\" and \"\"\".");
    }

    private static string Unquoted(string text) =>
        text.Length > 1 && text[0] is '"' or '\'' && text[text.Length - 1] == text[0] ? text.Substring(1, text.Length - 2) : text;

    private static string Short(string text)
    {
        string line = text.Replace('\n', ' ');
        return line.Length <= 60 ? line : line.Substring(0, 60) + "…";
    }
}
