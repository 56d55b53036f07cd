using System;
using System.Collections.Generic;
using System.Management.Automation.Runspaces;
using System.Text;

namespace BedrockPS.Shell;

/// <summary>The command line, understood as pwsh understands its own.</summary>
internal sealed class ShellOptions
{
    public const string Usage = """
        BedrockPS.Shell [-Command <text> | -File <path> [arguments] | -Demo] [switches]

          -Command, -c <text>    Run the text, or what comes on standard input when the text is '-', and exit.
          -EncodedCommand <b64>  The same with a text in base64 of UTF-16.
          -File, -f <path>       Run a script with the arguments that follow, and exit.
          -Demo                  Walk through the main job on a local endpoint, and exit.
          -NoExit                Stay at the prompt after -Command or -File.
          -NonInteractive        Never ask; a question is an error.
          -WorkingDirectory <p>  Start there.
          -ModulePath <path>     The staged BedrockPS module to import (also: BEDROCKPS_MODULE).

        Without any of these it gives a prompt. -NoProfile, -NoLogo and -ExecutionPolicy are accepted, as by pwsh.
        """;

    public ShellMode Mode { get; private set; }

    /// <summary>The command text or the script's path.</summary>
    public string Text { get; private set; } = "";

    /// <summary>What follows the script's path.</summary>
    public List<CommandParameter> Arguments { get; } = [];

    public string? ModulePath { get; private set; }

    public string? WorkingDirectory { get; private set; }

    public string? ExecutionPolicy { get; private set; }

    public bool NonInteractive { get; private set; }

    public bool NoLogo { get; private set; }

    public bool NoExit { get; private set; }

    public static ShellOptions Parse(string[] args)
    {
        ShellOptions options = new();
        for (int i = 0; i < args.Length; i++)
        {
            string name = args[i];
            if (name.Length < 2 || name[0] is not ('-' or '/') || (name[0] == '/' && System.IO.File.Exists(name)))
            {
                options.TakeFile(name, args, i + 1);
                return options;
            }

            switch (name.TrimStart('-', '/').ToLowerInvariant())
            {
                case "command" or "c":
                    options.Mode = ShellMode.Command;
                    options.Text = i + 1 < args.Length
                        ? string.Join(' ', args, i + 1, args.Length - i - 1)
                        : throw new ArgumentException("-Command needs a text, or '-' for standard input.");
                    return options;
                case "file" or "f":
                    options.TakeFile(Value(args, ref i), args, i + 1);
                    return options;
                case "encodedcommand" or "enc" or "ec" or "e":
                    options.Mode = ShellMode.Command;
                    options.Text = Decode(Value(args, ref i));
                    break;
                case "demo":
                    options.Mode = ShellMode.Demo;
                    break;
                case "help" or "h" or "?":
                    options.Mode = ShellMode.Help;
                    return options;
                case "noexit" or "noe":
                    options.NoExit = true;
                    break;
                case "nologo" or "nol":
                    options.NoLogo = true;
                    break;
                case "noninteractive" or "noni":
                    options.NonInteractive = true;
                    break;
                case "interactive" or "i" or "noprofile" or "nop" or "login" or "l" or "mta" or "sta":
                    break;
                case "executionpolicy" or "ep" or "ex":
                    options.ExecutionPolicy = Value(args, ref i);
                    break;
                case "workingdirectory" or "wd":
                    options.WorkingDirectory = Value(args, ref i);
                    break;
                case "outputformat" or "o" or "inputformat" or "inp" or "windowstyle" or "w" or "configurationname":
                    Value(args, ref i);
                    break;
                case "modulepath":
                    options.ModulePath = Value(args, ref i);
                    break;
                default:
                    throw new ArgumentException($"'{name}' is not a switch of this shell.");
            }
        }

        return options;
    }

    /// <summary>Base64 of UTF-16, the way to hand a text through any quoting.</summary>
    private static string Decode(string value)
    {
        try
        {
            return Encoding.Unicode.GetString(Convert.FromBase64String(value));
        }
        catch (FormatException)
        {
            throw new ArgumentException("-EncodedCommand needs the base64 of a UTF-16 text.");
        }
    }

    private static string Value(string[] args, ref int i) =>
        ++i < args.Length ? args[i] : throw new ArgumentException($"{args[i - 1]} needs a value.");

    private void TakeFile(string path, string[] args, int next)
    {
        Mode = ShellMode.File;
        Text = path;
        string? pending = null;
        foreach (string arg in args.AsSpan(next))
        {
            if (pending is not null)
            {
                Arguments.Add(new CommandParameter(pending, arg));
                pending = null;
            }
            else if (arg.Length > 1 && arg[0] == '-')
            {
                // -Name value stays two tokens for the binder; -Name:value is one, with $true and $false as such.
                int colon = arg.IndexOf(':');
                if (colon < 0)
                {
                    Arguments.Add(new CommandParameter(arg));
                }
                else if (colon == arg.Length - 1)
                {
                    pending = arg[..colon];
                }
                else
                {
                    Arguments.Add(new CommandParameter(arg[..colon], Typed(arg[(colon + 1)..])));
                }
            }
            else
            {
                Arguments.Add(new CommandParameter(null, arg));
            }
        }
    }

    private static object Typed(string value) => value.ToLowerInvariant() switch
    {
        "$true" => true,
        "$false" => false,
        _ => value,
    };
}
