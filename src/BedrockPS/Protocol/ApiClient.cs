using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Engine;

namespace BedrockPS.Protocol;

/// <summary>
/// Calls operations of the four services on one connection. All failures are <see cref="BedrockException"/>, apart from
/// OperationCanceledException when the caller's token was cancelled.
/// </summary>
internal sealed class ApiClient
{
    /// <param name="settings">Where and as whom.</param>
    /// <param name="options">Time-outs and the log of this caller.</param>
    public ApiClient(ConnectionSettings settings, CallOptions options)
    {
        Settings = settings;
        Options = options;
    }

    public ConnectionSettings Settings { get; }

    public CallOptions Options { get; }

    /// <summary>Region the requests go to.</summary>
    public string Region => throw new NotImplementedException();

    /// <summary>Validates, sends and reads one operation's answer.</summary>
    public Task<Dictionary<string, object?>> CallAsync(
        string service, string operation, IReadOnlyDictionary<string, object?> parameters, CancellationToken cancellationToken) =>
        throw new NotImplementedException();

    /// <summary>Pages of a paged operation, lazily; a token that repeats ends it with PagingLoop.</summary>
    public IAsyncEnumerable<Dictionary<string, object?>> CallPagesAsync(
        string service, string operation, IReadOnlyDictionary<string, object?> parameters, CancellationToken cancellationToken) =>
        throw new NotImplementedException();

    /// <summary>Sends a request made elsewhere; only success comes back, the body unread.</summary>
    public Task<EngineResponse> SendAsync(EngineRequest request, CancellationToken cancellationToken) =>
        throw new NotImplementedException();
}
