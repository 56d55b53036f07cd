using System;
using System.Collections.Generic;
using System.Net;

namespace BedrockPS.Engine.Http;

/// <summary>
/// A proxy for https, one for http, and the hosts that are reached without: names with or without a leading dot or *., with or
/// without a port, or * for all. This machine itself is always reached without one: a proxy would look for the address on its own
/// machine. Not HttpClient's own reading of the environment, which happens once per process and lets loopback through the proxy.
/// </summary>
internal sealed class EnvironmentProxy : IWebProxy
{
    private static readonly char[] s_separators = [',', ' ', ';'];
    private readonly Uri? _https;
    private readonly Uri? _http;
    private readonly string[] _direct;

    public EnvironmentProxy(Uri? https, Uri? http, string? direct)
    {
        _https = WithoutUser(https);
        _http = WithoutUser(http);
        _direct = direct?.Split(s_separators, StringSplitOptions.RemoveEmptyEntries) ?? [];
        Credentials = new ProxyUsers(https, http);
    }

    public ICredentials? Credentials { get; set; }

    public Uri? GetProxy(Uri destination) => destination.Scheme == Uri.UriSchemeHttps ? _https : _http;

    public bool IsBypassed(Uri host)
    {
        if (host.IsLoopback || GetProxy(host) is null)
        {
            return true;
        }

        foreach (string entry in _direct)
        {
            if (Matches(entry, host))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Matches(string entry, Uri host)
    {
        if (entry == "*")
        {
            return true;
        }

        int colon = entry.LastIndexOf(':');
        if (colon > 0 && entry.IndexOf(':') == colon && int.TryParse(entry.Substring(colon + 1), out int port))
        {
            if (port != host.Port)
            {
                return false;
            }

            entry = entry.Substring(0, colon);
        }

        string name = entry.TrimStart('*').TrimStart('.').Trim('[', ']');
        string wanted = host.Host.Trim('[', ']');
        return name.Length > 0
            && (wanted.Equals(name, StringComparison.OrdinalIgnoreCase)
                || wanted.EndsWith("." + name, StringComparison.OrdinalIgnoreCase));
    }

    // Where a proxy refuses, HttpClient names it as it was given it.
    private static Uri? WithoutUser(Uri? proxy) =>
        proxy is null || proxy.UserInfo.Length == 0 ? proxy : new UriBuilder(proxy) { UserName = "", Password = "" }.Uri;
}
