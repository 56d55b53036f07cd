using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Text.Json;
using System.Text.RegularExpressions;
using BedrockPS.Api;
using BedrockPS.Protocol;

namespace BedrockPS.Tools.Commands;

/// <summary>Reads what users give as -Tool: command names, commands, script blocks, specifications.</summary>
internal sealed class ToolReader
{
    // A slip such as '*' would send every command of the session with every request.
    private const int MaxMatches = 64;

    private const CommandTypes Callable = CommandTypes.Cmdlet | CommandTypes.Function | CommandTypes.Filter | CommandTypes.ExternalScript;

    private static readonly string[] s_members =
        ["Name", "Description", "InputSchema", "Command", "ScriptBlock", "Parameter", "ParameterSetName", "ReadOnly", "Strict"];

    private static readonly Regex s_title = new(@"^#\s*(?<name>[a-zA-Z0-9_-]{1,64})\s*(?::\s*(?<text>.*))?$", RegexOptions.CultureInvariant);

    private readonly SessionState _session;
    private readonly CommandInvocationIntrinsics _commands;
    private readonly List<ToolSpecification> _specifications = [];
    private readonly List<ITool> _tools = [];

    /// <param name="session">Where script blocks get a name while their parameters are read.</param>
    /// <param name="commands">Where commands are looked up.</param>
    public ToolReader(SessionState session, CommandInvocationIntrinsics commands)
    {
        _session = session;
        _commands = commands;
    }

    /// <exception cref="BedrockException">ToolNotFound, ToolInvalid.</exception>
    public ToolSet Read(IEnumerable<object> tools)
    {
        foreach (object tool in tools)
        {
            Add(tool is PSObject wrapped && wrapped.BaseObject is not PSCustomObject ? wrapped.BaseObject : tool);
        }

        return new ToolSet(_specifications, _tools);
    }

    private void Add(object tool)
    {
        switch (tool)
        {
            case string name:
                AddNamed(name);
                break;
            case CommandInfo command:
                Add(command, new CommandToolOptions());
                break;
            case ScriptBlock script:
                AddScript(script, new CommandToolOptions());
                break;
            case IDictionary:
            case PSObject:
                AddSpecification(PlainMembers(tool));
                break;
            default:
                throw CommandToolBuilder.Invalid($"A {tool.GetType().Name} is no tool: give a command, its name, a script block or a hashtable.");
        }
    }

    private void AddNamed(string name)
    {
        if (!WildcardPattern.ContainsWildcardCharacters(name))
        {
            Add(Find(name), new CommandToolOptions());
            return;
        }

        List<CommandInfo> found = [.. _commands.GetCommands(name, Callable, nameIsPattern: true)
            .GroupBy(static command => command.Name, StringComparer.OrdinalIgnoreCase)
            .Select(static same => same.First())
            .OrderBy(static command => command.Name, StringComparer.OrdinalIgnoreCase)];
        if (found.Count is 0 or > MaxMatches)
        {
            throw found.Count == 0
                ? new BedrockException("ToolNotFound", $"No command fits '{name}'.")
                : CommandToolBuilder.Invalid(string.Format(CultureInfo.InvariantCulture, "'{0}' fits {1} commands, more than the {2} a pattern may bring.", name, found.Count, MaxMatches));
        }

        foreach (CommandInfo command in found)
        {
            Add(command, new CommandToolOptions());
        }
    }

    private CommandInfo Find(string name)
    {
        CommandInfo? command = _commands.GetCommand(name, Callable | CommandTypes.Alias | CommandTypes.Application);
        if (command is ApplicationInfo)
        {
            throw CommandToolBuilder.Invalid(
                $"'{name}' is a program, whose parameters nobody knows. Wrap it: @{{ Name = '{ToolName.From(name)}'; ScriptBlock = {{ param([string] $Path) {name} $Path }} }}.");
        }

        return command ?? throw new BedrockException("ToolNotFound", $"There is no command '{name}'.");
    }

    private void Add(CommandInfo command, CommandToolOptions options)
    {
        CommandInfo? target = command;
        while (target is AliasInfo alias)
        {
            target = alias.ResolvedCommand;
        }

        Add(CommandToolBuilder.Build(target ?? throw new BedrockException("ToolNotFound", $"The alias '{command.Name}' leads to no command."), options));
    }

    private void Add(CommandTool tool)
    {
        string name = tool.Specification.Name;
        if (_tools.OfType<CommandTool>().FirstOrDefault(known => known.Specification.Name == name) is CommandTool same
            && ReferenceEquals(same.Command, tool.Command))
        {
            return;
        }

        CheckFree(name);
        _tools.Add(tool);
        _specifications.Add(tool.Specification);
    }

    private void CheckFree(string name)
    {
        if (_specifications.Exists(known => known.Name == name))
        {
            throw CommandToolBuilder.Invalid($"There are two tools named '{name}'. Name one of them otherwise: @{{ Name = '…'; Command = '…' }}.");
        }
    }

    private void AddScript(ScriptBlock script, CommandToolOptions options)
    {
        if (options.Name is null)
        {
            (options.Name, string? text) = Title(script);
            options.Description ??= text;
        }

        if (!ToolName.IsValid(options.Name))
        {
            throw BadName(options.Name);
        }

        options.Script = script;
        Add(CommandToolBuilder.Build(AsCommand(script, options.Name), options));
    }

    /// <summary>The name a block brings with it: its function's, or that of a first comment "# Name: what it does".</summary>
    private static (string Name, string? Text) Title(ScriptBlock script)
    {
        if (script.Ast is FunctionDefinitionAst function)
        {
            return (ToolName.From(function.Name), null);
        }

        Parser.ParseInput(script.ToString(), out Token[] tokens, out _);
        Token? first = Array.Find(tokens, static token => token.Kind != TokenKind.NewLine);
        Match title = s_title.Match(first?.Kind == TokenKind.Comment ? first.Text.Trim() : "");
        if (!title.Success)
        {
            throw CommandToolBuilder.Invalid(
                "A script block needs a name: @{ Name = 'Get-Thing'; ScriptBlock = { … } }, or a first line '# Get-Thing: what it does'.");
        }

        string text = title.Groups["text"].Value.Trim();
        return (title.Groups["name"].Value, text.Length == 0 ? null : text);
    }

    /// <summary>The block as a command, which alone tells PowerShell's own view of its parameters. The session keeps nothing of it.</summary>
    private CommandInfo AsCommand(ScriptBlock script, string name)
    {
        // A function of the user's own must not be covered, not even for a moment.
        string free = _commands.GetCommand(name, CommandTypes.Function) is null ? name : name + "-" + Guid.NewGuid().ToString("N");
        _session.InvokeProvider.Item.Set("function:local:" + free, script);
        try
        {
            return _commands.GetCommand(free, CommandTypes.Function);
        }
        finally
        {
            // Without the scope's name, which only setting understands.
            _session.InvokeProvider.Item.Remove("function:" + free, recurse: false);
        }
    }

    private void AddSpecification(Dictionary<string, object?> members)
    {
        if (members.Keys.FirstOrDefault(static name => !s_members.Contains(name, StringComparer.OrdinalIgnoreCase)) is string stray)
        {
            throw CommandToolBuilder.Invalid($"A tool has no member '{stray}'; it has {string.Join(", ", s_members)}.");
        }

        CommandToolOptions options = new()
        {
            Name = Text(members, "Name"),
            Description = Text(members, "Description"),
            InputSchema = Schema(members),
            Parameters = List(members, "Parameter"),
            ParameterSet = Text(members, "ParameterSetName"),
            IsReadOnly = Flag(members, "ReadOnly"),
            IsStrict = Flag(members, "Strict"),
        };
        if (options.Name is not null && !ToolName.IsValid(options.Name))
        {
            throw BadName(options.Name);
        }

        object? command = Member(members, "Command");
        object? script = Member(members, "ScriptBlock");
        if (command is not null && script is not null)
        {
            throw CommandToolBuilder.Invalid("A tool has either a Command or a ScriptBlock, not both.");
        }

        switch (command ?? script)
        {
            case ScriptBlock block:
                AddScript(block, options);
                break;
            case CommandInfo info:
                Add(info, options);
                break;
            case string name when script is null:
                Add(Find(name), options);
                break;
            case null:
                AddReturned(options);
                break;
            default:
                throw CommandToolBuilder.Invalid("Command takes a command or its name, ScriptBlock a script block.");
        }
    }

    /// <summary>A tool that is nothing but its description: what the model calls, the caller carries out.</summary>
    private void AddReturned(CommandToolOptions options)
    {
        if (options.Name is null || options.InputSchema is null)
        {
            throw CommandToolBuilder.Invalid("A tool without a Command or ScriptBlock needs a Name and an InputSchema.");
        }

        CheckFree(options.Name);
        _specifications.Add(new ToolSpecification(options.Name, options.Description, options.InputSchema) { Strict = options.IsStrict });
    }

    private static BedrockException BadName(string name) =>
        CommandToolBuilder.Invalid($"'{name}' cannot be a tool's name: 1 to 64 letters, digits, _ and - can.");

    private static Dictionary<string, object?> PlainMembers(object tool)
    {
        Dictionary<string, object?> members = new(StringComparer.OrdinalIgnoreCase);
        if (tool is IDictionary map)
        {
            foreach (DictionaryEntry entry in map)
            {
                members[Convert.ToString(entry.Key, CultureInfo.InvariantCulture) ?? ""] = entry.Value;
            }
        }
        else
        {
            foreach (PSPropertyInfo property in ((PSObject)tool).Properties)
            {
                members[property.Name] = property.Value;
            }
        }

        return members;
    }

    private static object? Member(Dictionary<string, object?> members, string name) =>
        members.TryGetValue(name, out object? value) && value is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : value;

    private static string? Text(Dictionary<string, object?> members, string name) => Member(members, name) switch
    {
        null => null,
        string text when !string.IsNullOrWhiteSpace(text) => text,
        _ => throw CommandToolBuilder.Invalid($"A tool's {name} is a text."),
    };

    private static bool? Flag(Dictionary<string, object?> members, string name) => Member(members, name) switch
    {
        null => null,
        bool flag => flag,
        _ => throw CommandToolBuilder.Invalid($"A tool's {name} is $true or $false."),
    };

    private static List<string>? List(Dictionary<string, object?> members, string name) => Member(members, name) switch
    {
        null => null,
        string one => [one],
        IEnumerable many => [.. many.Cast<object?>().Select(static item => item?.ToString() ?? "")],
        _ => throw CommandToolBuilder.Invalid($"A tool's {name} is a list of names."),
    };

    /// <summary>JSON text, or hashtables; Converse's own @{ json = … } around it is taken off.</summary>
    private static string? Schema(Dictionary<string, object?> members)
    {
        object? given = Member(members, "InputSchema");
        if (given is null)
        {
            return null;
        }

        string json = given as string ?? JsonText.Of(PlainValue.ToMap(given, "InputSchema"));
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            JsonElement schema = document.RootElement;
            if (schema.ValueKind == JsonValueKind.Object && !schema.TryGetProperty("type", out _) && schema.TryGetProperty("json", out JsonElement inner))
            {
                schema = inner;
            }

            if (schema.ValueKind == JsonValueKind.Object && schema.TryGetProperty("type", out JsonElement type) && type.ValueKind == JsonValueKind.String && type.GetString() == "object")
            {
                return schema.GetRawText();
            }
        }
        catch (JsonException exception)
        {
            throw CommandToolBuilder.Invalid($"A tool's InputSchema is not JSON: {exception.Message}", exception);
        }

        throw CommandToolBuilder.Invalid("A tool's InputSchema describes an object: @{ type = 'object'; properties = @{ … } }.");
    }
}
