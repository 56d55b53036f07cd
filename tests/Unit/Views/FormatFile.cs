using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using BedrockPS.Unit.ShellTests;

namespace BedrockPS.Unit.Views;

/// <summary>The format file of the staged module, and what objects look like through it.</summary>
internal static partial class FormatFile
{
    // Reading the file takes most of the time of a print, so a session that has read it goes on printing.
    private static readonly ConcurrentDictionary<string, Screen> s_screens = new(StringComparer.Ordinal);

    public static string Path => System.IO.Path.Combine(ShellProcess.Metadata("StagedModule"), "BedrockPS.Format.ps1xml");

    /// <summary>Views of a type, by shape: Table, List, Custom.</summary>
    public static ILookup<string, XElement> ViewsOf(Type type) =>
        XDocument.Load(Path).Descendants("View")
            .Where(view => view.Descendants("TypeName").Any(name => name.Value == type.FullName))
            .ToLookup(Shape);

    /// <summary>Prints objects as the prompt does.</summary>
    /// <param name="objects">What is printed.</param>
    /// <param name="shape">Table, List or Custom for views of this shape alone; null: what each type's first view is.</param>
    public static string Print(IEnumerable<object> objects, string? shape = null)
    {
        Screen screen = s_screens.GetOrAdd(shape ?? "", static name => new Screen(name));
        return Colour().Replace(screen.Print(objects), "");
    }

    private static string Only(string shape)
    {
        XDocument file = XDocument.Load(Path);
        file.Descendants("View").Where(view => Shape(view) != shape).Remove();
        string path = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"bedrockps-test-{Guid.NewGuid():N}.ps1xml");
        file.Save(path);
        return path;
    }

    private static string Shape(XElement view) =>
        view.Elements().Select(static element => element.Name.LocalName).First(static name => name.EndsWith("Control", StringComparison.Ordinal))
            .Replace("Control", "", StringComparison.Ordinal);

    [GeneratedRegex("\x1b\\[[0-9;]*m")]
    private static partial Regex Colour();

    /// <summary>A session with the views of one shape, or with all of them.</summary>
    private sealed class Screen
    {
        private readonly object _lock = new();
        private readonly ScreenHost _host = new();
        private readonly Runspace _runspace;

        public Screen(string shape)
        {
            InitialSessionState state = InitialSessionState.CreateDefault2();
            string file = shape.Length == 0 ? Path : Only(shape);
            try
            {
                state.Formats.Add(new SessionStateFormatEntry(file));
                _runspace = RunspaceFactory.CreateRunspace(_host, state);
                _runspace.Open();
            }
            finally
            {
                if (shape.Length > 0)
                {
                    File.Delete(file);
                }
            }
        }

        public string Print(IEnumerable<object> objects)
        {
            lock (_lock)
            {
                _host.Clear();
                using PowerShell shell = PowerShell.Create(_runspace);
                shell.AddCommand("Out-Default");
                shell.Invoke(objects);
                return _host.Text;
            }
        }
    }
}
