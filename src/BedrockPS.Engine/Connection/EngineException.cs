using System;
using System.Collections.Generic;
using BedrockPS.Engine.Retry;

namespace BedrockPS.Engine;

/// <summary>The engine's only exception beside OperationCanceledException. Its message never holds a secret.</summary>
public sealed class EngineException : Exception
{
    public EngineException(EngineFailure failure, string message, Exception? inner = null)
        : base(message, inner)
    {
        Failure = failure;
    }

    public EngineFailure Failure { get; }

    /// <summary>HTTP status; 0 when no answer arrived.</summary>
    public int StatusCode { get; set; }

    /// <summary>Error code as the service spells it (ThrottlingException); null when it gave none.</summary>
    public string? ErrorCode { get; set; }

    public string? RequestId { get; set; }

    public IReadOnlyDictionary<string, string>? Headers { get; set; }

    /// <summary>How long the service asked to wait before the next attempt; null when it did not.</summary>
    public TimeSpan? RetryAfter => RetryRules.Asked(Headers);

    /// <summary>The error body as it came.</summary>
    public byte[]? Body { get; set; }

    public int Attempts { get; set; }

    /// <summary>No answer came, and the request had gone out: the service may have acted on it.</summary>
    public bool WasSent { get; set; }
}
