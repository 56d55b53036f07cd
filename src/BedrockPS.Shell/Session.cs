using System;
using System.Collections;
using System.Collections.Generic;
using System.IO;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Management.Automation.Language;
using System.Management.Automation.Runspaces;
using System.Reflection;
using System.Threading;
using BedrockPS.Shell.Host;
using BedrockPS.Shell.Interactive;
using Microsoft.PowerShell;

namespace BedrockPS.Shell;

/// <summary>One runspace of the PowerShell engine with BedrockPS imported, and the ways to run something in it.</summary>
internal sealed class Session : IDisposable
{
    private const BindingFlags Inner = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    private const int ExitCodeOfInterrupt = 130;

    private readonly ShellOptions _options;
    private readonly ShellHost _host;
    private readonly Runspace _runspace;
    private PowerShell? _running;
    private bool _stopped;
    private volatile bool _atPrompt;

    public Session(ShellOptions options)
    {
        _options = options;
        _host = new ShellHost(this, interactive: !options.NonInteractive);
        InitialSessionState state = InitialSessionState.CreateDefault2();
        state.ThreadOptions = PSThreadOptions.UseCurrentThread;
        if (OperatingSystem.IsWindows())
        {
            // Elsewhere there is no such policy, and setting one is an error.
            state.ExecutionPolicy = Enum.TryParse(options.ExecutionPolicy, ignoreCase: true, out ExecutionPolicy policy)
                ? policy
                : ExecutionPolicy.RemoteSigned;
        }

        _runspace = RunspaceFactory.CreateRunspace(_host, state);
    }

    public Runspace Runspace => _runspace;

    public ShellHost Host => _host;

    /// <summary>What was typed, shared by nested prompts.</summary>
    public InputHistory History { get; } = new();

    /// <summary>Set by 'exit'.</summary>
    public int? ExitCode { get; set; }

    public bool Open(string modulePath)
    {
        Console.CancelKeyPress += OnCancel;
        _runspace.Open();
        Runspace.DefaultRunspace = _runspace;
        if (_options.WorkingDirectory is not null)
        {
            _runspace.SessionStateProxy.Path.SetLocation(WildcardPattern.Escape(Path.GetFullPath(_options.WorkingDirectory)));
        }

        if (!_host.Console.Colour)
        {
            PSStyle.Instance.OutputRendering = OutputRendering.PlainText;
        }

        return Run(ps => ps.AddCommand("Import-Module")
            .AddParameter("Name", modulePath)
            .AddParameter("Global")
            .AddParameter("ErrorAction", ActionPreference.Stop));
    }

    public int RunCommand(string text)
    {
        PSDataCollection<string>? input = null;
        if (text == "-")
        {
            text = Console.In.ReadToEnd();
        }
        else if (Console.IsInputRedirected && ReadsInput(text))
        {
            input = StandardInput();
        }

        return Finish(RunText(text, input) ? 0 : 1);
    }

    public int RunFile(string path, List<CommandParameter> arguments)
    {
        if (path == "-")
        {
            return RunCommand(path);
        }

        string full = Path.GetFullPath(path);
        if (!File.Exists(full))
        {
            _host.UI.WriteErrorLine($"The script '{path}' does not exist.");
            return 64;
        }

        // Otherwise 'exit' in a script that is itself the command would end nothing and only leave $LASTEXITCODE behind.
        object context = typeof(Runspace).GetProperty("ExecutionContext", Inner)!.GetValue(_runspace)!;
        context.GetType().GetProperty("ScriptCommandProcessorShouldRethrowExit", Inner)!.SetValue(context, !_options.NoExit);
        Command script = new(full);
        foreach (CommandParameter argument in arguments)
        {
            script.Parameters.Add(argument);
        }

        PSDataCollection<string>? input = Console.IsInputRedirected && ReadsInput(File.ReadAllText(full)) ? StandardInput() : null;
        bool completed = Run(ps => ps.Commands.AddCommand(script), input);
        return Finish(completed ? 0 : 1);
    }

    public int RunDemo()
    {
        using Stream stream = typeof(Session).Assembly.GetManifestResourceStream("Demo.ps1")!;
        using StreamReader reader = new(stream);
        string text = reader.ReadToEnd();
        return Finish(Run(ps => ps.AddScript(text)) ? 0 : 1);
    }

    public int RunInteractive()
    {
        if (!_options.NoLogo && ShellConsole.IsTerminal)
        {
            _host.Console.WriteLine($"BedrockPS {_host.Version.ToString(3)} on PowerShell {EngineVersion}. 'exit' or Ctrl+D leaves.");
            _host.Console.WriteLine("The engine's core cmdlets are here; Select-Object, ConvertTo-Json and the like come with pwsh.");
        }

        _atPrompt = true;
        new Repl(this).Run();
        return ExitCode ?? 0;
    }

    /// <summary>Runs what was typed. False when it did not get to its end or its last command failed.</summary>
    public bool RunText(string text, PSDataCollection<string>? input = null)
    {
        Parser.ParseInput(text, out _, out ParseError[] errors);
        if (errors.Length > 0)
        {
            _host.UI.WriteErrorLine(ParseErrorView.Render(errors[0]));
            return false;
        }

        // $? outlives only a pipeline that is part of the history; after any other the engine puts the old value back.
        return Run(ps => ps.AddScript(text), input, addToHistory: true)
            && _runspace.SessionStateProxy.GetVariable("?") is true;
    }

    /// <summary>Runs a pipeline to its end and shows all it writes. False after a terminating error or Ctrl+C.</summary>
    public bool Run(Action<PowerShell> build, PSDataCollection<string>? input = null, bool addToHistory = false)
    {
        using PowerShell ps = CreatePowerShell();
        build(ps);
        ps.Commands.Commands[0].MergeMyResults(PipelineResultTypes.Error, PipelineResultTypes.Output);
        ps.AddCommand("Out-Default");
        ErrorRecord? ending = null;
        PowerShell? outer = Interlocked.Exchange(ref _running, ps);
        try
        {
            PSInvocationSettings settings = new() { AddToHistory = addToHistory, Host = _host };
            if (input is null)
            {
                ps.Invoke(null, settings);
            }
            else
            {
                ps.EndInvoke(ps.BeginInvoke(input, settings, null, null));
            }
        }
        catch (PipelineStoppedException)
        {
            // Its state says so too, and is all that says so when nothing was thrown.
        }
        catch (RuntimeException exception)
        {
            ending = exception.ErrorRecord;
        }
        finally
        {
            Volatile.Write(ref _running, outer);
            _host.Console.Progress.Clear();
        }

        _stopped = ps.InvocationStateInfo.State == PSInvocationState.Stopped;
        if (ending is not null)
        {
            Show(ending);
        }

        return ending is null && ps.InvocationStateInfo.State == PSInvocationState.Completed;
    }

    /// <summary>Runs something whose output is wanted rather than shown; errors are dropped.</summary>
    public IReadOnlyList<PSObject> Collect(Action<PowerShell> build)
    {
        using PowerShell ps = CreatePowerShell();
        build(ps);
        try
        {
            return ps.Invoke();
        }
        catch (RuntimeException)
        {
            return [];
        }
    }

    public void Dispose()
    {
        Console.CancelKeyPress -= OnCancel;
        _runspace.Dispose();
    }

    /// <summary>For this session's runspace; nested when something runs in it already.</summary>
    public PowerShell CreatePowerShell()
    {
        if (_running is not null)
        {
            return PowerShell.Create(RunspaceMode.CurrentRunspace);
        }

        PowerShell ps = PowerShell.Create();
        ps.Runspace = _runspace;
        return ps;
    }

    private object? EngineVersion =>
        (_runspace.SessionStateProxy.GetVariable("PSVersionTable") as IDictionary)?["PSVersion"];

    private int Finish(int exitCode)
    {
        if (_options.NoExit && ExitCode is null)
        {
            return RunInteractive();
        }

        return ExitCode ?? (_stopped ? ExitCodeOfInterrupt : exitCode);
    }

    /// <summary>Renders what ended a pipeline with the engine's own view of errors.</summary>
    private void Show(ErrorRecord record)
    {
        using PowerShell ps = CreatePowerShell();
        ps.AddCommand("Out-Default");
        _host.Console.OutIsError = true;
        try
        {
            ps.Invoke(new[] { record });
        }
        catch (RuntimeException)
        {
            _host.UI.WriteErrorLine(record.ToString());
        }
        finally
        {
            _host.Console.OutIsError = false;
        }
    }

    private static bool ReadsInput(string script)
    {
        // Standard input is read only where the text asks for it: a caller that leaves its end open must not hang us.
        Ast ast = Parser.ParseInput(script, out _, out _);
        return ast.Find(
            static node => node is VariableExpressionAst variable
                && variable.VariablePath.UserPath.Equals("input", StringComparison.OrdinalIgnoreCase),
            searchNestedScriptBlocks: true) is not null;
    }

    private static PSDataCollection<string> StandardInput()
    {
        PSDataCollection<string> lines = [];
        Thread reader = new(() =>
        {
            while (Console.In.ReadLine() is string line)
            {
                lines.Add(line);
            }

            lines.Complete();
        })
        {
            IsBackground = true,
        };
        reader.Start();
        return lines;
    }

    /// <summary>Asks the running pipeline to stop, without waiting for it.</summary>
    public void Stop()
    {
        if (Volatile.Read(ref _running) is PowerShell running)
        {
            ThreadPool.UnsafeQueueUserWorkItem(static ps => ((PowerShell)ps!).BeginStop(null, null), running);
        }
    }

    private void OnCancel(object? sender, ConsoleCancelEventArgs e)
    {
        // The pipeline ends, the shell goes on; a run without a prompt then finds nothing left to do and exits. With nothing
        // running there is nothing to save the process for, unless it stands at a prompt.
        e.Cancel = Volatile.Read(ref _running) is not null || _atPrompt;
        Stop();
    }
}
