using System;
using System.Net;
using System.Text;

namespace BedrockPS.Engine.Endpoints;

/// <summary>Scheme, host and base path that requests to one service go to.</summary>
internal sealed class ServiceEndpoint
{
    private ServiceEndpoint(Uri uri)
    {
        // The address without a trailing slash: operations begin with one.
        Origin = uri.GetLeftPart(UriPartial.Authority);
        BasePath = Collapse(uri.AbsolutePath);
        Host = HostHeader(uri);
        IsPlainHttp = uri.Scheme == Uri.UriSchemeHttp;
        IsLoopback = uri.IsLoopback || (IPAddress.TryParse(uri.Host.Trim('[', ']'), out IPAddress? ip) && IPAddress.IsLoopback(ip));
        Uri = uri;
    }

    public Uri Uri { get; }

    public string Origin { get; }

    public string BasePath { get; }

    /// <summary>Value of the Host header: with the port unless it is the scheme's own.</summary>
    public string Host { get; }

    public bool IsPlainHttp { get; }

    public bool IsLoopback { get; }

    /// <summary>The region in a host name of AWS's own, such as vpce-1-2.bedrock-runtime.eu-west-1.vpce.amazonaws.com, else null.</summary>
    public string? RegionOfHost
    {
        get
        {
            string[] labels = Uri.Host.Split('.');
            for (int i = 0; i + 1 < labels.Length; i++)
            {
                string label = labels[i].EndsWith("-fips", StringComparison.Ordinal) ? labels[i].Substring(0, labels[i].Length - 5) : labels[i];
                if (label is "bedrock" or "bedrock-runtime" or "bedrock-agent" or "bedrock-agent-runtime")
                {
                    string rest = string.Join(".", labels, i + 2, labels.Length - i - 2);
                    Partition partition = Partition.Of(labels[i + 1]);
                    return rest == partition.Suffix || rest == partition.DualStackSuffix || rest == "vpce." + partition.Suffix
                        ? labels[i + 1]
                        : null;
                }
            }

            return null;
        }
    }

    /// <param name="url">A whole URL; a path in it comes before every operation's path.</param>
    /// <param name="origin">Where the URL was found, for the message.</param>
    /// <exception cref="EngineException">EndpointInvalid.</exception>
    public static ServiceEndpoint FromUrl(string url, string origin)
    {
        if (!Uri.TryCreate(url.Trim(), UriKind.Absolute, out Uri? uri)
            || (uri.Scheme != Uri.UriSchemeHttps && uri.Scheme != Uri.UriSchemeHttp)
            || uri.Host.Length == 0
            || uri.Query.Length > 0
            || uri.Fragment.Length > 0
            || uri.UserInfo.Length > 0)
        {
            string shown = uri is { UserInfo.Length: > 0 } ? "a URL with a user name in it" : $"'{url}'";
            throw new EngineException(
                EngineFailure.EndpointInvalid,
                $"{shown} ({origin}) is not an endpoint: give an http or https URL such as https://host.example/base, without a query.");
        }

        return new ServiceEndpoint(uri);
    }

    /// <exception cref="EngineException">EndpointInvalid: no region could be called that.</exception>
    public static ServiceEndpoint FromRegion(string service, string region, bool fips, bool dualStack)
    {
        if (!IsHostLabel(region))
        {
            throw new EngineException(EngineFailure.EndpointInvalid, $"'{region}' cannot be the name of a region.");
        }

        Partition partition = Partition.Of(region);
        string host = $"{service}{(fips ? "-fips" : "")}.{region}.{(dualStack ? partition.DualStackSuffix : partition.Suffix)}";
        return new ServiceEndpoint(new Uri("https://" + host));
    }

    /// <summary>The one endpoint of a service without regions, such as IAM, in the partition of a region.</summary>
    /// <exception cref="EngineException">EndpointInvalid: no region could be called that.</exception>
    public static ServiceEndpoint Global(string service, string region) => IsHostLabel(region)
        ? new ServiceEndpoint(new Uri($"https://{service}.{Partition.Of(region).GlobalSuffix}"))
        : throw new EngineException(EngineFailure.EndpointInvalid, $"'{region}' cannot be the name of a region.");

    private static bool IsHostLabel(string text)
    {
        if (text.Length is 0 or > 63 || text[0] == '-' || text[text.Length - 1] == '-')
        {
            return false;
        }

        foreach (char c in text)
        {
            if (c is not ((>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '-'))
            {
                return false;
            }
        }

        return true;
    }

    // One or more slashes between segments become one, and none is left at the end: the signature is over the path in that form.
    private static string Collapse(string path)
    {
        StringBuilder text = new(path.Length);
        foreach (string segment in path.Split(['/'], StringSplitOptions.RemoveEmptyEntries))
        {
            text.Append('/').Append(segment);
        }

        return text.ToString();
    }

    private static string HostHeader(Uri uri)
    {
        string host = uri.HostNameType == UriHostNameType.IPv6 ? $"[{uri.DnsSafeHost}]" : uri.IdnHost;
        return uri.IsDefaultPort ? host : $"{host}:{uri.Port}";
    }
}
