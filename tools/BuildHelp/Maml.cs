using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace BedrockPS.BuildHelp;

/// <summary>The help file of a module's cmdlets, in the XML that Get-Help reads.</summary>
internal static class Maml
{
    private const int TitleWidth = 76;

    private static readonly XNamespace s_help = "http://msh";
    private static readonly XNamespace s_maml = "http://schemas.microsoft.com/maml/2004/10";
    private static readonly XNamespace s_command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    private static readonly XNamespace s_dev = "http://schemas.microsoft.com/maml/dev/2004/10";

    /// <param name="pages">One a cmdlet.</param>
    /// <param name="online">Where the page of a cmdlet of that name is on the web.</param>
    public static byte[] Write(IEnumerable<CommandPage> pages, Func<string, string> online)
    {
        XDocument document = new(
            new XElement(
                s_help + "helpItems",
                new XAttribute("schema", "maml"),
                pages.OrderBy(static page => page.Name, StringComparer.Ordinal).Select(page => Command(page, online(page.Name)))));
        using MemoryStream stream = new();
        XmlWriterSettings settings = new() { Encoding = new UTF8Encoding(false), Indent = true, NewLineChars = "\n" };
        using (XmlWriter writer = XmlWriter.Create(stream, settings))
        {
            document.Save(writer);
        }

        return stream.ToArray();
    }

    private static XElement Command(CommandPage page, string online)
    {
        int dash = page.Name.IndexOf('-');
        return new XElement(
            s_command + "command",
            new XAttribute(XNamespace.Xmlns + "maml", s_maml),
            new XAttribute(XNamespace.Xmlns + "command", s_command),
            new XAttribute(XNamespace.Xmlns + "dev", s_dev),
            new XElement(
                s_command + "details",
                new XElement(s_command + "name", page.Name),
                new XElement(s_command + "verb", page.Name[..dash]),
                new XElement(s_command + "noun", page.Name[(dash + 1)..]),
                Text("description", [page.Synopsis])),
            Text("description", page.Description),
            new XElement(s_command + "syntax", page.Syntax.Select(block => SyntaxItem(page, block.Set))),
            new XElement(
                s_command + "parameters",
                page.Parameters.OrderBy(static parameter => parameter.Name, StringComparer.Ordinal)
                    .Select(static parameter => Parameter(parameter, parameter.Facts[0], withValues: false))),
            new XElement(s_command + "inputTypes", page.Inputs.Select(static type => Type("inputType", type))),
            new XElement(s_command + "returnValues", page.Outputs.Select(static type => Type("returnValue", type))),
            new XElement(s_maml + "alertSet", Text("alert", page.Notes)),
            new XElement(s_command + "examples", page.Examples.Select(Example)),
            // Get-Help -Online opens the first link that has an address. HelpUri of the attribute would do too, and slow every import.
            new XElement(s_command + "relatedLinks", page.Links.Select(static text => Link(text, "")).Prepend(Link("Online Version:", online))));
    }

    private static XElement SyntaxItem(CommandPage page, string? set) => new(
        s_command + "syntaxItem",
        new XElement(s_maml + "name", page.Name),
        SyntaxLine.Order(page, set).Select(static entry => Parameter(entry.Parameter, entry.Facts, withValues: true)));

    private static XElement Parameter(ParameterText parameter, ParameterFacts facts, bool withValues)
    {
        XElement element = new(
            s_command + "parameter",
            new XAttribute("required", Flag(facts.IsRequired)),
            new XAttribute("variableLength", Flag(facts.Type.EndsWith("[]", StringComparison.Ordinal))),
            new XAttribute("globbing", Flag(facts.TakesWildcards)),
            new XAttribute("pipelineInput", facts.Pipeline),
            new XAttribute("position", facts.Position?.ToString(CultureInfo.InvariantCulture) ?? "named"),
            new XAttribute("aliases", facts.Aliases.Count == 0 ? "none" : string.Join(", ", facts.Aliases)),
            new XElement(s_maml + "name", parameter.Name),
            Text("description", parameter.Text));
        if (withValues && facts.AcceptedValues.Count > 0)
        {
            element.Add(new XElement(s_command + "parameterValueGroup", facts.AcceptedValues.Select(static value => Value(value, false))));
        }

        if (!facts.IsSwitch)
        {
            // A switch with a value would be shown as one that needs it.
            element.Add(Value(facts.Type, true));
        }

        element.Add(DevType(facts.Type), new XElement(s_dev + "defaultValue", facts.Default));
        return element;
    }

    private static XElement Value(string text, bool isRequired) => new(
        s_command + "parameterValue",
        new XAttribute("required", Flag(isRequired)),
        new XAttribute("variableLength", "false"),
        text);

    private static string Flag(bool value) => value ? "true" : "false";

    private static XElement Type(string name, TypeText type) =>
        new(s_command + name, DevType(type.Name), Text("description", type.Text));

    private static XElement DevType(string name) =>
        new(s_dev + "type", new XElement(s_maml + "name", name), new XElement(s_maml + "uri"));

    private static XElement Example(ExampleText example)
    {
        // Get-Help prints the title as it is and expects it to look like a rule.
        string title = $" {example.Title} ";
        title = title.PadLeft((TitleWidth + title.Length) / 2, '-').PadRight(TitleWidth, '-');
        return new XElement(
            s_command + "example",
            new XElement(s_maml + "title", title),
            new XElement(s_dev + "code", example.Code),
            new XElement(s_dev + "remarks", Paragraphs(example.Remarks)));
    }

    private static XElement Link(string text, string address) =>
        new(s_maml + "navigationLink", new XElement(s_maml + "linkText", text), new XElement(s_maml + "uri", address));

    private static XElement Text(string name, IEnumerable<string> paragraphs) => new(s_maml + name, Paragraphs(paragraphs));

    private static IEnumerable<XElement> Paragraphs(IEnumerable<string> paragraphs) =>
        paragraphs.Select(static text => new XElement(s_maml + "para", text));
}
