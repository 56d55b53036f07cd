using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using Amazon;
using Amazon.Runtime;
using Amazon.S3;
using BedrockPS.Engine.Aws;
using BedrockPS.Engine.Credentials;
using BedrockPS.Engine.Endpoints;

namespace BedrockPS.Engine.S3;

/// <summary>One S3 client for a connection, made when it is first needed.</summary>
internal static class S3Clients
{
    // Until the first byte of an answer: a part of an upload may be long on its way.
    private static readonly System.TimeSpan s_longestRequest = System.TimeSpan.FromMinutes(15);

    private static readonly ConditionalWeakTable<ResolvedConnection, ConcurrentDictionary<string, AmazonS3Client>> s_clients = new();

    public static async Task<AmazonS3Client> ForAsync(ResolvedConnection connection, ConnectionSettings settings, CancellationToken cancellationToken)
    {
        ServiceEndpoint? endpoint = connection.ConfiguredEndpoint("s3");
        string region = await connection.RegionAsync(null, cancellationToken).ConfigureAwait(false);
        ICredentialSource credentials = await connection.CredentialsAsync(region, cancellationToken).ConfigureAwait(false);
        return s_clients.GetOrCreateValue(connection).GetOrAdd(
            region, _ => new AmazonS3Client(new SourceCredentials(credentials), Configure(connection, settings, endpoint, region)));
    }

    private static AmazonS3Config Configure(
        ResolvedConnection connection, ConnectionSettings settings, ServiceEndpoint? endpoint, string region)
    {
        AmazonS3Config config = new()
        {
            // AWS_RETRY_MODE=adaptive makes the SDK give up at the first throttling.
            RetryMode = RequestRetryMode.Standard,
            MaxErrorRetry = connection.MaxAttempts - 1,
            AuthenticationRegion = region,
            Timeout = s_longestRequest,
            // The signature covers a hash of every body that is sent, and lengths are compared of all that arrive. Checksums beyond
            // what an operation demands are unknown to some servers that speak S3.
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
        };
        if (endpoint is null)
        {
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(region);
            config.UseFIPSEndpoint = connection.UsesFips;
            config.UseDualstackEndpoint = connection.UsesDualStack;
        }
        else
        {
            config.ServiceURL = endpoint.Origin + endpoint.BasePath;
            config.UseHttp = endpoint.IsPlainHttp;

            // Of an address of one's own nobody knows that every bucket's name before it leads anywhere.
            config.ForcePathStyle = true;
        }

        if (settings.ProxyUrl is not null && connection.Proxy.ToWebProxy() is System.Net.IWebProxy proxy)
        {
            config.SetWebProxy(proxy);
        }

        return config;
    }
}
