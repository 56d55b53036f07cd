using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Management.Automation.Runspaces;
using System.Threading;
using BedrockPS.PesterRunner.Assertions;
using BedrockPS.PesterRunner.Commands;
using BedrockPS.PesterRunner.Model;
using Microsoft.PowerShell;

namespace BedrockPS.PesterRunner.Hosting;

/// <summary>A test file in a runspace of its own: discovered on opening, run as a whole the first time a result is wanted.</summary>
internal sealed class PesterFile : IDisposable
{
    private static readonly string s_run = ReadRun();

    private readonly string _path;
    private readonly string _drive = Directory.CreateTempSubdirectory("bedrockps-pester-").FullName;
    private readonly PesterBlock _root;
    private readonly Runspace _runspace;
    private readonly Lazy<bool> _ran;

    /// <param name="path">A .Tests.ps1 file.</param>
    /// <param name="module">Module to import before it; null: none.</param>
    public PesterFile(string path, string? module)
    {
        _path = path;
        _root = new PesterBlock(null, Path.GetFileName(path), PesterItem.NoCase, skip: false);
        _runspace = RunspaceFactory.CreateRunspace(new SilentHost(), State());
        _runspace.Open();
        _ran = new Lazy<bool>(Run, LazyThreadSafetyMode.ExecutionAndPublication);
        Discover(module);
    }

    /// <summary>What went wrong before there were any tests; null when nothing did.</summary>
    public string? Problem { get; private set; }

    public IReadOnlyList<PesterTest> Tests { get; private set; } = [];

    /// <summary>Runs the file unless it has run.</summary>
    public void EnsureRun() => _ = _ran.Value;

    public void Dispose()
    {
        _runspace.Dispose();
        Directory.Delete(_drive, recursive: true);
    }

    private InitialSessionState State()
    {
        InitialSessionState state = InitialSessionState.CreateDefault2();
        state.ThreadOptions = PSThreadOptions.UseCurrentThread;
        if (OperatingSystem.IsWindows())
        {
            state.ExecutionPolicy = ExecutionPolicy.Bypass;
        }

        AddCommand<DescribeCommand>(state, "Describe");
        AddCommand<ContextCommand>(state, "Context");
        AddCommand<ItCommand>(state, "It");
        AddCommand<BeforeDiscoveryCommand>(state, "BeforeDiscovery");
        AddCommand<BeforeAllCommand>(state, "BeforeAll");
        AddCommand<BeforeEachCommand>(state, "BeforeEach");
        AddCommand<AfterEachCommand>(state, "AfterEach");
        AddCommand<AfterAllCommand>(state, "AfterAll");
        AddCommand<ShouldCommand>(state, "Should");
        AddCommand<SetItResultCommand>(state, "Set-ItResult");
        AddCommand<SelectObjectCommand>(state, "Select-Object");
        foreach (string name in new[] { "Mock", "InModuleScope", "Should-Invoke", "Invoke-Pester" })
        {
            AddCommand<UnsupportedCommand>(state, name);
        }

        state.Variables.Add(new SessionStateVariableEntry(Discovery.VariableName, new Discovery(_root), ""));
        state.Variables.Add(new SessionStateVariableEntry("TestDrive", _drive, ""));
        return state;
    }

    /// <summary>A cmdlet is found by a name with a dash only; the word that Pester has for it is an alias.</summary>
    private static void AddCommand<T>(InitialSessionState state, string name)
    {
        string full = "PesterRunner-" + name;
        state.Commands.Add(new SessionStateCmdletEntry(full, typeof(T), null));
        state.Commands.Add(new SessionStateAliasEntry(name, full));
    }

    private void Discover(string? module)
    {
        try
        {
            using PowerShell ps = PowerShell.Create(_runspace);
            ps.AddScript("param($module, $path) if ($module) { Import-Module $module -Global -ErrorAction Stop }; & $path")
                .AddArgument(module)
                .AddArgument(_path)
                .Invoke();
            if (ps.Streams.Error.Count > 0)
            {
                Problem = Describe(ps.Streams.Error[0]);
            }
        }
        catch (RuntimeException exception)
        {
            Problem = Describe(exception.ErrorRecord);
        }

        Tests = [.. _root.Tests()];
        Problem ??= Tests.Count == 0 ? "The file has no test." : null;
    }

    private bool Run()
    {
        try
        {
            using PowerShell ps = PowerShell.Create(_runspace);
            ps.AddScript(s_run, useLocalScope: true).AddArgument(_root).AddArgument(_drive).Invoke();
        }
        catch (RuntimeException exception)
        {
            _root.Fail(exception.ErrorRecord);
        }

        return true;
    }

    private static string Describe(ErrorRecord error) =>
        error + Environment.NewLine + (error.ScriptStackTrace ?? error.InvocationInfo?.PositionMessage);

    private static string ReadRun()
    {
        using StreamReader reader = new(typeof(PesterFile).Assembly.GetManifestResourceStream("Run.ps1")!);
        return reader.ReadToEnd();
    }
}
