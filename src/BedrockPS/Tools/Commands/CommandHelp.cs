using System;
using System.Collections.Generic;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Text.RegularExpressions;

namespace BedrockPS.Tools.Commands;

/// <summary>
/// What a command's help says of it and of its parameters. Read from the command's own comments or from the help file beside its
/// module: Get-Help would take a second for the first command and look in places that may be far away.
/// </summary>
internal sealed class CommandHelp
{
    // Enough for a model to choose by; every call pays for each character.
    private const int MaxLength = 1500;

    private readonly Dictionary<string, string> _parameters;

    public CommandHelp(string? synopsis, Dictionary<string, string> parameters)
    {
        Synopsis = Tidy(synopsis);
        _parameters = parameters;
    }

    public string? Synopsis { get; }

    public string? Parameter(string name) => _parameters.TryGetValue(name, out string? text) ? Tidy(text) : null;

    public static CommandHelp For(CommandInfo command) => command switch
    {
        FunctionInfo function => OfAst(function.ScriptBlock.Ast) ?? MamlHelp.Find(command, function.HelpFile) ?? Empty(),
        ExternalScriptInfo script => OfAst(script.ScriptBlock.Ast) ?? Empty(),
        CmdletInfo cmdlet => MamlHelp.Find(command, cmdlet.HelpFile) ?? Empty(),
        _ => Empty(),
    };

    /// <summary>Comment-based help; null when there is none.</summary>
    public static CommandHelp? OfAst(Ast ast)
    {
        CommentHelpInfo? help = ast switch
        {
            FunctionDefinitionAst function => function.GetHelpContent(),
            ScriptBlockAst script => script.GetHelpContent(),
            _ => null,
        };
        if (help is null)
        {
            return null;
        }

        Dictionary<string, string> parameters = new(StringComparer.OrdinalIgnoreCase);
        foreach (KeyValuePair<string, string> parameter in help.Parameters)
        {
            parameters[parameter.Key] = parameter.Value;
        }

        string? synopsis = string.IsNullOrWhiteSpace(help.Synopsis) ? help.Description : help.Synopsis;
        return string.IsNullOrWhiteSpace(synopsis) && parameters.Count == 0 ? null : new CommandHelp(synopsis, parameters);
    }

    private static CommandHelp Empty() => new(null, []);

    private static string? Tidy(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        string line = Regex.Replace(text, @"\s+", " ").Trim();
        return line.Length > MaxLength ? line.Substring(0, MaxLength) + "…" : line;
    }
}
