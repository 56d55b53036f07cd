using System;
using System.Net;
using System.Runtime.InteropServices;

namespace BedrockPS.Engine.Http;

/// <summary>Which proxy requests go through: the one given, else the environment's, else the system's where there is such a thing.</summary>
internal sealed class ProxySettings : IEquatable<ProxySettings>
{
    private readonly string? _given;
    private readonly string? _https;
    private readonly string? _http;
    private readonly string? _none;

    /// <param name="given">Proxy URL of the caller; used for every host.</param>
    /// <param name="environment">Read for HTTPS_PROXY, HTTP_PROXY, ALL_PROXY and NO_PROXY when nothing was given.</param>
    /// <exception cref="EngineException">EndpointInvalid: not a proxy URL.</exception>
    public ProxySettings(string? given, AwsEnvironment environment)
    {
        if (!string.IsNullOrEmpty(given))
        {
            _given = given;
            Parse(given!, "The proxy");
        }
        else
        {
            string? all = environment.Either("all_proxy", "ALL_PROXY");
            _https = environment.Either("https_proxy", "HTTPS_PROXY") ?? all;
            _http = environment.Either("http_proxy", "HTTP_PROXY") ?? all;
            _none = environment.Either("no_proxy", "NO_PROXY");
        }
    }

    /// <summary>On Linux the environment is all there is, and asking further only costs time.</summary>
    public bool UseSystemProxy => !RuntimeInformation.IsOSPlatform(OSPlatform.Linux);

    public IWebProxy? ToWebProxy()
    {
        if (_given is not null)
        {
            Uri uri = Parse(_given, "The proxy");
            return new EnvironmentProxy(uri, uri, null);
        }

        if (_https is null && _http is null)
        {
            return null;
        }

        return new EnvironmentProxy(
            _https is null ? null : Parse(_https, "HTTPS_PROXY"), _http is null ? null : Parse(_http, "HTTP_PROXY"), _none);
    }

    public bool Equals(ProxySettings? other) =>
        other is not null && _given == other._given && _https == other._https && _http == other._http && _none == other._none;

    public override bool Equals(object? obj) => Equals(obj as ProxySettings);

    public override int GetHashCode() => (_given, _https, _http, _none).GetHashCode();

    // The value may hold a password: only its origin goes into the message.
    private static Uri Parse(string value, string origin)
    {
        string text = value.IndexOf("://", StringComparison.Ordinal) < 0 ? "http://" + value : value;
        return Uri.TryCreate(text, UriKind.Absolute, out Uri? uri) && uri.Host.Length > 0
            ? uri
            : throw new EngineException(EngineFailure.EndpointInvalid, $"{origin} is not a URL such as http://proxy.example:8080.");
    }
}
