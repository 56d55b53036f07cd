using System;
using System.Security;
using BedrockPS.Defaults;

namespace BedrockPS.Setup;

/// <summary>
/// Which word of the user's decided a connection, in the order of <see cref="ConnectionResolver"/>; null leaves it to the engine,
/// which names its own sources.
/// </summary>
internal sealed class SettingOrigin
{
    private const string Session = "the session's default";

    /// <param name="given">What was given on this command.</param>
    /// <param name="defaults">The session's defaults.</param>
    /// <param name="variable">Reads a PowerShell variable, null when there is none.</param>
    public SettingOrigin(IConnectionParameters given, BRDefault defaults, Func<string, object?> variable)
    {
        Region = Has(given.Region) ? "-Region" : defaults.Region is not null ? Session : variable("StoredAWSRegion") is not null ? "$StoredAWSRegion" : null;
        Credentials = OfGiven(given) ?? OfDefaults(defaults) ?? (variable("StoredAWSCredentials") is not null ? "$StoredAWSCredentials" : null);
        Endpoint = Has(given.EndpointUrl) ? "-EndpointUrl" : defaults.EndpointUrl is not null ? Session : null;
    }

    public string? Region { get; }

    public string? Credentials { get; }

    public string? Endpoint { get; }

    // An API key beside other credentials is what bedrock and bedrock-runtime take.
    private static string? OfGiven(IConnectionParameters given) =>
        Has(given.ApiKey) ? "-ApiKey"
        : given.AccessKey is not null ? "-AccessKey"
        : Has(given.ProfileName) ? "-ProfileName"
        : given.Credential is not null ? "-Credential"
        : null;

    private static string? OfDefaults(BRDefault defaults) =>
        Has(defaults.ApiKey) || defaults.AccessKey is not null || defaults.ProfileName is not null ? Session : null;

    private static bool Has(string? text) => !string.IsNullOrWhiteSpace(text);

    private static bool Has(SecureString? text) => text is { Length: > 0 };
}
