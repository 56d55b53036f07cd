using System;
using System.Collections.Concurrent;
using System.Globalization;
using System.IO;
using System.Net.Http;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;

namespace BedrockPS.Engine.Credentials;

/// <summary>
/// The metadata service of an EC2 instance. The SDK's own client tries several times and for many seconds; a laptop that simply has
/// no credentials should hear so after one short attempt.
/// </summary>
internal sealed class InstanceMetadata
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_rememberAbsence = TimeSpan.FromSeconds(30);
    private static readonly ConcurrentDictionary<string, DateTime> s_absent = new(StringComparer.Ordinal);
    private static readonly Lazy<HttpClient> s_http = new(
        static () => new HttpClient(new HttpClientHandler { UseProxy = false, AllowAutoRedirect = false }) { Timeout = s_patience });

    private readonly string _endpoint;

    private InstanceMetadata(string endpoint) => _endpoint = endpoint;

    /// <summary>Null when the environment forbids asking.</summary>
    public static InstanceMetadata? For(AwsEnvironment environment)
    {
        if (environment.Flag("AWS_EC2_METADATA_DISABLED") == true)
        {
            return null;
        }

        bool ipv6 = string.Equals(environment["AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE"], "IPv6", StringComparison.OrdinalIgnoreCase);
        return new InstanceMetadata(
            (environment["AWS_EC2_METADATA_SERVICE_ENDPOINT"] ?? (ipv6 ? "http://[fd00:ec2::254]" : "http://169.254.169.254")).TrimEnd('/'));
    }

    /// <summary>Null when there is no such service or it names none.</summary>
    public Task<string?> RegionAsync(CancellationToken cancellationToken) => GetAsync("placement/region", cancellationToken);

    /// <summary>Keys of the instance's role and when they end; null when there is no service or no role.</summary>
    public async Task<(KeySet Keys, DateTime Expires)?> KeysAsync(CancellationToken cancellationToken)
    {
        const string Path = "iam/security-credentials/";
        string? roles = await GetAsync(Path, cancellationToken).ConfigureAwait(false);
        string role = roles?.Split('\n')[0].Trim() ?? "";
        string? json = role.Length == 0 ? null : await GetAsync(Path + role, cancellationToken).ConfigureAwait(false);
        return json is null ? null : Parse(json);
    }

    private static (KeySet Keys, DateTime Expires)? Parse(string json)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            JsonElement root = document.RootElement;
            return (new KeySet(Text("AccessKeyId"), Text("SecretAccessKey"), Text("Token")),
                DateTime.Parse(
                    Text("Expiration"), CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal));

            string Text(string name) => root.GetProperty(name).GetString() ?? throw new FormatException();
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException or System.Collections.Generic.KeyNotFoundException)
        {
            return null;
        }
    }

    private async Task<string?> GetAsync(string path, CancellationToken cancellationToken)
    {
        if (s_absent.TryGetValue(_endpoint, out DateTime since) && DateTime.UtcNow - since < s_rememberAbsence)
        {
            return null;
        }

        try
        {
            using HttpRequestMessage ask = new(HttpMethod.Put, _endpoint + "/latest/api/token");
            ask.Headers.Add("x-aws-ec2-metadata-token-ttl-seconds", "21600");
            string? token = await SendAsync(ask, cancellationToken).ConfigureAwait(false);
            using HttpRequestMessage get = new(HttpMethod.Get, $"{_endpoint}/latest/meta-data/{path}");
            if (token is not null)
            {
                get.Headers.Add("x-aws-ec2-metadata-token", token);
            }

            return await SendAsync(get, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested
            && e is HttpRequestException or OperationCanceledException or IOException or UriFormatException or InvalidOperationException)
        {
            s_absent[_endpoint] = DateTime.UtcNow;
            return null;
        }
    }

    private static async Task<string?> SendAsync(HttpRequestMessage message, CancellationToken cancellationToken)
    {
        using HttpResponseMessage response = await s_http.Value.SendAsync(message, cancellationToken).ConfigureAwait(false);
        return response.IsSuccessStatusCode ? await response.Content.ReadAsStringAsync().ConfigureAwait(false) : null;
    }
}
