using System;
using System.Collections.Generic;

namespace BedrockPS.Engine;

/// <summary>
/// The environment variables a connection depends on, as they were at one moment. A prompt changes them between two calls, so
/// each call compares.
/// </summary>
internal sealed class AwsEnvironment : IEquatable<AwsEnvironment>
{
    private static readonly string[] s_names =
    [
        "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_BEARER_TOKEN_BEDROCK",
        "AWS_PROFILE", "AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE",
        "AWS_REGION", "AWS_DEFAULT_REGION",
        "AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_BEDROCK", "AWS_ENDPOINT_URL_BEDROCK_RUNTIME", "AWS_ENDPOINT_URL_BEDROCK_AGENT",
        "AWS_ENDPOINT_URL_BEDROCK_AGENT_RUNTIME", "AWS_ENDPOINT_URL_PRICING", "AWS_ENDPOINT_URL_STS", "AWS_ENDPOINT_URL_IAM", "AWS_ENDPOINT_URL_S3", "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS",
        "AWS_USE_FIPS_ENDPOINT", "AWS_USE_DUALSTACK_ENDPOINT", "AWS_MAX_ATTEMPTS",
        "AWS_ROLE_ARN", "AWS_WEB_IDENTITY_TOKEN_FILE", "AWS_ROLE_SESSION_NAME",
        "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "AWS_CONTAINER_CREDENTIALS_FULL_URI",
        "AWS_EC2_METADATA_DISABLED", "AWS_EC2_METADATA_SERVICE_ENDPOINT", "AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE",
        "https_proxy", "HTTPS_PROXY", "http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY", "no_proxy", "NO_PROXY",
        "HOME", "USERPROFILE",
    ];

    private readonly string?[] _values;

    private AwsEnvironment(string?[] values) => _values = values;

    /// <summary>Value of one of the known variables; null when it is not set, empty or blank.</summary>
    public string? this[string name]
    {
        get
        {
            int at = Array.IndexOf(s_names, name);
            return at >= 0 ? _values[at] : throw new KeyNotFoundException(name);
        }
    }

    public static AwsEnvironment Read()
    {
        string?[] values = new string?[s_names.Length];
        for (int i = 0; i < values.Length; i++)
        {
            string? value = Environment.GetEnvironmentVariable(s_names[i]);
            values[i] = string.IsNullOrWhiteSpace(value) ? null : value!.Trim();
        }

        return new AwsEnvironment(values);
    }

    public string? Either(string first, string second) => this[first] ?? this[second];

    /// <summary>True or false as written, in any case; anything else counts as not set.</summary>
    public bool? Flag(string name) => bool.TryParse(this[name], out bool value) ? value : null;

    public bool Equals(AwsEnvironment? other)
    {
        if (other is null)
        {
            return false;
        }

        for (int i = 0; i < _values.Length; i++)
        {
            if (!string.Equals(_values[i], other._values[i], StringComparison.Ordinal))
            {
                return false;
            }
        }

        return true;
    }

    public override bool Equals(object? obj) => Equals(obj as AwsEnvironment);

    public override int GetHashCode() => _values[0]?.GetHashCode() ?? 0;
}
