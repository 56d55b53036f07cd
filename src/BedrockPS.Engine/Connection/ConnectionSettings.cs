using System;

namespace BedrockPS.Engine;

/// <summary>
/// What the caller decided about a connection. A null member means "find it the AWS way": profile, environment,
/// container, instance. Two equal settings share one client, its connections and its cached credentials.
/// </summary>
public sealed class ConnectionSettings : IEquatable<ConnectionSettings>
{
    /// <summary>Region system name such as us-east-1; null: profile, then environment, then instance metadata.</summary>
    public string? Region { get; set; }

    /// <summary>Name of a profile in the credentials or config file; missing is an error, never a fall-through.</summary>
    public string? ProfileName { get; set; }

    /// <summary>Path of the credentials file to read instead of the default one.</summary>
    public string? ProfileLocation { get; set; }

    public string? AccessKey { get; set; }

    public string? SecretKey { get; set; }

    public string? SessionToken { get; set; }

    /// <summary>Bedrock API key (bearer token), for bedrock and bedrock-runtime only.</summary>
    public string? ApiKey { get; set; }

    /// <summary>Credentials of another module's AWS SDK, seen only through their shape.</summary>
    public ForeignCredentials? Credentials { get; set; }

    /// <summary>Absolute http or https URL used for every service instead of the resolved endpoint.</summary>
    public string? EndpointUrl { get; set; }

    /// <summary>URL of S3 in particular, before every other place one may be named in; null: environment, profile or region decide.</summary>
    public string? S3EndpointUrl { get; set; }

    public bool? UseFips { get; set; }

    public bool? UseDualStack { get; set; }

    /// <summary>Total attempts, the first included (1 to 100); null: profile, AWS_MAX_ATTEMPTS, else 3.</summary>
    public int? MaxAttempts { get; set; }

    /// <summary>Proxy URL; null: HTTPS_PROXY, HTTP_PROXY and NO_PROXY decide.</summary>
    public string? ProxyUrl { get; set; }

    public bool Equals(ConnectionSettings? other) =>
        other is not null
        && Region == other.Region
        && ProfileName == other.ProfileName
        && ProfileLocation == other.ProfileLocation
        && AccessKey == other.AccessKey
        && SecretKey == other.SecretKey
        && SessionToken == other.SessionToken
        && ApiKey == other.ApiKey
        && ReferenceEquals(Credentials?.Source, other.Credentials?.Source)
        && EndpointUrl == other.EndpointUrl
        && S3EndpointUrl == other.S3EndpointUrl
        && UseFips == other.UseFips
        && UseDualStack == other.UseDualStack
        && MaxAttempts == other.MaxAttempts
        && ProxyUrl == other.ProxyUrl;

    public override bool Equals(object? obj) => Equals(obj as ConnectionSettings);

    public override int GetHashCode() =>
        (Region, ProfileName, ProfileLocation, AccessKey, SessionToken, ApiKey, EndpointUrl, MaxAttempts).GetHashCode();

    /// <summary>The same connection with another number of attempts; null keeps its own.</summary>
    public ConnectionSettings WithMaxAttempts(int? attempts)
    {
        ConnectionSettings settings = Copy();
        settings.MaxAttempts = attempts ?? MaxAttempts;
        return settings;
    }

    internal ConnectionSettings Copy() => (ConnectionSettings)MemberwiseClone();

    /// <summary>Where the request goes and which kind of credentials were given; never a secret.</summary>
    public override string ToString() =>
        $"region {Region ?? "(default)"}, profile {ProfileName ?? "(default)"}, endpoint {EndpointUrl ?? "(resolved)"}, "
        + (ApiKey is not null ? "API key" : AccessKey is not null ? "access key" : Credentials is not null ? "credential object" : "default credentials");
}
