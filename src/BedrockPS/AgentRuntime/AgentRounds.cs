using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Tools;

namespace BedrockPS.AgentRuntime;

/// <summary>Does what an agent asks its caller for, round after round, with the user's approval.</summary>
internal sealed class AgentRounds
{
    private readonly AgentTools? _tools;
    private readonly IToolRunner? _runner;
    private readonly string _failure;
    private readonly Queue<AgentInvocation> _waiting = [];
    private readonly List<object?> _results = [];
    private readonly List<ToolCall> _calls = [];
    private AgentReturnControl? _asked;
    private int _round;

    /// <param name="tools">What may be run; null: nothing is, and all is left to the caller.</param>
    /// <param name="runner">Runs it.</param>
    /// <param name="failsOnError">A tool that fails ends the answer, and the agent does not hear of it.</param>
    public AgentRounds(AgentTools? tools, IToolRunner? runner, bool failsOnError)
    {
        _tools = tools;
        _runner = runner;
        _failure = failsOnError ? AgentResult.Failure : AgentResult.Reprompt;
    }

    public IReadOnlyList<ToolCall> Calls => _calls;

    /// <summary>There is something to do before the agent goes on.</summary>
    public bool IsUnderWay => _asked is not null;

    /// <summary>Takes what an agent asks for. True: it is done here. False: it is the caller's to do.</summary>
    /// <exception cref="BedrockException">ToolRoundLimit.</exception>
    public bool Take(AgentReturnControl asked)
    {
        _round++;
        if (_tools?.Runs(asked) != true)
        {
            for (int index = 0; index < asked.Invocations.Length; index++)
            {
                AgentInvocation invocation = asked.Invocations[index];
                _calls.Add(new ToolCall(IdOf(asked, index), invocation.Name, invocation.InputJson, _round) { Decision = ToolDecision.Returned });
            }

            return false;
        }

        if (_round > _tools.MaxRounds)
        {
            throw new BedrockException(
                "ToolRoundLimit",
                $"The agent has had tools run {_tools.MaxRounds} times and asks for more: {string.Join(", ", asked.Invocations.Select(static one => one.Name).Distinct())}. There is no answer yet.");
        }

        _asked = asked;
        foreach (AgentInvocation invocation in asked.Invocations)
        {
            _waiting.Enqueue(invocation);
        }

        return true;
    }

    /// <summary>Does the next thing of the round; null when all is done, and <see cref="Next"/> goes on.</summary>
    public async Task<ToolCall?> RunNextAsync(CancellationToken cancellationToken)
    {
        if (_waiting.Count == 0)
        {
            return null;
        }

        AgentInvocation invocation = _waiting.Dequeue();
        ITool? tool = invocation.NeedsResult ? _tools!.Find(invocation) : null;
        ToolUse use = AgentTools.UseOf(IdOf(_asked!, _results.Count), invocation, tool);
        (ToolCall call, AgentResult result) = await RunAsync(invocation, tool, use, cancellationToken).ConfigureAwait(false);
        _calls.Add(call);
        _results.Add(result.ToMember());
        return call;
    }

    /// <summary>The request with the results of this round.</summary>
    public AgentRequest Next(AgentRequest request)
    {
        AgentRequest next = request.Continue(_asked!.InvocationId, [.. _results]);
        _results.Clear();
        _asked = null;
        return next;
    }

    private async Task<(ToolCall Call, AgentResult Result)> RunAsync(
        AgentInvocation invocation, ITool? tool, ToolUse use, CancellationToken cancellationToken)
    {
        ToolSet tools = _tools!.Set;
        ToolDecision decision = ToolDecision.Allowed;
        if (invocation.NeedsConfirmation)
        {
            decision = await _runner!.ApproveAsync(tools, use, cancellationToken).ConfigureAwait(false);
            if (decision is not (ToolDecision.Allowed or ToolDecision.Approved))
            {
                return (Call(use, decision, """{"error":"Denied: the user does not allow this."}""", isError: true), new AgentResult(invocation) { IsConfirmed = false });
            }

            if (tool is null)
            {
                return (Call(use, decision, null, isError: false), new AgentResult(invocation) { IsConfirmed = true });
            }

            // Once is enough.
            tools = tools.Clone();
            tools.Approval = ToolApproval.All;
        }

        ToolOutcome outcome = await _runner!.RunAsync(tools, use, cancellationToken).ConfigureAwait(false);
        ToolCall call = Call(use, invocation.NeedsConfirmation ? decision : outcome.Decision, outcome.Output, outcome.IsError);
        call.Duration = outcome.Duration;

        // What was not allowed to run is no failure: the agent is to hear of it and to find another way.
        bool hasRun = outcome.Decision is ToolDecision.Allowed or ToolDecision.Approved;
        return (call, new AgentResult(invocation)
        {
            Body = string.IsNullOrWhiteSpace(outcome.Output) ? "null" : outcome.Output,
            IsConfirmed = invocation.NeedsConfirmation ? true : null,
            State = outcome.IsError ? hasRun ? _failure : AgentResult.Reprompt : null,
        });
    }

    private ToolCall Call(ToolUse use, ToolDecision decision, string? output, bool isError) =>
        new(use.Id, use.Name, use.InputJson, _round) { Decision = decision, Output = output, IsError = isError };

    private static string IdOf(AgentReturnControl asked, int index) =>
        asked.InvocationId + "/" + (index + 1).ToString(CultureInfo.InvariantCulture);
}
