using System;
using System.Net;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Engine.Aws;
using BedrockPS.Engine.Profiles;

namespace BedrockPS.Engine.Credentials;

/// <summary>
/// Finds the keys to sign with: literal keys, the profile asked for, a credential object, the environment, AWS_PROFILE or the
/// default profile, the container, the instance.
/// </summary>
internal sealed class CredentialSearch
{
    private readonly ConnectionSettings _settings;
    private readonly AwsEnvironment _environment;
    private readonly Func<ProfileStore> _profiles;
    private readonly string _region;
    private readonly IWebProxy? _proxy;

    /// <param name="settings">What the caller decided.</param>
    /// <param name="environment">What the environment says.</param>
    /// <param name="profiles">Reads the profiles when they are needed.</param>
    /// <param name="region">Where roles are assumed.</param>
    /// <param name="proxy">Proxy that the caller gave.</param>
    public CredentialSearch(
        ConnectionSettings settings, AwsEnvironment environment, Func<ProfileStore> profiles, string region, IWebProxy? proxy)
    {
        _settings = settings;
        _environment = environment;
        _profiles = profiles;
        _region = region;
        _proxy = proxy;
    }

    /// <summary>The name of the profile in force, and whether somebody named it.</summary>
    public static (string Name, bool IsNamed) ProfileInForce(ConnectionSettings settings, AwsEnvironment environment)
    {
        string? name = settings.ProfileName ?? environment["AWS_PROFILE"];
        return (name ?? "default", name is not null);
    }

    public static EngineException NotFound(string name, ProfileStore profiles) =>
        new(EngineFailure.ProfileNotFound, $"There is no profile '{name}' in {profiles.Places}.");

    public async Task<ICredentialSource> FindAsync(CancellationToken cancellationToken) =>
        Said()
        ?? FromProfile()
        ?? FromContainer()
        ?? await FromInstanceAsync(cancellationToken).ConfigureAwait(false)
        ?? throw new EngineException(
            EngineFailure.NoCredentials,
            "No AWS credentials: none were given, none are in the environment, and no profile, container or instance offers any.");

    // What the caller or the environment says outright.
    private ICredentialSource? Said()
    {
        if (_settings.AccessKey is not null || _settings.SecretKey is not null)
        {
            // Keys come out of clipboards and files, with a line break at the end more often than not.
            return Trimmed(_settings.AccessKey) is string given && Trimmed(_settings.SecretKey) is string itsSecret
                ? new StaticKeys("access key", new KeySet(given, itsSecret, Trimmed(_settings.SessionToken)))
                : throw new EngineException(
                    EngineFailure.NoCredentials, "An access key and a secret key belong together; one of them is missing.");
        }

        if (_settings.ProfileName is not null)
        {
            return null;
        }

        if (_settings.Credentials is not null)
        {
            return new ForeignKeys(_settings.Credentials);
        }

        if (_environment["AWS_ACCESS_KEY_ID"] is string key && _environment["AWS_SECRET_ACCESS_KEY"] is string secret)
        {
            return new StaticKeys("access key of the environment", new KeySet(key, secret, _environment["AWS_SESSION_TOKEN"]));
        }

        return _environment["AWS_WEB_IDENTITY_TOKEN_FILE"] is string file && _environment["AWS_ROLE_ARN"] is string role
            ? SdkCredentials.WebIdentity(file, role, _environment["AWS_ROLE_SESSION_NAME"], _region, _proxy)
            : null;
    }

    private static string? Trimmed(string? text) => string.IsNullOrWhiteSpace(text) ? null : text!.Trim();

    private ICredentialSource? FromProfile()
    {
        ProfileStore profiles = _profiles();
        (string name, bool isNamed) = ProfileInForce(_settings, _environment);
        Profile? profile = profiles.Find(name);
        if (profile is null)
        {
            return isNamed ? throw NotFound(name, profiles) : null;
        }

        return profile.Kind switch
        {
            ProfileKind.Keys => new StaticKeys($"profile '{name}'", profile.Keys),
            ProfileKind.None => _settings.ProfileName is null ? null : throw profile.Invalid("names no credentials"),
            _ => SdkCredentials.Of(profile, new SdkContext(profiles, _environment, _region, _proxy)),
        };
    }

    private ICredentialSource? FromContainer() =>
        _environment.Either("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "AWS_CONTAINER_CREDENTIALS_FULL_URI") is null
            ? null
            : SdkCredentials.Container();

    private async Task<ICredentialSource?> FromInstanceAsync(CancellationToken cancellationToken) =>
        InstanceMetadata.For(_environment) is InstanceMetadata metadata
            ? await InstanceKeys.FindAsync(metadata, cancellationToken).ConfigureAwait(false)
            : null;
}
