using System;
using System.Collections.Generic;
using System.Diagnostics;
using BedrockPS.Local.Auth;
using BedrockPS.Local.Faults;
using BedrockPS.Local.Guardrails;
using BedrockPS.Local.Http;
using BedrockPS.Local.Simulation;
using BedrockPS.Protocol;

namespace BedrockPS.Local.Serving;

/// <summary>One request that has been understood: what is asked for, by whom, with which values.</summary>
internal sealed class OperationCall
{
    private readonly Stopwatch _clock = Stopwatch.StartNew();

    public OperationCall(
        OperationDescription operation,
        HttpRequest request,
        Caller caller,
        LocalEndpointRequest entry,
        FaultPlan faults,
        Dictionary<string, object?> input)
    {
        Operation = operation;
        Request = request;
        Caller = caller;
        Entry = entry;
        Faults = faults;
        Input = input;
    }

    public OperationDescription Operation { get; }

    public HttpRequest Request { get; }

    public Caller Caller { get; }

    public string Region => Caller.Region;

    /// <summary>What the log says of this request.</summary>
    public LocalEndpointRequest Entry { get; }

    /// <summary>The faults in force when it came.</summary>
    public FaultPlan Faults { get; }

    public string RequestId => Entry.RequestId!;

    /// <summary>The operation's members, checked and under their own names.</summary>
    public Dictionary<string, object?> Input { get; }

    /// <summary>What a guardrail does to this inference; null without one.</summary>
    public GuardrailRun? Guardrail { get; set; }

    /// <summary>What the model's answer came to; null before it, and for what is no inference.</summary>
    public Completion? Completion { get; set; }

    /// <summary>Milliseconds since the request was read, at least 1.</summary>
    public long ElapsedMs => Math.Max(1, _clock.ElapsedMilliseconds);
}
