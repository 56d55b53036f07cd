namespace BedrockPS.Engine.Credentials;

/// <summary>
/// Finds the keys to sign with: literal keys, the profile asked for, a credential object, the environment, AWS_PROFILE or the
/// default profile, the container, the instance.
/// </summary>
internal static class CredentialSearch
{
    /// <summary>What the settings or the environment say outright; null when a search is needed.</summary>
    public static ICredentialSource? Immediate(ConnectionSettings settings, AwsEnvironment environment)
    {
        if (settings.AccessKey is not null || settings.SecretKey is not null)
        {
            return settings.AccessKey is { Length: > 0 } access && settings.SecretKey is { Length: > 0 } secret
                ? new StaticKeys("access key", new KeySet(access, secret, NullIfEmpty(settings.SessionToken)))
                : throw new EngineException(EngineFailure.NoCredentials, "An access key and a secret key belong together; one of them is missing.");
        }

        if (settings.ProfileName is not null)
        {
            return null;
        }

        if (settings.Credentials is not null)
        {
            return new ForeignKeys(settings.Credentials);
        }

        return environment["AWS_ACCESS_KEY_ID"] is string key && environment["AWS_SECRET_ACCESS_KEY"] is string value
            ? new StaticKeys("access key of the environment", new KeySet(key, value, environment["AWS_SESSION_TOKEN"]))
            : null;
    }

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
