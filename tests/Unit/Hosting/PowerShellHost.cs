using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Management.Automation.Runspaces;
using System.Reflection;
using System.Threading.Tasks;
using BedrockPS.Cmdlets;

namespace BedrockPS.Unit.Hosting;

/// <summary>A runspace of the real PowerShell engine that holds every cmdlet of the module.</summary>
public sealed class PowerShellHost : IDisposable
{
    private static readonly InitialSessionState s_state = State();

    private readonly PowerShell _shell;

    /// <param name="host">Who answers questions; null: nobody.</param>
    public PowerShellHost(PSHost? host = null)
    {
        Runspace runspace = host is null ? RunspaceFactory.CreateRunspace(s_state) : RunspaceFactory.CreateRunspace(host, s_state);
        runspace.Open();
        _shell = PowerShell.Create(runspace);
    }

    public List<ErrorRecord> Errors { get; private set; } = [];

    public List<string> Warnings { get; private set; } = [];

    public List<string> Verbose { get; private set; } = [];

    public List<ProgressRecord> Progress { get; private set; } = [];

    /// <summary>Somebody has stopped the script that is running.</summary>
    public bool IsStopping => _shell.InvocationStateInfo.State == PSInvocationState.Stopping;

    public Runspace Runspace => _shell.Runspace;

    /// <summary>Runs a script to its end. A terminating error is thrown as PowerShell throws it.</summary>
    public List<PSObject> Run(string script, params (string Name, object? Value)[] variables)
    {
        PSDataCollection<PSObject> output = [];
        Prepare(script, variables);
        try
        {
            _shell.Invoke(null, output);
        }
        finally
        {
            Collect();
        }

        return [.. output];
    }

    /// <summary>The one object a script must give.</summary>
    public T One<T>(string script, params (string Name, object? Value)[] variables) =>
        (T)Run(script, variables).Single().BaseObject;

    /// <summary>The terminating error a script must end with.</summary>
    public ErrorRecord Fails(string script, params (string Name, object? Value)[] variables)
    {
        RuntimeException? thrown = null;
        try
        {
            // A statement-terminating error ends its statement alone; what try catches is what terminates.
            Run($"try {{ {script} }} catch {{ throw }}", variables);
        }
        catch (RuntimeException exception)
        {
            thrown = exception;
        }

        return thrown?.ErrorRecord ?? throw new InvalidOperationException("The script did not fail: " + script);
    }

    /// <summary>Starts a script, stops it as Ctrl+C does once the event is there, and waits for its end.</summary>
    public async Task StopAfterAsync(string script, Task whenToStop, params (string Name, object? Value)[] variables)
    {
        Prepare(script, variables);
        Task<PSDataCollection<PSObject>> running = _shell.InvokeAsync();
        await whenToStop;
        _shell.Stop();
        await Task.WhenAny(running);
        Collect();
    }

    public void Dispose()
    {
        _shell.Runspace.Dispose();
        _shell.Dispose();
    }

    private void Prepare(string script, (string Name, object? Value)[] variables)
    {
        _shell.Commands.Clear();
        _shell.Streams.ClearStreams();
        foreach ((string name, object? value) in variables)
        {
            _shell.Runspace.SessionStateProxy.SetVariable(name, value);
        }

        _shell.AddScript(script);
    }

    private void Collect()
    {
        Errors = [.. _shell.Streams.Error];
        Warnings = [.. _shell.Streams.Warning.Select(record => record.Message)];
        Progress = [.. _shell.Streams.Progress];
        Verbose = [.. _shell.Streams.Verbose.Select(record => record.Message)];
    }

    private static InitialSessionState State()
    {
        InitialSessionState state = InitialSessionState.CreateDefault2();
        foreach (Type type in typeof(BedrockCmdlet).Assembly.GetExportedTypes())
        {
            if (type.GetCustomAttribute<CmdletAttribute>() is CmdletAttribute cmdlet && !type.IsAbstract)
            {
                state.Commands.Add(new SessionStateCmdletEntry($"{cmdlet.VerbName}-{cmdlet.NounName}", type, null));
            }
        }

        return state;
    }
}
