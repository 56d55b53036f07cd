using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;

namespace BedrockPS.Protocol;

/// <summary>Reads elements by their local name: the older services' answers are in namespaces that say nothing.</summary>
internal static class QueryResult
{
    public static XElement? Child(this XElement element, string name) =>
        element.Elements().FirstOrDefault(child => child.Name.LocalName == name);

    /// <summary>Text of a child; empty where there is none.</summary>
    public static string Text(this XElement element, string name) => element.Child(name)?.Value ?? "";

    /// <summary>The items of a list, each of which is called member.</summary>
    public static IEnumerable<XElement> Items(this XElement element, string name) =>
        element.Child(name)?.Elements() ?? [];
}
