using System;
using System.IO;
using System.Linq;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using BedrockPS.BuildViews;
using BedrockPS.Resources;

// Writes the format file that is staged: the views written by hand, and a table and a list of every resource type, made of its
// columns and of what the service's description says it holds. src/Views.targets runs it in a build:
//   BuildViews <hand-written format file> <output file>
// One file, because PowerShell's time for a format file is mostly the time for having one.
if (args.Length != 2 || !File.Exists(args[0]))
{
    Console.Error.WriteLine("usage: BuildViews <hand-written format file> <output file>");
    return 2;
}

XDocument document = XDocument.Load(args[0]);
XElement views = document.Root!.Element("ViewDefinitions")!;
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
using (XmlWriter writer = XmlWriter.Create(content, new XmlWriterSettings { Encoding = new UTF8Encoding(false), Indent = true, NewLineChars = "\n" }))
{
    document.Save(writer);
}

Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(args[1]))!);
if (!File.Exists(args[1]) || !File.ReadAllBytes(args[1]).AsSpan().SequenceEqual(content.ToArray()))
{
    File.WriteAllBytes(args[1], content.ToArray());
}

return 0;
