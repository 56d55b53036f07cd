using System;
using System.Text;
using BedrockPS.Engine.Endpoints;
using BedrockPS.Engine.Signing;

namespace BedrockPS.Engine.Http;

/// <summary>Path and address of one request, encoded once and then never touched again: the signature depends on every character.</summary>
internal sealed class RequestTarget
{
    public RequestTarget(ServiceEndpoint endpoint, EngineRequest request)
    {
        Path = endpoint.BasePath + Fill(request);
        StringBuilder url = new(endpoint.Origin);
        url.Append(Path);
        for (int i = 0; i < request.Query.Count; i++)
        {
            url.Append(i == 0 ? '?' : '&')
                .Append(PercentEncoding.Encode(request.Query[i].Key))
                .Append('=')
                .Append(PercentEncoding.Encode(request.Query[i].Value));
        }

        Uri = ToUri(url.ToString());
    }

    public string Path { get; }

    public Uri Uri { get; }

    // {name} takes one segment, {name+} keeps its slashes.
    private static string Fill(EngineRequest request)
    {
        string template = request.Path;
        StringBuilder path = new(template.Length + 64);
        int at = 0;
        while (at < template.Length)
        {
            int open = template.IndexOf('{', at);
            int close = open < 0 ? -1 : template.IndexOf('}', open);
            if (close < 0)
            {
                path.Append(template, at, template.Length - at);
                break;
            }

            path.Append(template, at, open - at);
            bool greedy = template[close - 1] == '+';
            string name = template.Substring(open + 1, close - open - (greedy ? 2 : 1));
            if (!request.PathParameters.TryGetValue(name, out string? value))
            {
                throw new ArgumentException($"{request.Operation} needs a value for {{{name}}} of its path.", nameof(request));
            }

            // Dots alone, or nothing at all, would make another path of it.
            if (value.Length == 0 || value is "." or "..")
            {
                throw new ArgumentException($"'{value}' cannot be the {name} of {request.Operation}.", nameof(request));
            }

            PercentEncoding.Append(path, value, keepSlash: greedy);
            at = close + 1;
        }

        return path.ToString();
    }

    private static Uri ToUri(string url)
    {
#if NET
        return new Uri(url, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
#else
        return new Uri(url);
#endif
    }
}
