using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Cost;
using BedrockPS.Inference;

namespace BedrockPS.Tools;

/// <summary>One question's way through as many answers as its tools need: what is asked next, and what has come of it so far.</summary>
internal sealed class ToolRounds
{
    private readonly IToolRunner _runner;
    private readonly ToolSet? _tools;
    private readonly TokenUsage _usage = new();
    private readonly CostSum _cost = new();
    private readonly List<ToolCall> _calls = [];
    private readonly List<Message> _messages = [];
    private readonly Queue<ToolUse> _waiting = [];
    private readonly List<ContentBlock> _results = [];
    private TimeSpan _latency;
    private Message? _asking;
    private ModelResponse? _last;
    private int _round;

    private ToolRounds(InferenceRequest request, IToolRunner runner)
    {
        Request = request;
        _runner = runner;
        _tools = request.Tools;
    }

    /// <summary>What the model is asked next.</summary>
    public InferenceRequest Request { get; }

    /// <exception cref="BedrockException">A server's tools cannot be had.</exception>
    public static async Task<ToolRounds> BeginAsync(InferenceRequest request, IToolRunner runner, CancellationToken cancellationToken)
    {
        InferenceRequest own = request.Clone();
        if (own.Tools is { IsEmpty: false, Choice: not ToolSet.NoTool } tools)
        {
            own.Tools = await runner.CompleteAsync(tools, cancellationToken).ConfigureAwait(false);
            CheckChoice(own.Tools);
        }
        else
        {
            CheckChoice(own.Tools);
            own.Tools = ToolHistory.Remembered(own);
        }

        own.Messages = ToolHistory.Fit(own);
        return new ToolRounds(own, runner);
    }

    /// <summary>Reads an answer. True: tools are to be run, and the model to be asked again. False: it is the last one.</summary>
    /// <exception cref="BedrockException">ToolRoundLimit.</exception>
    public bool Take(ModelResponse response)
    {
        _usage.Add(response.Usage);
        _cost.Add(response);
        _latency += response.Latency;
        _last = response;
        List<ToolUse> uses = _tools is null ? [] : ToolUse.Of(response.Message);
        _round++;
        // An answer that was cut off may hold half a call.
        if (uses.Count == 0 || response.StopReason is not ("tool_use" or "end_turn" or null))
        {
            Complete(response);
            return false;
        }

        if (uses.Exists(use => !_runner.Runs(_tools!, use.Name)))
        {
            // All results of an answer go back in one message: what the caller must do, nobody else can finish.
            foreach (ToolUse use in uses)
            {
                _calls.Add(new ToolCall(use.Id, use.Name, use.InputJson, _round) { Decision = ToolDecision.Returned });
            }

            Complete(response);
            return false;
        }

        int most = _tools!.MaxRounds ?? ToolSet.DefaultMaxRounds;
        if (_round > most)
        {
            BedrockException limit = new(
                "ToolRoundLimit",
                $"The model has had its tools run {most} times and asks for more: {string.Join(", ", uses.Select(static use => use.Name).Distinct())}. There is no answer yet.");
            AddTo(limit);
            throw limit;
        }

        _asking = ToolHistory.Clean(response.Message!);
        foreach (ToolUse use in uses)
        {
            _waiting.Enqueue(use);
        }

        return true;
    }

    /// <summary>Runs the next call of the answer; null when all have been, and <see cref="Request"/> asks on.</summary>
    public async Task<ToolCall?> RunNextAsync(CancellationToken cancellationToken)
    {
        if (_waiting.Count == 0)
        {
            _messages.Add(_asking!);
            _messages.Add(new Message("user", _results));
            Request.Messages = [.. Request.Messages, _messages[_messages.Count - 2], _messages[_messages.Count - 1]];
            _results.Clear();
            Request.Tools = AfterFirst(Request.Tools!);
            return null;
        }

        ToolUse use = _waiting.Dequeue();
        ToolOutcome outcome;
        try
        {
            outcome = await _runner.RunAsync(_tools!, use, cancellationToken).ConfigureAwait(false);
        }
        catch (BedrockException exception)
        {
            AddTo(exception);
            throw;
        }

        ToolCall call = new(use.Id, use.Name, use.InputJson, _round)
        {
            Output = outcome.Output,
            IsError = outcome.IsError,
            Decision = outcome.Decision,
            Duration = outcome.Duration,
        };
        _calls.Add(call);
        _results.Add(ToolHistory.Result(call));
        return call;
    }

    /// <summary>What had been done goes with the failure: calls have changed things, and tokens have been used.</summary>
    public void AddTo(BedrockException exception)
    {
        if (_last is not null && exception.Response is null)
        {
            ModelResponse response = _last;
            Complete(response);
            exception.Response = response;
        }
    }

    private void Complete(ModelResponse response)
    {
        response.Usage = _usage;
        response.Latency = _latency;
        response.ToolCalls = [.. _calls];
        response.ToolMessages = _messages;
    }

    /// <summary>A tool that must be used must be used once: asked for again and again, the model would never answer.</summary>
    private static ToolSet AfterFirst(ToolSet tools)
    {
        if (tools.Choice is null or "auto")
        {
            return tools;
        }

        ToolSet free = tools.Clone();
        free.Choice = null;
        return free;
    }

    private static void CheckChoice(ToolSet? tools)
    {
        if (tools?.Choice is string choice and not ("auto" or ToolSet.NoTool)
            && !(choice == "any" ? tools.Specifications.Count > 0 : tools.Offers(choice)))
        {
            string names = string.Join(", ", tools.Specifications.Select(static tool => tool.Name));
            throw new BedrockException("ToolNotFound", $"-ToolChoice asks for '{choice}', and the tools are: {(names.Length == 0 ? "none" : names)}.");
        }
    }
}
