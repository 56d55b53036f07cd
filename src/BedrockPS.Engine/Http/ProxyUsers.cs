using System;
using System.Net;

namespace BedrockPS.Engine.Http;

/// <summary>Who signs in at which proxy: what its URL said, at that host and port alone.</summary>
internal sealed class ProxyUsers(params Uri?[] proxies) : ICredentials
{
    public NetworkCredential? GetCredential(Uri uri, string authType)
    {
        foreach (Uri? proxy in proxies)
        {
            if (proxy is not null && proxy.UserInfo.Length > 0 && proxy.Port == uri.Port && proxy.Host.Equals(uri.Host, StringComparison.OrdinalIgnoreCase))
            {
                string[] parts = proxy.UserInfo.Split([':'], 2);
                return new NetworkCredential(Uri.UnescapeDataString(parts[0]), parts.Length > 1 ? Uri.UnescapeDataString(parts[1]) : "");
            }
        }

        return null;
    }
}
