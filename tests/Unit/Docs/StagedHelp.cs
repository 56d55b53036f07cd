using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Xml.Linq;
using BedrockPS.Unit.ShellTests;

namespace BedrockPS.Unit.Docs;

/// <summary>The help as it lies beside the staged module.</summary>
internal static class StagedHelp
{
    private static readonly Lazy<IReadOnlyDictionary<string, CommandHelp>> s_commands = new(Read);

    public static string Folder => Path.Combine(ShellProcess.Metadata("StagedModule"), "en-US");

    /// <summary>Folder of the pages the help was built from.</summary>
    public static string Pages => Path.GetFullPath(Path.Combine(ShellProcess.Metadata("StagedModule"), "..", "..", "docs", "en-US"));

    /// <summary>Folder of the pages beside the help: migration and recipes.</summary>
    public static string Guides => Path.GetFullPath(Path.Combine(Pages, ".."));

    /// <summary>The pages by cmdlet.</summary>
    public static IReadOnlyDictionary<string, CommandHelp> Commands => s_commands.Value;

    /// <summary>Paths of the about_ topics.</summary>
    public static IEnumerable<string> Topics => Directory.GetFiles(Folder, "about_*.help.txt").Order(StringComparer.Ordinal);

    private static Dictionary<string, CommandHelp> Read() =>
        XDocument.Load(Path.Combine(Folder, "BedrockPS.dll-Help.xml")).Root!
            .Elements(CommandHelp.Command + "command")
            .Select(static element => new CommandHelp(element))
            .ToDictionary(static help => help.Name, StringComparer.Ordinal);
}
