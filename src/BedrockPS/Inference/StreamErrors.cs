using System;
using BedrockPS.Engine;
using BedrockPS.Errors;

namespace BedrockPS.Inference;

/// <summary>Failures of a stream that has begun.</summary>
internal static class StreamErrors
{
    /// <summary>The stream stopped before the model said that it was done.</summary>
    public static BedrockException Truncated(string operation, string? requestId, int received) =>
        new("StreamTruncated", $"The answer was cut off after {received} characters: the stream ended before the model did.")
        {
            Service = "bedrock-runtime",
            Operation = operation,
            RequestId = requestId,
            IsRetryable = true,
        };

    /// <summary>A frame that passed its checksum holds something other than the service's JSON.</summary>
    public static BedrockException Unreadable(string operation, string? requestId, Exception? cause) =>
        new("StreamCorrupt", "The stream holds an event that cannot be read.", cause)
        {
            Service = "bedrock-runtime",
            Operation = operation,
            RequestId = requestId,
            IsRetryable = true,
        };

    /// <summary>A connection or framing failure met while reading.</summary>
    public static BedrockException FromEngine(string operation, EngineException exception, string? requestId)
    {
        BedrockException error = ServiceErrors.From(exception, "bedrock-runtime", operation);
        error.RequestId ??= requestId;
        return error;
    }

    /// <summary>The exception an exception or error frame stands for.</summary>
    public static BedrockException FromFrame(string operation, in EventFrame frame, string? requestId) =>
        ServiceErrors.FromFrame(frame, "bedrock-runtime", operation, requestId);
}
