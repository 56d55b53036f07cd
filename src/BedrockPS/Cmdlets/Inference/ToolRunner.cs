using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.Linq;
using System.Management.Automation.Host;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Api;
using BedrockPS.Engine;
using BedrockPS.Protocol;
using BedrockPS.Tools;
using BedrockPS.Tools.Commands;
using BedrockPS.Tools.Servers;

namespace BedrockPS.Cmdlets;

/// <summary>
/// Runs tools for a cmdlet. Commands run and questions are asked on the pipeline thread, one after the other, however many inputs
/// are under way.
/// </summary>
internal sealed class ToolRunner : IToolRunner
{
    private readonly PipelineLog _log;
    private readonly ServerSessions _servers;
    private readonly Func<string, bool> _confirm;
    private readonly bool _whatIf;
    private bool _hasWarned;

    /// <param name="log">The way to the pipeline thread.</param>
    /// <param name="whatIf">-WhatIf is in force.</param>
    /// <param name="confirm">Shows a call to the user and tells the answer; throws where there is no host to ask with.</param>
    public ToolRunner(PipelineLog log, bool whatIf, Func<string, bool> confirm)
    {
        _log = log;
        _whatIf = whatIf;
        _confirm = confirm;
        _servers = new ServerSessions(log.Add);
    }

    public Task<ToolSet> CompleteAsync(ToolSet tools, CancellationToken cancellationToken) =>
        tools.Servers.Count == 0 ? Task.FromResult(tools) : _servers.CompleteAsync(tools, cancellationToken);

    public bool Runs(ToolSet tools, string name) =>
        tools.IsClosed || !tools.Offers(name) || (tools.Approval != ToolApproval.None && tools.Find(name) is not null);

    public async Task<ToolOutcome> RunAsync(ToolSet tools, ToolUse use, CancellationToken cancellationToken)
    {
        ITool? tool = tools.IsClosed ? null : tools.Find(use.Name);
        ToolGate gate = new(tools.Approval ?? ToolApproval.Ask, _whatIf, Ask);
        ToolOutcome outcome = tool switch
        {
            CommandTool command => await _log.RunAsync(() => Run(command, use, gate, cancellationToken), cancellationToken).ConfigureAwait(false),
            ServerTool server => await RunAsync(server, use, gate, cancellationToken).ConfigureAwait(false),
            _ => ToolOutcome.Failed(ToolDecision.Refused, Unknown(tools, use.Name)),
        };
        // Names alone: what goes in and out may be secret.
        _log.Add(string.Format(
            CultureInfo.InvariantCulture, "Tool {0}: {1}{2}, {3:0} ms.", use.Name, outcome.Decision, outcome.IsError ? " (error)" : "", outcome.Duration.TotalMilliseconds));
        return outcome;
    }

    public Task<ToolDecision> ApproveAsync(ToolSet tools, ToolUse use, CancellationToken cancellationToken)
    {
        ToolGate gate = new(tools.Approval ?? ToolApproval.Ask, _whatIf, Ask);
        string call = CallText.Of(use.Name, Members(use.InputJson) ?? []);
        return _log.RunAsync(() => gate.Decide(isReadOnly: false, call, out string? _), cancellationToken);
    }

    /// <summary>Ends the servers that were started.</summary>
    public Task CloseAsync() => _servers.CloseAsync();

    private static ToolOutcome Run(CommandTool tool, ToolUse use, ToolGate gate, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (ToolArguments.Read(tool, use.InputJson, out string? misfit) is not Dictionary<string, object?> arguments)
        {
            return ToolOutcome.Failed(ToolDecision.Refused, misfit!);
        }

        ToolDecision decision = gate.Decide(tool.IsReadOnly, CallText.Of(tool.Specification.Name, arguments), out string? reason);
        bool canRehearse = decision == ToolDecision.WhatIf && tool.SupportsShouldProcess;
        return reason is null || canRehearse
            ? CommandRunner.Run(tool, arguments, decision, cancellationToken)
            : ToolOutcome.Failed(decision, reason);
    }

    private async Task<ToolOutcome> RunAsync(ServerTool tool, ToolUse use, ToolGate gate, CancellationToken cancellationToken)
    {
        if (Members(use.InputJson) is not Dictionary<string, object?> members)
        {
            return ToolOutcome.Failed(ToolDecision.Refused, "The input is not a JSON object.");
        }

        string call = CallText.Of(tool.Specification.Name, members);
        (ToolDecision decision, string? reason) = await _log.RunAsync(
            () => (gate.Decide(tool.Tool.IsReadOnly, call, out string? why), why), cancellationToken).ConfigureAwait(false);
        if (reason is not null)
        {
            return ToolOutcome.Failed(decision, reason);
        }

        Stopwatch watch = Stopwatch.StartNew();
        McpResult result = await _servers.CallAsync(tool, use.InputJson, cancellationToken).ConfigureAwait(false);
        string output = result.Output.Length <= ToolOutput.MaxLength
            ? result.Output
            : result.Output.Substring(0, ToolOutput.MaxLength) + "… (cut: the output was too long)";
        return new ToolOutcome(decision, output, result.IsError) { Duration = watch.Elapsed };
    }

    /// <summary>Null when nobody can be asked.</summary>
    private bool? Ask(string call)
    {
        try
        {
            return _confirm(call);
        }
        catch (Exception exception) when (exception is HostException or InvalidOperationException or NotImplementedException or NotSupportedException
            or NullReferenceException)
        {
            // Hosts without anybody in front of them say so in one of these ways; that of pwsh in the last, where its input has ended.
            if (!_hasWarned)
            {
                _hasWarned = true;
                _log.AddWarning(
                    "A call of a tool was refused, as it needs approval and nobody can be asked here. -ToolApproval All runs every call, ReadOnly "
                    + "those that change nothing.");
            }

            return null;
        }
    }

    private static Dictionary<string, object?>? Members(string inputJson)
    {
        using JsonDocument document = JsonDocument.Parse(inputJson);
        return document.RootElement.ValueKind == JsonValueKind.Object
            ? PlainValue.From(document, "input") as Dictionary<string, object?>
            : null;
    }

    private static string Unknown(ToolSet tools, string name) =>
        $"There is no tool '{name}'. Tools: {(tools.IsClosed ? "none" : string.Join(", ", tools.Specifications.Select(static tool => tool.Name)))}.";
}
