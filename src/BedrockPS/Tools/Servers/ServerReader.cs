using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using System.Security;
using BedrockPS.Defaults;
using BedrockPS.Engine;

namespace BedrockPS.Tools.Servers;

/// <summary>Reads what users give as -McpServer.</summary>
internal static class ServerReader
{
    private static readonly string[] s_members = ["Name", "Command", "Argument", "Environment", "WorkingDirectory", "Url", "Header", "TimeoutSec"];

    /// <param name="server">Command line, URL, or a hashtable or object of those and more.</param>
    /// <param name="directory">Folder a program starts in when nothing else is said.</param>
    /// <exception cref="BedrockException">McpServerInvalid.</exception>
    public static McpServerSettings Read(object server, string? directory)
    {
        object plain = server is PSObject wrapped && wrapped.BaseObject is not PSCustomObject ? wrapped.BaseObject : server;
        McpServerSettings settings = plain switch
        {
            Uri url => OfUrl(url.OriginalString),
            string text when IsUrl(text) => OfUrl(text.Trim()),
            string text => OfCommand(text),
            IDictionary map => OfMembers(map.Cast<DictionaryEntry>().Select(static entry => (entry.Key.ToString()!, (object?)entry.Value))),
            PSObject item => OfMembers(item.Properties.Select(static property => (property.Name, (object?)property.Value))),
            _ => throw Invalid($"A {plain.GetType().Name} is no MCP server."),
        };
        settings.WorkingDirectory ??= settings.Command is null ? null : directory;
        return settings;
    }

    private static bool IsUrl(string text) =>
        text.TrimStart().StartsWith("http://", StringComparison.OrdinalIgnoreCase) || text.TrimStart().StartsWith("https://", StringComparison.OrdinalIgnoreCase);

    private static McpServerSettings OfUrl(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out Uri? url) && url.Scheme is "http" or "https"
            ? new McpServerSettings { Url = url }
            : throw Invalid("The Url is not an absolute http or https URL.");

    private static McpServerSettings OfCommand(string line)
    {
        // The line itself stays out of messages: an argument may be a token.
        List<string> parts = CommandLine.Split(line) ?? throw Invalid("A quote in the command line is not closed.");
        return parts.Count > 0
            ? new McpServerSettings { Command = parts[0], Arguments = parts.GetRange(1, parts.Count - 1) }
            : throw Invalid("The command line is empty.");
    }

    private static McpServerSettings OfMembers(IEnumerable<(string Name, object? Value)> members)
    {
        Dictionary<string, object?> given = new(StringComparer.OrdinalIgnoreCase);
        foreach ((string name, object? value) in members)
        {
            given[s_members.Contains(name, StringComparer.OrdinalIgnoreCase)
                ? name
                : throw Invalid($"A server has no member '{name}'; it has {string.Join(", ", s_members)}.")] = value is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : value;
        }

        object? Get(string name) => given.TryGetValue(name, out object? value) ? value : null;
        string? command = Get("Command")?.ToString();
        string? url = Get("Url")?.ToString();
        if (string.IsNullOrWhiteSpace(command) == string.IsNullOrWhiteSpace(url))
        {
            throw Invalid("A server has either a Command or a Url.");
        }

        McpServerSettings settings = url is null ? WithArguments(command!, Get("Argument")) : OfUrl(url);
        settings.Name = Get("Name")?.ToString();
        settings.WorkingDirectory = Get("WorkingDirectory")?.ToString();
        settings.Environment = Texts(Get("Environment"), "Environment");
        settings.Headers = Texts(Get("Header"), "Header");
        if (settings.Url is { IsLoopback: false, Scheme: "http" } && settings.Headers.Count > 0)
        {
            throw Invalid("Headers travel over https, or to this machine.");
        }

        if (Get("TimeoutSec") is object seconds)
        {
            settings.Timeout = TimeSpan.FromSeconds(Seconds(seconds));
        }

        return settings;
    }

    /// <summary>With arguments apart the command is a program's name, blanks included; without, a command line.</summary>
    private static McpServerSettings WithArguments(string command, object? arguments) => arguments switch
    {
        null => OfCommand(command),
        string one => new McpServerSettings { Command = command, Arguments = [one] },
        IEnumerable many => new McpServerSettings { Command = command, Arguments = [.. many.Cast<object?>().Select(static item => item?.ToString() ?? "")] },
        _ => new McpServerSettings { Command = command, Arguments = [arguments.ToString()!] },
    };

    private static double Seconds(object value)
    {
        bool isNumber = double.TryParse(Convert.ToString(value, CultureInfo.InvariantCulture), NumberStyles.Float, CultureInfo.InvariantCulture, out double seconds);
        return isNumber && seconds is > 0 and <= 86400 ? seconds : throw Invalid("TimeoutSec is a number of seconds, above 0 and up to 86400.");
    }

    private static Dictionary<string, string> Texts(object? value, string name)
    {
        Dictionary<string, string> texts = new(StringComparer.OrdinalIgnoreCase);
        if (value is not (null or IDictionary))
        {
            throw Invalid($"A server's {name} is a hashtable.");
        }

        foreach (DictionaryEntry entry in (IDictionary?)value ?? new Hashtable())
        {
            object? item = entry.Value is PSObject wrapped ? wrapped.BaseObject : entry.Value;
            texts[entry.Key.ToString()!] = (item is SecureString secret ? SecretText.Read(secret) : item?.ToString()) ?? "";
        }

        return texts;
    }

    private static BedrockException Invalid(string message) => new("McpServerInvalid", message);
}
