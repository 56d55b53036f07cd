using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using BedrockPS.AgentRuntime;
using BedrockPS.Completers;
using BedrockPS.Inference;

namespace BedrockPS.Cmdlets;

/// <summary>What asking an agent takes, whether it is one of the account's or one made for the call.</summary>
public abstract partial class AgentAnswerCmdlet : ConnectedCmdlet
{
    /// <summary>
    /// What the pipeline brings: a text is a question of its own, a file goes along with the question of -Text, and any other object is
    /// added to that question as JSON. An agent, an alias or an answer to go on from says who is asked, and adds nothing.
    /// </summary>
    [Parameter(ValueFromPipeline = true)]
    [AllowNull]
    [AllowEmptyString]
    public object? InputObject { get; set; }

    /// <summary>Write the answer piece by piece as it arrives.</summary>
    [Parameter]
    public SwitchParameter Stream { get; set; }

    /// <summary>Have the agent's steps told: as chunks with -Stream, and in the response's Traces and Usage.</summary>
    [Parameter]
    public SwitchParameter Trace { get; set; }

    /// <summary>
    /// Folder the agent's files are saved in; it is made if missing. They keep their names, with a number where a file of that name is
    /// there. No name leads out of the folder.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? OutDirectory { get; set; }

    /// <summary>optimized for the faster version of the agent's model, where there is one; standard.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(LatencyCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Latency { get; set; }

    /// <summary>Characters of the answer between two looks of the agent's guardrail at a streamed answer; 50 at the service.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int? GuardrailInterval { get; set; }

    /// <summary>How many earlier questions and answers of the session the agent's prompt has.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int? PreviousTurn { get; set; }

    /// <summary>Leave what the agent thought before out of its prompt.</summary>
    [Parameter]
    public SwitchParameter ExcludePreviousThinking { get; set; }

    /// <summary>The question as it was typed.</summary>
    private protected abstract string? Question { get; }

    /// <summary>What -WhatIf and -Confirm name.</summary>
    private protected abstract string Asked { get; }

    private protected object? Input => InputObject is PSObject wrapped && wrapped.BaseObject is not PSCustomObject ? wrapped.BaseObject : InputObject;

    protected override object? Target => Input ?? Question ?? (object?)Asked;

    private protected override string? WaitingFor => Asked;

    private protected override object? Matter => InputObject;

    /// <summary>A request without the question; null where nothing is to be sent.</summary>
    private protected abstract AgentRequest NewRequest(string sessionId);

    /// <summary>Asks; an agent that is not found may be asked by another name.</summary>
    private protected virtual void Send(AgentRequest request) => Answer(request);

    protected override void Process()
    {
        string? text = ComposeText();
        AgentRequest request = NewRequest(Given(SessionId) ?? AgentRequest.NewSessionId());
        request.Set("inputText", text);
        AddSession(request);
        AddFiles(request);
        AddSettings(request);
        ReadTools();
        AddTools(request);

        // With tools, -WhatIf is about them: the agent is asked, and they tell what they would do.
        if ((_tools is not null && IsRehearsal) || ShouldProcess(Asked, "Invoke agent"))
        {
            Send(request);
        }
    }

    /// <summary>Asks, and writes the answer.</summary>
    private protected void Answer(AgentRequest request)
    {
        OutFolder? folder = OutDirectory is null || IsRehearsal ? null : new OutFolder(FullPathOf(OutDirectory));
        AgentRounds rounds = new(_tools, Runner, FailOnToolError);
        using AgentStream stream = new(Api, request, rounds, folder, Input);
        if (!Stream)
        {
            WriteObject(Wait(stream.ReadAsync(StopToken)));
            return;
        }

        do
        {
            while (stream.TryRead(out AnswerChunk? chunk))
            {
                WriteObject(chunk);
            }
        }
        while (Wait(stream.FillAsync(StopToken)));
    }

    private protected virtual void AddSettings(AgentRequest request)
    {
        request.Set("enableTrace", Trace ? true : null);
        if (Latency is not null)
        {
            request.Set("bedrockModelConfigurations", Map("performanceConfig", Map("latency", Latency.Trim().ToLowerInvariant())));
        }

        Dictionary<string, object?> streaming = [];
        if (Stream)
        {
            streaming["streamFinalResponse"] = true;
        }

        if (GuardrailInterval is int interval)
        {
            streaming["applyGuardrailInterval"] = interval;
        }

        request.Set("streamingConfigurations", streaming.Count == 0 ? null : streaming);
        Dictionary<string, object?> prompt = [];
        if (PreviousTurn is int turns)
        {
            prompt["previousConversationTurnsToInclude"] = turns;
        }

        if (ExcludePreviousThinking)
        {
            prompt["excludePreviousThinkingSteps"] = true;
        }

        request.Set("promptCreationConfigurations", prompt.Count == 0 ? null : prompt);
    }

    private protected static Dictionary<string, object?> Map(string name, object? value) => new() { [name] = value };

    /// <summary>The question with what the pipeline brought; null where there is none and need not be.</summary>
    private string? ComposeText()
    {
        object? input = Input;
        string? text = input switch
        {
            null or FileInfo => null,
            _ when SaysWhoIsAsked(input) => null,
            string given => given,
            _ when Question is null => throw new BedrockException("NoPrompt", $"An object ({input.GetType().Name}) was piped without -Text saying what to do with it.")
            {
                RecommendedAction = "Give -Text; each piped object then goes to the agent with it. Piped strings alone are questions themselves.",
            },
            ModelResponse response => response.Text,
            _ => ObjectJson.Write(InputObject!),
        };
        if (MyInvocation.ExpectingInput && (input is "" || (input is null && !BringsResult)))
        {
            throw new BedrockException("EmptyInput", "The pipeline brought an empty input; there is nothing to send.");
        }

        string whole = string.Join("\n\n", new[] { Question, text }.Where(static part => !string.IsNullOrWhiteSpace(part)));
        if (whole.Length > 0)
        {
            return whole;
        }

        return EndSession || BringsResult
            ? null
            : throw new BedrockException("NoPrompt", "There is no question for the agent.") { RecommendedAction = "Give -Text, or pipe a text." };
    }

    private protected static bool SaysWhoIsAsked(object? input) =>
        input is AgentResponse
        || (input is PSObject { TypeNames: { Count: > 0 } names } && names[0].Contains("BedrockPS.Agent"));

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            CloseTools();
        }

        base.Dispose(disposing);
    }
}
