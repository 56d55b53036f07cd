using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using BedrockPS.BuildHelp;

// Turns the pages of docs/en-US into what Get-Help reads; src/Help.targets runs it in a build:
//   BuildHelp <folder with the pages> <output folder> <address of a command's page, {0} for its name>
// <Verb-BRNoun>.md go into the help file their front matter names, about_*.md each become about_*.help.txt, and _*.md are
// parts that pages include.
if (args.Length != 3 || !Directory.Exists(args[0]))
{
    Console.Error.WriteLine("usage: BuildHelp <folder with the pages> <output folder> <address of a command's page, {0} for its name>");
    return 2;
}

UTF8Encoding encoding = new(encoderShouldEmitUTF8Identifier: true);
Dictionary<string, byte[]> files = [];
List<CommandPage> commands = [];
bool failed = false;
foreach (string path in Directory.GetFiles(args[0], "*.md").Order(StringComparer.Ordinal))
{
    string name = Path.GetFileNameWithoutExtension(path);
    try
    {
        if (name.StartsWith("about_", StringComparison.Ordinal))
        {
            // Windows PowerShell takes a file without a mark for one in the machine's own code page.
            files[name + ".help.txt"] = [.. encoding.Preamble, .. encoding.GetBytes(AboutTopic.Write(path))];
        }
        else if (!name.StartsWith('_'))
        {
            commands.Add(CommandPageReader.Read(path));
        }
    }
    catch (PageException problem)
    {
        // The form that a build log turns into an error with a place.
        Console.Error.WriteLine($"{problem.Path}({problem.Line}): error HELP: {problem.Message}");
        failed = true;
    }
}

if (failed)
{
    return 1;
}

foreach (IGrouping<string, CommandPage> file in commands.GroupBy(static page => page.HelpFile, StringComparer.Ordinal))
{
    files[file.Key] = Maml.Write(file, name => string.Format(CultureInfo.InvariantCulture, args[2], name));
}

Directory.CreateDirectory(args[1]);
foreach (string old in Directory.GetFiles(args[1]).Where(old => !files.ContainsKey(Path.GetFileName(old))))
{
    File.Delete(old);
}

foreach ((string name, byte[] content) in files)
{
    string path = Path.Combine(args[1], name);
    if (!File.Exists(path) || !File.ReadAllBytes(path).AsSpan().SequenceEqual(content))
    {
        File.WriteAllBytes(path, content);
    }
}

return 0;
