using System;
using System.Collections.Generic;
using System.Management.Automation;
using System.Text;

namespace BedrockPS;

/// <summary>A model's own answer to a body of the caller's own.</summary>
public sealed class NativeResponse
{
    private PSObject? _body;

    /// <summary>The answer's JSON as an object with the model's own member names; null when the answer is not JSON.</summary>
    public PSObject? Body => _body ??= Inference.JsonObjects.TryParse(Bytes);

    /// <summary>The answer as it came.</summary>
    public byte[] Bytes { get; private set; } = [];

    public string ContentType { get; private set; } = "";

    /// <summary>Counts from the response headers; zero where the service gave none.</summary>
    public TokenUsage Usage { get; private set; } = new();

    /// <summary>What the call cost by the price table (Get-BRPrice); null when the price or the tokens are not known.</summary>
    public decimal? Cost { get; internal set; }

    /// <summary>Currency of Cost.</summary>
    public string? Currency { get; internal set; }

    public TimeSpan Latency { get; private set; }

    public string Model { get; private set; } = "";

    public string? RequestId { get; private set; }

    /// <summary>What a guardrail did; null when none had a part in the call, or it found nothing and no trace was asked for.</summary>
    public GuardrailOutcome? Guardrail { get; private set; }

    /// <summary>The tier that served the call, where the service says so.</summary>
    public string? ServiceTier { get; private set; }

    /// <summary>standard or optimized, where the service says how the call was served.</summary>
    public string? LatencyMode { get; private set; }

    /// <summary>The pipeline object this answer belongs to.</summary>
    public object? InputObject { get; internal set; }

    /// <summary>The answer as text.</summary>
    public override string ToString() => Encoding.UTF8.GetString(Bytes);

    internal static NativeResponse Read(
        byte[] bytes, IReadOnlyDictionary<string, string> headers, string model, string? requestId, TimeSpan elapsed)
    {
        ModelResponse counts = new() { Latency = elapsed };
        Inference.ResponseHeaders.Apply(headers, counts);
        return new NativeResponse
        {
            Bytes = bytes,
            ContentType = headers.TryGetValue("Content-Type", out string? type) ? type : "",
            Usage = counts.Usage,
            Latency = counts.Latency,
            Guardrail = Inference.GuardrailTraceReader.OfBody(bytes),
            ServiceTier = counts.ServiceTier,
            LatencyMode = counts.LatencyMode,
            Model = model,
            RequestId = requestId,
        };
    }
}
