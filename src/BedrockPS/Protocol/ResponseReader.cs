using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Engine;

namespace BedrockPS.Protocol;

/// <summary>
/// Turns an answer into plain values: Dictionary&lt;string, object?&gt; in the wire's order, List&lt;object?&gt;, string, bool, long,
/// double, decimal, DateTimeOffset, byte[]. Members the description does not know are kept.
/// </summary>
internal static class ResponseReader
{
    public static Task<Dictionary<string, object?>> ReadAsync(
        OperationDescription operation, EngineResponse response, CancellationToken cancellationToken) =>
        throw new NotImplementedException();

    /// <summary>
    /// One frame of an output stream: the event's name and its content. Exception and error frames throw.
    /// </summary>
    /// <exception cref="BedrockException">The in-stream error.</exception>
    public static KeyValuePair<string, Dictionary<string, object?>> ReadEvent(
        OperationDescription operation, in EventFrame frame, string? requestId) =>
        throw new NotImplementedException();
}
