using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Xml;
using System.Xml.Linq;

namespace BedrockPS.Tools.Commands;

/// <summary>Reads one command's synopsis and parameters out of the help file that came with its module.</summary>
internal static class MamlHelp
{
    private static readonly XNamespace s_command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    private static readonly XNamespace s_maml = "http://schemas.microsoft.com/maml/2004/10";

    /// <summary>Null when the file is not there, does not hold the command, or cannot be read.</summary>
    public static CommandHelp? Find(CommandInfo command, string? helpFile)
    {
        if (string.IsNullOrEmpty(helpFile) || Locate(command, helpFile!) is not string path)
        {
            return null;
        }

        try
        {
            return Read(path, command.Name);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or XmlException)
        {
            // Help is a kindness to the model; without it the tool works all the same.
            return null;
        }
    }

    private static string? Locate(CommandInfo command, string helpFile)
    {
        if (Path.IsPathRooted(helpFile))
        {
            return File.Exists(helpFile) ? helpFile : null;
        }

        string? root = command.Module?.ModuleBase ?? Path.GetDirectoryName((command as CmdletInfo)?.ImplementingType?.Assembly.Location);
        if (string.IsNullOrEmpty(root))
        {
            return null;
        }

        // A module's root, and a binary module's folder below it.
        return Cultures()
            .Select(culture => Path.Combine(root, culture, helpFile))
            .FirstOrDefault(File.Exists);
    }

    private static IEnumerable<string> Cultures()
    {
        for (CultureInfo culture = CultureInfo.CurrentUICulture; culture.Name.Length > 0; culture = culture.Parent)
        {
            yield return culture.Name;
        }

        yield return "en-US";
        yield return "en";
    }

    private static CommandHelp? Read(string path, string name)
    {
        using XmlReader reader = XmlReader.Create(path, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
        reader.MoveToContent();
        while (!reader.EOF)
        {
            if (reader.NodeType == XmlNodeType.Element && reader.LocalName == "command" && reader.NamespaceURI == s_command.NamespaceName)
            {
                XElement command = (XElement)XNode.ReadFrom(reader);
                if (string.Equals(command.Element(s_command + "details")?.Element(s_command + "name")?.Value.Trim(), name, StringComparison.OrdinalIgnoreCase))
                {
                    return Help(command);
                }
            }
            else
            {
                reader.Read();
            }
        }

        return null;
    }

    private static CommandHelp Help(XElement command)
    {
        Dictionary<string, string> parameters = new(StringComparer.OrdinalIgnoreCase);
        foreach (XElement parameter in command.Elements(s_command + "parameters").Elements(s_command + "parameter"))
        {
            if (parameter.Element(s_maml + "name")?.Value.Trim() is string name)
            {
                parameters[name] = Paragraphs(parameter.Element(s_maml + "description"));
            }
        }

        return new CommandHelp(Paragraphs(command.Element(s_command + "details")?.Element(s_maml + "description")), parameters);
    }

    private static string Paragraphs(XElement? element) =>
        element is null ? "" : string.Join(" ", element.Descendants(s_maml + "para").Select(static para => para.Value));
}
