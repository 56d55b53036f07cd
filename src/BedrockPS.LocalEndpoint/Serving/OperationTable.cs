using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Protocol;

namespace BedrockPS.Local.Serving;

/// <summary>Who answers which operation. Each area of operations adds its own.</summary>
internal sealed class OperationTable
{
    private readonly Dictionary<string, Func<OperationCall, CancellationToken, Task<Answer>>> _handlers = new(StringComparer.Ordinal);

    public void Add(string service, string operation, Func<OperationCall, CancellationToken, Task<Answer>> handler) =>
        _handlers.Add(service + ":" + operation, handler);

    /// <summary>For handlers that need not wait for anything.</summary>
    public void Add(string service, string operation, Func<OperationCall, Answer> handler) =>
        Add(service, operation, (call, _) => Task.FromResult(handler(call)));

    /// <exception cref="ServiceFault">Nobody simulates this operation.</exception>
    public Func<OperationCall, CancellationToken, Task<Answer>> Find(OperationDescription operation) =>
        _handlers.TryGetValue(operation.Service.Name + ":" + operation.Name, out Func<OperationCall, CancellationToken, Task<Answer>>? handler)
            ? handler
            : throw ServiceFault.NotSimulated(operation.Service.Name, operation.Name);
}
