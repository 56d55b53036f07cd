using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace BedrockPS.HelpPage;

/// <summary>The comments of an assembly's code, as Markdown.</summary>
internal sealed partial class CommentFile
{
    private readonly Dictionary<string, XElement> _members;
    private readonly Dictionary<string, string> _cmdlets;

    public CommentFile(Assembly assembly)
    {
        _members = XDocument.Load(Path.ChangeExtension(assembly.Location, ".xml")).Descendants("member")
            .ToDictionary(static member => member.Attribute("name")!.Value);
        _cmdlets = assembly.GetExportedTypes()
            .Where(static type => type.IsDefined(typeof(CmdletAttribute)))
            .ToDictionary(static type => type.FullName!, static type => NameOf(type.GetCustomAttribute<CmdletAttribute>()!));
    }

    public static string NameOf(CmdletAttribute cmdlet) => $"{cmdlet.VerbName}-{cmdlet.NounName}";

    /// <summary>Paragraphs of the summary and the remarks of a type or a property; none where it has no comment.</summary>
    public IReadOnlyList<string> Paragraphs(MemberInfo? member)
    {
        string? key = member switch
        {
            null => null,
            Type type => "T:" + type.FullName,
            _ => $"P:{member.DeclaringType!.FullName}.{member.Name}",
        };
        return key is not null && _members.TryGetValue(key, out XElement? comment)
            ? [.. comment.Elements().Where(static part => part.Name.LocalName is "summary" or "remarks").SelectMany(Paragraphs)]
            : [];
    }

    private IEnumerable<string> Paragraphs(XElement part) =>
        part.Elements("para").DefaultIfEmpty(part)
            .Select(paragraph => Space().Replace(string.Concat(paragraph.Nodes().Select(Text)), " ").Trim())
            .Where(static text => text.Length > 0);

    private string Text(XNode node) => node switch
    {
        XText text => text.Value,
        XElement { Name.LocalName: "c" } code => $"`{code.Value}`",
        XElement { Name.LocalName: "see" } see => Reference(see),
        XElement other => string.Concat(other.Nodes().Select(Text)),
        _ => "",
    };

    /// <summary>A cmdlet by its name, a parameter with its dash, anything else by its own name.</summary>
    private string Reference(XElement see)
    {
        if (see.Attribute("cref")?.Value is not string target)
        {
            return see.Attribute("langword") is XAttribute word ? $"`${word.Value}`" : see.Value;
        }

        string name = target[2..];
        int dot = name.LastIndexOf('.');
        return _cmdlets.TryGetValue(name, out string? cmdlet) ? cmdlet
            : target.StartsWith("P:", StringComparison.Ordinal) && _cmdlets.ContainsKey(name[..dot]) ? $"`-{name[(dot + 1)..]}`"
            : name[(dot + 1)..];
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
