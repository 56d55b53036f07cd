using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Reflection;
using BedrockPS.BuildHelp;
using BedrockPS.Cmdlets;
using BedrockPS.HelpPage;

// Writes what the help pages of cmdlets say and the code says too:
//   HelpPage [--pages <folder>] [<Verb-BRNoun>…]
// A page that is missing is made, with TODO where somebody has to write; in one that is there the syntax and the parameters are
// brought up to the code. Without names it does so for every cmdlet; without a folder in docs/en-US below the current one.
//   HelpPage --operations <file>
// Writes the table of operations and the cmdlets that call them.
string folder = Path.Combine("docs", "en-US");
List<string> names = [.. args];
if (names.FirstOrDefault() == "--pages" && names.Count > 1)
{
    folder = names[1];
    names.RemoveRange(0, 2);
}

Assembly assembly = typeof(BedrockCmdlet).Assembly;
SortedDictionary<string, Type> types = new(StringComparer.OrdinalIgnoreCase);
foreach (Type type in assembly.GetExportedTypes().Where(static type => !type.IsAbstract))
{
    if (type.GetCustomAttribute<CmdletAttribute>() is CmdletAttribute cmdlet)
    {
        types.Add(CommentFile.NameOf(cmdlet), type);
    }
}

if (args is ["--operations", string table])
{
    File.WriteAllText(table, OperationsPage.Write(types));
    return 0;
}

string? unknown = names.Find(name => !types.ContainsKey(name));
if (unknown is not null || !Directory.Exists(folder))
{
    Console.Error.WriteLine(unknown is null ? $"There is no folder {folder}." : $"The module has no cmdlet {unknown}.");
    Console.Error.WriteLine("usage: HelpPage [--pages <folder, docs/en-US without it>] [<name of a cmdlet>...]");
    return 2;
}

InitialSessionState state = InitialSessionState.Create();
state.Commands.Add(types.Select(static entry => new SessionStateCmdletEntry(entry.Key, entry.Value, null)));
using Runspace runspace = RunspaceFactory.CreateRunspace(state);
runspace.Open();
Runspace.DefaultRunspace = runspace;

CommentFile comments = new(assembly);
bool failed = false;
try
{
    IReadOnlyDictionary<string, SharedFile> shared = SharedFile.ReadAll(folder);
    foreach (string name in names.Count > 0 ? names : [.. types.Keys])
    {
        CmdletInfo cmdlet = (CmdletInfo)runspace.SessionStateProxy.InvokeCommand.GetCommand(name, CommandTypes.Cmdlet);
        failed |= !Write(new CmdletCode(cmdlet, comments), shared);
    }
}
catch (PageException problem)
{
    failed = Tell(problem);
}

return failed ? 1 : 0;

bool Write(CmdletCode code, IReadOnlyDictionary<string, SharedFile> shared)
{
    string path = Path.Combine(folder, code.Name + ".md");
    string? old = File.Exists(path) ? File.ReadAllText(path) : null;
    try
    {
        string text = HelpPageFile.Update(path, old ?? NewPage.Write(code, types.Keys), code, shared);
        if (text != old)
        {
            File.WriteAllText(path, text);
            Console.WriteLine($"{(old is null ? "made" : "changed")} {path}");
        }

        return true;
    }
    catch (PageException problem)
    {
        return !Tell(problem);
    }
}

bool Tell(PageException problem)
{
    Console.Error.WriteLine($"{problem.Path}({problem.Line}): {problem.Message}");
    return true;
}
