using System;
using System.Collections.Concurrent;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Engine.Endpoints;
using BedrockPS.Engine.Http;

namespace BedrockPS.Engine;

/// <summary>
/// Sends requests for one set of <see cref="ConnectionSettings"/>: finds credentials and endpoint, signs, retries in
/// Standard mode, and hands back the answer with its body unread.
/// </summary>
public sealed class EngineClient
{
    // A credential object made anew for every call would otherwise add a client each time.
    private const int MaxClients = 256;

    private static readonly ConcurrentDictionary<ConnectionSettings, EngineClient> s_clients = new();

    private ResolvedConnection? _connection;

    private EngineClient(ConnectionSettings settings) => Settings = settings;

    /// <summary>A copy of the settings this client was asked for with; changing it changes nothing.</summary>
    public ConnectionSettings Settings { get; }

    /// <summary>The client for these settings; the same one for equal settings, in every runspace of the process.</summary>
    public static EngineClient For(ConnectionSettings settings)
    {
        if (s_clients.TryGetValue(settings, out EngineClient? client))
        {
            return client;
        }

        if (s_clients.Count >= MaxClients)
        {
            s_clients.Clear();
        }

        // The caller may go on changing its object, which must not move under the dictionary's feet.
        ConnectionSettings copy = settings.Copy();
        return s_clients.GetOrAdd(copy, new EngineClient(copy));
    }

    /// <summary>Drops every cached client, so that changed profiles or environment variables are read anew.</summary>
    public static void Reset() => s_clients.Clear();

    /// <summary>Region this client would use for a request; throws NoRegion when there is none.</summary>
    public string ResolveRegion() =>
        Connect().RegionAsync(null, CancellationToken.None).AsTask().ConfigureAwait(false).GetAwaiter().GetResult();

    /// <summary>The URL that a parameter, the environment or the profile puts in place of the region's endpoint; null: none does.</summary>
    /// <param name="service">Endpoint prefix such as bedrock-runtime.</param>
    /// <exception cref="EngineException">EndpointInvalid, ProfileNotFound or ProfileInvalid.</exception>
    public string? ConfiguredEndpoint(string service) => Connect().ConfiguredEndpoint(service) is ServiceEndpoint endpoint
        ? endpoint.Origin + endpoint.BasePath
        : null;

    /// <exception cref="EngineException">Anything but success.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public Task<EngineResponse> SendAsync(EngineRequest request, CancellationToken cancellationToken) =>
        new Call(Connect(), request, cancellationToken).SendAsync();

    /// <summary>Fetches what a pre-signed URL leads to, over the same proxy as calls. No credentials go along.</summary>
    /// <param name="url">As the service gave it.</param>
    /// <param name="target">Takes the bytes.</param>
    /// <param name="idle">Longest silence.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="EngineException">Anything but success.</exception>
    public Task DownloadAsync(string url, System.IO.Stream target, TimeSpan idle, CancellationToken cancellationToken) =>
        UrlDownload.CopyAsync(Connect().Http, url, target, idle, cancellationToken);

#if NET
    /// <summary>
    /// Begins a call whose body is an event stream that is sent while the answer arrives. Over https the server must take HTTP/2,
    /// over plain http it is taken to know it.
    /// </summary>
    /// <param name="request">Its body is not used.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public EngineDuplex OpenDuplex(EngineRequest request, CancellationToken cancellationToken) =>
        new(Connect(), request, cancellationToken);
#endif

    internal ResolvedConnection Connect()
    {
        AwsEnvironment environment = AwsEnvironment.Read();
        ResolvedConnection? connection = Volatile.Read(ref _connection);
        if (connection is null || !connection.IsCurrent(environment))
        {
            connection = new ResolvedConnection(Settings, environment);
            Volatile.Write(ref _connection, connection);
        }

        return connection;
    }
}
