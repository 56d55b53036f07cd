using System;
using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Engine.Credentials;
using BedrockPS.Engine.Endpoints;
using BedrockPS.Engine.Http;
using BedrockPS.Engine.Retry;

namespace BedrockPS.Engine;

/// <summary>
/// Settings, environment and profile put together. Everything is worked out when it is first needed, so that a call that was told
/// all it needs looks nowhere else.
/// </summary>
internal sealed class ResolvedConnection
{
    private const int DefaultMaxAttempts = 3;

    private readonly ConnectionSettings _settings;
    private readonly ConcurrentDictionary<string, ServiceEndpoint> _endpoints = new(StringComparer.Ordinal);
    private readonly Lazy<string?> _region;
    private readonly Lazy<ICredentialSource?> _credentials;
    private readonly Lazy<int> _maxAttempts;
    private readonly Lazy<HttpClient> _http;

    public ResolvedConnection(ConnectionSettings settings, AwsEnvironment environment)
    {
        _settings = settings;
        Environment = environment;
        _region = new Lazy<string?>(FindRegion, LazyThreadSafetyMode.PublicationOnly);
        _credentials = new Lazy<ICredentialSource?>(
            () => CredentialSearch.Immediate(settings, environment), LazyThreadSafetyMode.PublicationOnly);
        _maxAttempts = new Lazy<int>(FindMaxAttempts, LazyThreadSafetyMode.PublicationOnly);
        _http = new Lazy<HttpClient>(
            () => HttpClients.For(new ProxySettings(settings.ProxyUrl, environment)), LazyThreadSafetyMode.PublicationOnly);
    }

    public AwsEnvironment Environment { get; }

    public RetryQuota Quota { get; } = new();

    public HttpClient Http => _http.Value;

    public int MaxAttempts => _maxAttempts.Value;

    public string Region =>
        _region.Value ?? throw new EngineException(
            EngineFailure.NoRegion,
            "No region: none was given, and neither the profile nor AWS_REGION or AWS_DEFAULT_REGION names one.");

    public ServiceEndpoint EndpointOf(string service) => _endpoints.GetOrAdd(service, FindEndpoint);

    /// <summary>The API key to send to this service, or null to sign.</summary>
    /// <exception cref="EngineException">ApiKeyRefused.</exception>
    public string? ApiKeyFor(string service, ServiceEndpoint endpoint)
    {
        bool takesKeys = service is "bedrock" or "bedrock-runtime";
        string? key = string.IsNullOrEmpty(_settings.ApiKey) ? null : _settings.ApiKey;
        if (key is not null && !takesKeys)
        {
            throw new EngineException(
                EngineFailure.ApiKeyRefused, $"{service} takes no API key, only bedrock and bedrock-runtime do: use AWS credentials for it.");
        }

        if (key is null && takesKeys && _settings is { AccessKey: null, SecretKey: null, ProfileName: null, Credentials: null })
        {
            key = Environment["AWS_BEARER_TOKEN_BEDROCK"];
        }

        if (key is not null && endpoint.IsPlainHttp && !endpoint.IsLoopback)
        {
            throw new EngineException(
                EngineFailure.ApiKeyRefused,
                $"An API key is not sent over plain http to another machine ({endpoint.Host}): use an https endpoint.");
        }

        return key;
    }

    public ICredentialSource Credentials =>
        _credentials.Value ?? throw new EngineException(EngineFailure.NoCredentials, "No AWS credentials were found.");

    private string? FindRegion() =>
        _settings.Region is { Length: > 0 } region ? region : Environment.Either("AWS_REGION", "AWS_DEFAULT_REGION");

    private int FindMaxAttempts() =>
        _settings.MaxAttempts
        ?? (int.TryParse(Environment["AWS_MAX_ATTEMPTS"], NumberStyles.None, CultureInfo.InvariantCulture, out int n) && n > 0
            ? n
            : DefaultMaxAttempts);

    private ServiceEndpoint FindEndpoint(string service)
    {
        if (_settings.EndpointUrl is { Length: > 0 } url)
        {
            return ServiceEndpoint.FromUrl(url, "the endpoint given");
        }

        return ServiceEndpoint.FromRegion(service, Region, _settings.UseFips ?? false, _settings.UseDualStack ?? false);
    }
}
