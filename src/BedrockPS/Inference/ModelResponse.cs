using System;
using System.Collections.Generic;

namespace BedrockPS;

/// <summary>A model's whole answer. Prints as its text.</summary>
public sealed class ModelResponse
{
    /// <summary>The answer's text blocks joined; empty when the model gave none.</summary>
    public string Text { get; set; } = "";

    /// <summary>end_turn, max_tokens, stop_sequence, tool_use, guardrail_intervened … as Converse spells it.</summary>
    public string? StopReason { get; set; }

    public TokenUsage Usage { get; set; } = new();

    /// <summary>What the call cost by the price table (Get-BRPrice); null when the price is not known, 0 when the answer was kept (FromCache).</summary>
    public decimal? Cost { get; set; }

    /// <summary>Currency of Cost.</summary>
    public string? Currency { get; set; }

    /// <summary>The service's own measure of the call; where it gives none, the time this machine saw.</summary>
    public TimeSpan Latency { get; set; }

    /// <summary>Model or inference profile that answered.</summary>
    public string Model { get; set; } = "";

    public string? RequestId { get; set; }

    /// <summary>The pipeline object this answer belongs to.</summary>
    public object? InputObject { get; set; }

    /// <summary>What the model thought before it answered, where it shows it; null else.</summary>
    public string? Reasoning { get; set; }

    /// <summary>Where parts of the answer come from; empty unless asked for (-Citation).</summary>
    public Citation[] Citations { get; set; } = [];

    /// <summary>What a guardrail did; null when none had a part in the call, or it found nothing and no trace was asked for.</summary>
    public GuardrailOutcome? Guardrail { get; set; }

    /// <summary>The tier that served the call, where the service says so: default, priority, flex or reserved.</summary>
    public string? ServiceTier { get; set; }

    /// <summary>standard or optimized, where the service says how the call was served.</summary>
    public string? LatencyMode { get; set; }

    /// <summary>The assistant's message, ready to be sent back in a conversation.</summary>
    public Message? Message { get; set; }

    /// <summary>The answer's JSON as it came; for streams, the assembled equivalent.</summary>
    public string? Raw { get; set; }

    /// <summary>With -Schema or -As the answer as an object; else null.</summary>
    public object? Value { get; private set; }

    /// <summary>An object was asked for, and <see cref="Value"/> is it, be it null.</summary>
    internal bool HasValue { get; private set; }

    internal void SetValue(object? value)
    {
        Value = value;
        HasValue = true;
    }

    /// <summary>
    /// Answered by a store of this machine (cache, checkpoint or recording): nothing was sent and nothing paid; Usage, Latency and
    /// RequestId are those of the call that was answered then.
    /// </summary>
    public bool FromCache { get; set; }

    /// <summary>Different secrets that -Redact replaced in the request and put back into this answer.</summary>
    public int RedactionCount { get; set; }

    /// <summary>Every call of a tool the model asked for on the way to this answer, in order.</summary>
    public ToolCall[] ToolCalls { get; internal set; } = [];

    /// <summary>What was said between the question and this answer: calls of tools and their results, in turn.</summary>
    internal IReadOnlyList<Message> ToolMessages { get; set; } = [];

    public override string ToString() => Text;

    /// <summary>Takes the assistant's message, and what it says and thinks and cites.</summary>
    internal void Take(Message message)
    {
        Message = message;
        Text = message.Text;
        Reasoning = Inference.ReasoningText.Of(message);
        Citations = Citation.Of(message);
    }
}
