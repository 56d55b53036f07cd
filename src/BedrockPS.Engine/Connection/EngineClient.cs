using System;
using System.Threading;
using System.Threading.Tasks;

namespace BedrockPS.Engine;

/// <summary>
/// Sends requests for one set of <see cref="ConnectionSettings"/>: finds credentials and endpoint, signs, retries in
/// Standard mode, and hands back the answer with its body unread.
/// </summary>
public sealed class EngineClient
{
    private EngineClient(ConnectionSettings settings) => Settings = settings;

    public ConnectionSettings Settings { get; }

    /// <summary>The client for these settings; the same one for equal settings, in every runspace of the process.</summary>
    public static EngineClient For(ConnectionSettings settings) => new(settings);

    /// <summary>Drops every cached client, so that changed profiles or environment variables are read anew.</summary>
    public static void Reset()
    {
    }

    /// <summary>Region this client would use for a request; throws NoRegion when there is none.</summary>
    public string ResolveRegion() => throw new NotImplementedException();

    /// <exception cref="EngineException">Anything but success.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public Task<EngineResponse> SendAsync(EngineRequest request, CancellationToken cancellationToken) =>
        throw new NotImplementedException();
}
