using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;

namespace BedrockPS.Unit.Docs;

/// <summary>What Get-Help is given to show of one cmdlet.</summary>
internal sealed class CommandHelp
{
    public static readonly XNamespace Command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    private static readonly XNamespace s_maml = "http://schemas.microsoft.com/maml/2004/10";
    private static readonly XNamespace s_dev = "http://schemas.microsoft.com/maml/dev/2004/10";

    private readonly XElement _element;

    public CommandHelp(XElement element) => _element = element;

    public string Name => _element.Element(Command + "details")!.Element(Command + "name")!.Value;

    /// <summary>All it says.</summary>
    public string Text => _element.Value;

    public string Synopsis => TextOf(_element.Element(Command + "details")!);

    public string Description => TextOf(_element);

    public IReadOnlyDictionary<string, ParameterHelp> Parameters =>
        Read(_element.Element(Command + "parameters")!).ToDictionary(static parameter => parameter.Name);

    /// <summary>The parameters of each parameter set, in the order they are shown.</summary>
    public IReadOnlyList<IReadOnlyList<ParameterHelp>> Syntax =>
        [.. _element.Element(Command + "syntax")!.Elements(Command + "syntaxItem").Select(static item => Read(item).ToArray())];

    public IReadOnlyList<string> Examples =>
        [.. _element.Descendants(Command + "example").Select(static example => example.Element(s_dev + "code")!.Value)];

    public IReadOnlyList<string> Outputs =>
        [.. _element.Descendants(Command + "returnValue").Select(static type => type.Element(s_dev + "type")!.Element(s_maml + "name")!.Value)];

    /// <summary>Related commands and topics; the first link, which -Online follows, has a test of its own.</summary>
    public IReadOnlyList<string> Links => [.. _element.Descendants(s_maml + "linkText").Select(static link => link.Value).Skip(1)];

    private static IEnumerable<ParameterHelp> Read(XElement parent) =>
        parent.Elements(Command + "parameter").Select(static parameter => new ParameterHelp(
            parameter.Element(s_maml + "name")!.Value,
            TextOf(parameter),
            parameter.Element(s_dev + "type")!.Element(s_maml + "name")!.Value,
            (bool)parameter.Attribute("required")!,
            parameter.Attribute("position")!.Value,
            parameter.Attribute("pipelineInput")!.Value,
            parameter.Attribute("aliases")!.Value,
            (bool)parameter.Attribute("globbing")!,
            parameter.Element(s_dev + "defaultValue")!.Value));

    private static string TextOf(XElement parent) =>
        string.Join('\n', parent.Element(s_maml + "description")!.Elements(s_maml + "para").Select(static para => para.Value));
}

/// <summary>A parameter as Get-Help shows it.</summary>
internal sealed record ParameterHelp(
    string Name,
    string Text,
    string Type,
    bool Required,
    string Position,
    string Pipeline,
    string Aliases,
    bool Wildcards,
    string Default);
