using System;
using System.IO;
using System.Linq;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using BedrockPS.BuildViews;
using BedrockPS.Resources;

// Writes the format file that is staged: the views written by hand, a file an area, and a table and a list of every resource type,
// made of its columns and of what the service's description says it holds. src/Views.targets runs it in a build:
//   BuildViews <folder of hand-written format files> <output file>
// One file without indentation, because an import waits for it: having a format file at all costs most, each further one and its length the rest.
if (args.Length != 2 || !Directory.Exists(args[0]))
{
    Console.Error.WriteLine("usage: BuildViews <folder of hand-written format files> <output file>");
    return 2;
}

XElement views = new("ViewDefinitions");
foreach (string file in Directory.GetFiles(args[0], "*.Format.ps1xml").Order(StringComparer.Ordinal))
{
    XElement byHand = XDocument.Load(file).Root!.Element("ViewDefinitions")!;
    byHand.DescendantNodes().OfType<XComment>().Remove();
    views.Add(byHand.Elements());
}

foreach (ResourceType type in ResourceTypes.All.OrderBy(static type => type.Name, StringComparer.Ordinal))
{
    try
    {
        views.Add(ResourceViews.Table(type), ResourceViews.List(type));
    }
    catch (FormatException problem)
    {
        // The form that a build log turns into an error.
        Console.Error.WriteLine($"BuildViews: error VIEWS: {type.Name}: {problem.Message}");
        return 1;
    }
}

using MemoryStream content = new();
using (XmlWriter writer = XmlWriter.Create(content, new XmlWriterSettings { Encoding = new UTF8Encoding(false) }))
{
    new XElement("Configuration", views).Save(writer);
}

Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(args[1]))!);
if (!File.Exists(args[1]) || !File.ReadAllBytes(args[1]).AsSpan().SequenceEqual(content.ToArray()))
{
    File.WriteAllBytes(args[1], content.ToArray());
}

return 0;
