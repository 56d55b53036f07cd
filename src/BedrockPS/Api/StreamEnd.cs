using System;
using System.Collections.Generic;
using BedrockPS.Inference;
using BedrockPS.Protocol;

namespace BedrockPS.Api;

/// <summary>
/// Whether a stream of events came to its own end: a connection may be closed cleanly in the middle. Streams of agents and of
/// RetrieveAndGenerateStream have no event that is the last, so of theirs it cannot be told.
/// </summary>
internal sealed class StreamEnd
{
    private static readonly Dictionary<string, string> s_last = new(StringComparer.Ordinal)
    {
        ["AgenticRetrieveStream"] = "result",
        ["ConverseStream"] = "messageStop",
        ["InvokeFlow"] = "flowCompletionEvent",
        ["InvokeModelWithResponseStream"] = "chunk",
        ["OptimizePrompt"] = "optimizedPromptEvent",
    };

    private readonly OperationDescription _operation;
    private bool _isMissing;

    public StreamEnd(OperationDescription operation)
    {
        _operation = operation;
        _isMissing = s_last.ContainsKey(operation.Name);
    }

    /// <summary>Takes note of an event.</summary>
    public void See(string name, Dictionary<string, object?> content)
    {
        // Every chunk of a native answer is called so.
        if (_isMissing && s_last[_operation.Name] == name)
        {
            _isMissing = name == "chunk" && !(content.TryGetValue("bytes", out object? bytes) && bytes is byte[] chunk && NativeBodyStream.IsLast(chunk));
        }
    }

    /// <exception cref="BedrockException">StreamTruncated: the last event has not come.</exception>
    public void Demand(string? requestId)
    {
        if (_isMissing)
        {
            throw new BedrockException("StreamTruncated", "The stream was cut off: it ended before its last event.")
            {
                Service = _operation.Service.Name,
                Operation = _operation.Name,
                RequestId = requestId,
                IsRetryable = true,
            };
        }
    }
}
