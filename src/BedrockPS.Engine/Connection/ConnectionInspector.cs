using System;
using System.Net;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Engine.Endpoints;

namespace BedrockPS.Engine;

/// <summary>Tells what requests of a client would use and where it comes from, without sending one and without a secret.</summary>
public sealed class ConnectionInspector
{
    // Where roles are looked up while nobody knows a region.
    private const string AnyRegion = "us-east-1";

    private readonly EngineClient _client;

    public ConnectionInspector(EngineClient client) => _client = client;

    /// <summary>The assembly of the AWS SDK that this engine runs on.</summary>
    /// <exception cref="System.IO.IOException">It is not there.</exception>
    public static Assembly Sdk => typeof(Amazon.Runtime.AWSCredentials).Assembly;

    /// <param name="service">Endpoint prefix such as bedrock-runtime: its endpoint may name the region.</param>
    /// <param name="cancellationToken">Ends the wait for the instance's metadata.</param>
    /// <exception cref="EngineException">NoRegion, EndpointInvalid, ProfileNotFound or ProfileInvalid.</exception>
    public async Task<ConnectionFinding> RegionAsync(string service, CancellationToken cancellationToken)
    {
        ResolvedConnection connection = _client.Connect();
        return await connection.FindRegionAsync(connection.ConfiguredEndpoint(service), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Gets the credentials as a request would, and says what kind they are, such as "profile 'work', single sign-on".</summary>
    /// <param name="service">Endpoint prefix: not every service takes an API key.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <exception cref="EngineException">
    /// NoCredentials, ExpiredCredentials, ProfileNotFound, ProfileInvalid, ApiKeyRefused or EndpointInvalid.
    /// </exception>
    public async Task<string> CredentialsAsync(string service, CancellationToken cancellationToken)
    {
        ResolvedConnection connection = _client.Connect();
        string region = await RegionOrAnyAsync(connection, service, cancellationToken).ConfigureAwait(false);
        ServiceEndpoint endpoint = connection.ConfiguredEndpoint(service) ?? ServiceEndpoint.FromRegion(service, region, fips: false, dualStack: false);
        if (connection.ApiKeyFor(service, endpoint) is not null)
        {
            return string.IsNullOrWhiteSpace(_client.Settings.ApiKey) ? "API key of the environment (AWS_BEARER_TOKEN_BEDROCK)" : "API key";
        }

        Credentials.ICredentialSource source = await connection.CredentialsAsync(region, cancellationToken).ConfigureAwait(false);
        KeySet keys = await source.GetAsync(cancellationToken).ConfigureAwait(false);
        return keys.SessionToken is null ? source.Kind : source.Kind + ", temporary";
    }

    /// <summary>Address that requests to a service go to.</summary>
    /// <exception cref="EngineException">EndpointInvalid, NoRegion, ProfileNotFound or ProfileInvalid.</exception>
    public async Task<Uri> EndpointAsync(string service, CancellationToken cancellationToken) =>
        (await _client.Connect().EndpointAsync(new EngineRequest(service, "", "GET", "/"), cancellationToken).ConfigureAwait(false)).Uri;

    /// <summary>The proxy that requests to an address go through, without user name and password; null: none that the environment names.</summary>
    /// <exception cref="EngineException">EndpointInvalid: the proxy's address is none.</exception>
    public string? ProxyFor(Uri address)
    {
        IWebProxy? proxy = _client.Connect().Proxy.ToWebProxy();
        return proxy is null || proxy.IsBypassed(address)
            ? null
            : proxy.GetProxy(address)?.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped);
    }

    /// <summary>Without a proxy in the environment, the system's settings hold.</summary>
    public static bool UsesSystemProxy => !RuntimeInformation.IsOSPlatform(OSPlatform.Linux);

    private static async Task<string> RegionOrAnyAsync(ResolvedConnection connection, string service, CancellationToken cancellationToken)
    {
        try
        {
            return await connection.RegionAsync(connection.ConfiguredEndpoint(service), cancellationToken).ConfigureAwait(false);
        }
        catch (EngineException exception) when (exception.Failure == EngineFailure.NoRegion)
        {
            return AnyRegion;
        }
    }
}
