using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Management.Automation;
using System.Threading;

namespace BedrockPS.Tools.Commands;

/// <summary>Runs a command as a nested pipeline of the caller's session. For the pipeline thread alone.</summary>
internal static class CommandRunner
{
    // The values are bound by PowerShell as a user's own splatting would be; no text of a model's is ever run. A nested pipeline keeps
    // errors apart by itself, and warnings only when told to.
    private const string RunScript = "param($BRTool, $BRInput) & $BRTool @BRInput 3>&1";

    // What ends a cmdlet must not look like any other error. Around a script's code try would change what goes on after an error.
    private const string RunCmdlet = "param($BRTool, $BRInput) try { & $BRTool @BRInput 3>&1 } catch { throw }";

    /// <param name="tool">The command.</param>
    /// <param name="arguments">Its parameters by name.</param>
    /// <param name="decision">Why it runs; WhatIf has it say what it would do.</param>
    /// <param name="cancellationToken">Stops the command.</param>
    /// <exception cref="PipelineStoppedException">It was stopped.</exception>
    public static ToolOutcome Run(
        CommandTool tool, Dictionary<string, object?> arguments, ToolDecision decision, CancellationToken cancellationToken)
    {
        ToolOutput output = new();
        using PowerShell shell = PowerShell.Create(RunspaceMode.CurrentRunspace);
        if (tool.SupportsShouldProcess && decision == ToolDecision.WhatIf)
        {
            arguments["WhatIf"] = true;
            output.Note = "A rehearsal (-WhatIf): nothing was changed.";
        }
        else if (tool is { SupportsShouldProcess: true, IsReadOnly: false })
        {
            // Somebody has said yes to this very call, or to all of them; asking twice helps nobody and stops an unattended run.
            arguments["Confirm"] = false;
        }

        // A script block runs where it was written, in its module if it has one.
        shell.AddScript(tool.Command is CmdletInfo ? RunCmdlet : RunScript, useLocalScope: true)
            .AddParameter("BRTool", tool.Script ?? (object)tool.Command)
            .AddParameter("BRInput", arguments);

        bool failed = false;
        Stopwatch watch = Stopwatch.StartNew();
        using (cancellationToken.Register(() => shell.BeginStop(null, null)))
        {
            try
            {
                Invoke(shell, output);
            }
            catch (RuntimeException exception) when (exception is not PipelineStoppedException)
            {
                failed = true;
                output.AddError(exception.ErrorRecord?.ToString() ?? exception.Message);
            }
        }

        cancellationToken.ThrowIfCancellationRequested();
        if (shell.InvocationStateInfo.State is PSInvocationState.Stopped or PSInvocationState.Stopping)
        {
            // Ctrl+C reaches the nested pipeline before the cmdlet hears of it.
            throw new PipelineStoppedException();
        }

        foreach (ErrorRecord error in shell.Streams.Error)
        {
            output.AddError(error.ToString());
        }

        // A command that reports an error beside its output has still answered.
        return new ToolOutcome(decision, output.ToJson(), failed || (output.HasErrors && !output.HasOutput)) { Duration = watch.Elapsed };
    }

    private static void Invoke(PowerShell shell, ToolOutput output)
    {
        using PSDataCollection<PSObject> written = [];
        written.DataAdded += (_, _) =>
        {
            foreach (PSObject item in written.ReadAll())
            {
                if (item?.BaseObject is WarningRecord warning)
                {
                    output.AddWarning(warning.Message);
                }
                else
                {
                    output.Add(item);
                }
            }
        };
        shell.Invoke(null, written);
    }
}
