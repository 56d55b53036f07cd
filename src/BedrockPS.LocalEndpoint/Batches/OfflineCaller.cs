using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Local.Auth;
using BedrockPS.Local.Faults;
using BedrockPS.Local.Http;
using BedrockPS.Local.Serving;
using BedrockPS.Protocol;

namespace BedrockPS.Local.Batches;

/// <summary>Asks a model as a request would, for work that comes over no wire. Faults do not reach it, and it uses up no quota.</summary>
internal sealed class OfflineCaller
{
    private static readonly Dictionary<string, string> s_noHeaders = [];

    private readonly FaultPlan _noFaults = new([]);
    private readonly Func<OperationCall, CancellationToken, Task<Answer>> _handler;
    private readonly RouteMatch _match;
    private readonly string _path;
    private readonly string _region;

    /// <param name="operations">Who answers.</param>
    /// <param name="action">converse or invoke.</param>
    /// <param name="modelId">As a request would name it.</param>
    /// <param name="region">Where the request would go.</param>
    public OfflineCaller(OperationTable operations, string action, string modelId, string region)
    {
        _path = $"/model/{Uri.EscapeDataString(modelId)}/{action}";
        _match = RouteTable.All.Find("POST", _path)!;
        _handler = operations.Find(_match.Operation);
        _region = region;
    }

    /// <summary>The answer's body, and the request with what it came to.</summary>
    /// <exception cref="ServiceFault">As the service refuses such a request.</exception>
    public async Task<(ReadOnlyMemory<byte> Body, OperationCall Call)> AskAsync(byte[] body, CancellationToken cancellationToken)
    {
        HttpRequest request = new("POST", _path, true, new HeaderCollection()) { Body = body };
        LocalEndpointRequest entry = new(DateTimeOffset.Now, request.Method, _path, default)
        {
            RequestId = Guid.NewGuid().ToString(),
            Model = _match.Labels["modelId"],
            Operation = _match.Operation.Name,
        };
        Dictionary<string, object?> input;
        try
        {
            input = RequestReader.Read(_match, [], s_noHeaders, body);
        }
        catch (BedrockException e)
        {
            throw ServiceFault.Validation(e.Message);
        }

        OperationCall call = new(_match.Operation, request, new Caller(CallerKind.SigV4, _region), entry, _noFaults, input);
        Answer answer = await _handler(call, cancellationToken).ConfigureAwait(false);
        return (answer.Body, call);
    }
}
