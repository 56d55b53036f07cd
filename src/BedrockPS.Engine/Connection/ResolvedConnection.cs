using System;
using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Engine.Credentials;
using BedrockPS.Engine.Endpoints;
using BedrockPS.Engine.Http;
using BedrockPS.Engine.Profiles;
using BedrockPS.Engine.Retry;
using BedrockPS.Engine.Signing;

namespace BedrockPS.Engine;

/// <summary>
/// Settings, environment and profile put together. Everything is worked out when it is first needed, so that a call that was told
/// its keys, region and endpoint looks nowhere else.
/// </summary>
internal sealed class ResolvedConnection
{
    private const int DefaultMaxAttempts = 3;

    private readonly ConnectionSettings _settings;
    private readonly AwsEnvironment _environment;
    private readonly ConcurrentDictionary<string, ServiceEndpoint?> _configured = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _searching = new(1, 1);
    private readonly Lazy<ProfileStore> _profiles;
    private readonly Lazy<Profile?> _profile;
    private readonly Lazy<int> _maxAttempts;
    private readonly Lazy<ProxySettings> _proxy;
    private readonly Lazy<HttpClient> _http;
    private volatile ConnectionFinding? _region;
    private volatile ICredentialSource? _credentials;

    public ResolvedConnection(ConnectionSettings settings, AwsEnvironment environment)
    {
        _settings = settings;
        _environment = environment;
        _profiles = new Lazy<ProfileStore>(
            () => ProfileStore.Load(settings.ProfileLocation, environment), LazyThreadSafetyMode.PublicationOnly);
        _profile = new Lazy<Profile?>(FindProfile, LazyThreadSafetyMode.PublicationOnly);
        _maxAttempts = new Lazy<int>(FindMaxAttempts, LazyThreadSafetyMode.PublicationOnly);
        _proxy = new Lazy<ProxySettings>(() => new ProxySettings(settings.ProxyUrl, environment), LazyThreadSafetyMode.PublicationOnly);
        _http = new Lazy<HttpClient>(() => HttpClients.For(_proxy.Value), LazyThreadSafetyMode.PublicationOnly);
    }

    public RetryQuota Quota { get; } = new();

    public SigningClock Clock { get; } = new();

    public HttpClient Http => _http.Value;

    public ProxySettings Proxy => _proxy.Value;

    public int MaxAttempts => _maxAttempts.Value;

    public bool UsesFips => _settings.UseFips ?? _environment.Flag("AWS_USE_FIPS_ENDPOINT") ?? _profile.Value?.Flag("use_fips_endpoint") ?? false;

    public bool UsesDualStack =>
        _settings.UseDualStack ?? _environment.Flag("AWS_USE_DUALSTACK_ENDPOINT") ?? _profile.Value?.Flag("use_dualstack_endpoint") ?? false;

    private bool IsToldEverything =>
        _settings is { Region.Length: > 0, EndpointUrl.Length: > 0, ProfileName: null }
        && (_settings.AccessKey is not null || _settings.ApiKey is not null || _settings.Credentials is not null);

    /// <summary>True while the environment and the profiles are still those this was made from.</summary>
    public bool IsCurrent(AwsEnvironment environment) =>
        _environment.Equals(environment) && !(_profiles.IsValueCreated && _profiles.Value.HasChanged);

    /// <summary>The value of what <see cref="FindRegionAsync"/> finds.</summary>
    /// <exception cref="EngineException">NoRegion.</exception>
    public async ValueTask<string> RegionAsync(ServiceEndpoint? endpoint, CancellationToken cancellationToken) =>
        (_region ?? await FindRegionAsync(endpoint, cancellationToken).ConfigureAwait(false)).Value;

    /// <summary>Given, the profile's, the environment's, told by the endpoint's name, the instance's.</summary>
    /// <param name="endpoint">An endpoint whose host may name the region, or null.</param>
    /// <param name="cancellationToken">Ends the wait for the instance's metadata.</param>
    /// <exception cref="EngineException">NoRegion.</exception>
    public async ValueTask<ConnectionFinding> FindRegionAsync(ServiceEndpoint? endpoint, CancellationToken cancellationToken)
    {
        if (_region is ConnectionFinding known)
        {
            return known;
        }

        ConnectionFinding? region = Found(_settings.Region, "given")
            ?? Found(_profile.Value?["region"], $"profile '{_profile.Value?.Name}'")
            ?? Found(_environment["AWS_REGION"], "AWS_REGION")
            ?? Found(_environment["AWS_DEFAULT_REGION"], "AWS_DEFAULT_REGION");
        if (region is null && endpoint?.RegionOfHost is string ofHost)
        {
            // True of this endpoint only, so not remembered.
            return new ConnectionFinding(ofHost, "the endpoint's name");
        }

        if (region is null && InstanceMetadata.For(_environment) is InstanceMetadata metadata)
        {
            region = Found(await metadata.RegionAsync(cancellationToken).ConfigureAwait(false), "the instance");
        }

        return _region = region ?? throw new EngineException(
            EngineFailure.NoRegion,
            "No region: none was given, and neither the profile nor AWS_REGION or AWS_DEFAULT_REGION names one.");
    }

    /// <exception cref="EngineException">EndpointInvalid, NoRegion, ProfileNotFound or ProfileInvalid.</exception>
    public async ValueTask<ServiceEndpoint> EndpointAsync(EngineRequest request, CancellationToken cancellationToken)
    {
        if (ConfiguredEndpoint(request.Service) is ServiceEndpoint configured)
        {
            return configured;
        }

        string region = request.Region ?? await RegionAsync(null, cancellationToken).ConfigureAwait(false);
        return request.IsGlobal ? ServiceEndpoint.Global(request.EndpointPrefix, region) : ServiceEndpoint.FromRegion(
            request.EndpointPrefix,
            region,
            UsesFips,
            UsesDualStack);
    }

    /// <summary>The endpoint that settings, environment or profile name; null leaves it to the region.</summary>
    /// <exception cref="EngineException">EndpointInvalid, ProfileNotFound or ProfileInvalid.</exception>
    public ServiceEndpoint? ConfiguredEndpoint(string service) => _configured.GetOrAdd(service, FindConfiguredEndpoint);

    /// <summary>The API key to send to this service, or null to sign.</summary>
    /// <exception cref="EngineException">ApiKeyRefused.</exception>
    public string? ApiKeyFor(string service, ServiceEndpoint endpoint)
    {
        bool takesKeys = service is "bedrock" or "bedrock-runtime";
        string? key = string.IsNullOrWhiteSpace(_settings.ApiKey) ? null : _settings.ApiKey!.Trim();
        if (key is not null && !takesKeys)
        {
            throw new EngineException(
                EngineFailure.ApiKeyRefused, $"{service} takes no API key, only bedrock and bedrock-runtime do: use AWS credentials for it.");
        }

        if (key is null && takesKeys && _settings is { AccessKey: null, SecretKey: null, ProfileName: null, Credentials: null })
        {
            key = _environment["AWS_BEARER_TOKEN_BEDROCK"];
        }

        if (key is not null && !IsPrintable(key))
        {
            throw new EngineException(
                EngineFailure.ApiKeyRefused, "What was given as an API key is none: it contains spaces, line breaks or other signs no key has.");
        }

        if (key is not null && endpoint.IsPlainHttp && !endpoint.IsLoopback)
        {
            throw new EngineException(
                EngineFailure.ApiKeyRefused,
                $"An API key is not sent over plain http to another machine ({endpoint.Host}): use an https endpoint.");
        }

        return key;
    }

    /// <summary>For operations whose messages are signed one by one. A key of the environment is passed over.</summary>
    /// <exception cref="EngineException">ApiKeyRefused.</exception>
    public void RefuseApiKey(string operation)
    {
        if (!string.IsNullOrWhiteSpace(_settings.ApiKey))
        {
            throw new EngineException(
                EngineFailure.ApiKeyRefused, $"{operation} takes no API key, for it signs each event it sends: use AWS credentials for it.");
        }
    }

    /// <exception cref="EngineException">NoCredentials, ProfileNotFound, ProfileInvalid or ExpiredCredentials.</exception>
    public async ValueTask<ICredentialSource> CredentialsAsync(string region, CancellationToken cancellationToken)
    {
        if (_credentials is ICredentialSource known)
        {
            return known;
        }

        // Calls that begin together must not each start a credential process or a search for an instance.
        await _searching.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return _credentials ??= await new CredentialSearch(
                _settings, _environment, () => _profiles.Value, region, _settings.ProxyUrl is null ? null : _proxy.Value.ToWebProxy())
                .FindAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _searching.Release();
        }
    }

    private static ConnectionFinding? Found(string? value, string source) =>
        string.IsNullOrEmpty(value) ? null : new ConnectionFinding(value!, source);

    private static bool IsPrintable(string key)
    {
        foreach (char c in key)
        {
            if (c is <= ' ' or >= '\u007f')
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsBedrock(string service) => service.StartsWith("bedrock", StringComparison.Ordinal);

    private Profile? FindProfile()
    {
        (string name, bool isNamed) = CredentialSearch.ProfileInForce(_settings, _environment);
        return _profiles.Value.Find(name) ?? (isNamed ? throw CredentialSearch.NotFound(name, _profiles.Value) : null);
    }

    private int FindMaxAttempts() =>
        _settings.MaxAttempts
        ?? Count(IsToldEverything ? null : _profile.Value?["max_attempts"])
        ?? Count(_environment["AWS_MAX_ATTEMPTS"])
        ?? DefaultMaxAttempts;

    private static int? Count(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int count) && count > 0 ? count : null;

    private ServiceEndpoint? FindConfiguredEndpoint(string service)
    {
        if (service == "s3" && _settings.S3EndpointUrl is { Length: > 0 } ofS3)
        {
            return ServiceEndpoint.FromUrl(ofS3, "the S3 endpoint given");
        }

        string key = service.Replace('-', '_');
        string variable = "AWS_ENDPOINT_URL_" + key.ToUpperInvariant();
        if (_settings.EndpointUrl is { Length: > 0 } url)
        {
            ServiceEndpoint given = ServiceEndpoint.FromUrl(url, "the endpoint given");
            if (IsBedrock(service))
            {
                return given;
            }

            // What was given is Bedrock's. On this machine it may stand for the others too; elsewhere it is an endpoint of Bedrock alone.
            return _environment[variable] is string other ? ServiceEndpoint.FromUrl(other, variable) : given.IsLoopback ? given : null;
        }

        Profile? profile = _profile.Value;
        if (_environment.Flag("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS") ?? profile?.Flag("ignore_configured_endpoint_urls") ?? false)
        {
            return null;
        }

        if (_environment[variable] is string ofService)
        {
            return ServiceEndpoint.FromUrl(ofService, variable);
        }

        if (_environment["AWS_ENDPOINT_URL"] is string ofAll)
        {
            return ServiceEndpoint.FromUrl(ofAll, "AWS_ENDPOINT_URL");
        }

        string? inProfile = (profile?["services"] is string name ? _profiles.Value.FindServices(name)?.Nested(key, "endpoint_url") : null)
            ?? profile?["endpoint_url"];
        return inProfile is null ? null : ServiceEndpoint.FromUrl(inProfile, $"endpoint_url of profile '{profile!.Name}'");
    }
}
