using System;
using System.Collections.Generic;
using BedrockPS.Engine;

namespace BedrockPS.Protocol;

/// <summary>
/// Turns plain values (IDictionary, IEnumerable, string, bool, numbers, DateTime, DateTimeOffset, byte[], Stream, null) into a
/// request, after checking every member against the description. Member names are matched without regard to case.
/// </summary>
internal static class RequestWriter
{
    /// <exception cref="BedrockException">ParameterInvalid: path of the member, what was expected, nearest valid name.</exception>
    public static EngineRequest Write(OperationDescription operation, IReadOnlyDictionary<string, object?> parameters) =>
        throw new NotImplementedException();
}
