using System;
using System.Management.Automation;
using BedrockPS.Engine;

namespace BedrockPS.Defaults;

/// <summary>
/// Decides the connection of a call. Credentials: literal keys, -ProfileName, -Credential, -ApiKey, session defaults,
/// $StoredAWSCredentials, then the engine's own search (environment, AWS_PROFILE, default profile, container, instance).
/// Region: -Region, session default, $StoredAWSRegion, then the engine's (profile, environment, instance metadata).
/// </summary>
internal static class ConnectionResolver
{
    /// <param name="given">What the user gave on this command.</param>
    /// <param name="session">The runspace's defaults.</param>
    /// <param name="variable">Reads a PowerShell variable of the caller, null when there is none.</param>
    public static ConnectionSettings Resolve(IConnectionParameters given, SessionDefaults session, Func<string, object?> variable)
    {
        BRDefault defaults = session.Values;
        ConnectionSettings settings = new()
        {
            Region = NullIfEmpty(given.Region) ?? defaults.Region ?? NullIfEmpty(Unwrap(variable("StoredAWSRegion"))?.ToString()),
            ProfileLocation = NullIfEmpty(given.ProfileLocation) ?? defaults.ProfileLocation,
            EndpointUrl = NullIfEmpty(given.EndpointUrl) ?? defaults.EndpointUrl,
            S3EndpointUrl = NullIfEmpty(given.EndpointUrl) is null ? defaults.S3EndpointUrl : null,
            MaxAttempts = given.MaxAttempt,
        };
        if (!TakeGiven(given, settings) && !TakeDefaults(defaults, settings)
            && Unwrap(variable("StoredAWSCredentials")) is object stored)
        {
            TakeCredential(stored, settings);
        }

        return settings;
    }

    private static bool TakeGiven(IConnectionParameters given, ConnectionSettings settings)
    {
        if (given.AccessKey is not null || given.SecretKey is not null)
        {
            if (string.IsNullOrEmpty(given.AccessKey) || string.IsNullOrEmpty(given.SecretKey))
            {
                throw new BedrockException("CredentialIncomplete", "-AccessKey and -SecretKey belong together; one of them is missing.");
            }

            settings.AccessKey = given.AccessKey;
            settings.SecretKey = given.SecretKey;
            settings.SessionToken = NullIfEmpty(given.SessionToken);
        }
        else if (!string.IsNullOrEmpty(given.ProfileName))
        {
            settings.ProfileName = given.ProfileName;
        }
        else if (Unwrap(given.Credential) is object credential)
        {
            TakeCredential(credential, settings);
        }

        settings.ApiKey = SecretText.Read(given.ApiKey);
        return settings.AccessKey is not null || settings.ProfileName is not null || settings.Credentials is not null || settings.ApiKey is not null;
    }

    private static bool TakeDefaults(BRDefault defaults, ConnectionSettings settings)
    {
        settings.AccessKey = defaults.AccessKey;
        settings.SecretKey = SecretText.Read(defaults.SecretKey);
        settings.SessionToken = SecretText.Read(defaults.SessionToken);
        settings.ProfileName = defaults.ProfileName;
        settings.ApiKey = SecretText.Read(defaults.ApiKey);
        return settings.AccessKey is not null || settings.ProfileName is not null || settings.ApiKey is not null;
    }

    private static void TakeCredential(object credential, ConnectionSettings settings)
    {
        if (credential is PSCredential pair)
        {
            settings.AccessKey = pair.UserName;
            settings.SecretKey = SecretText.Read(pair.Password);
            return;
        }

        settings.Credentials = CredentialShape.TryRead(credential) ?? throw new BedrockException(
            "CredentialInvalid", $"-Credential takes an AWSCredentials object or a PSCredential, not a {credential.GetType().FullName}.");
    }

    private static object? Unwrap(object? value) => value is PSObject wrapped ? wrapped.BaseObject : value;

    private static string? NullIfEmpty(string? text) => string.IsNullOrWhiteSpace(text) ? null : text!.Trim();
}
