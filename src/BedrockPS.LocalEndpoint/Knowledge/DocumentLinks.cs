using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Security.Cryptography;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Local.Http;

namespace BedrockPS.Local.Knowledge;

/// <summary>
/// Addresses under which documents can be fetched without credentials for five minutes, as the service gives them. The address alone is
/// the proof, so that it cannot be guessed.
/// </summary>
internal sealed class DocumentLinks
{
    private const string Prefix = "/.documents/";
    private const int Max = 1000;

    private static readonly TimeSpan s_life = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<string, (byte[] Content, string MimeType, DateTimeOffset Until)> _links = new(StringComparer.Ordinal);

    /// <param name="request">Tells how the client reaches the endpoint.</param>
    /// <param name="content">The document.</param>
    /// <param name="mimeType">What it is.</param>
    public string Make(HttpRequest request, byte[] content, string mimeType)
    {
        DateTimeOffset now = DateTimeOffset.UtcNow;
        foreach (KeyValuePair<string, (byte[] Content, string MimeType, DateTimeOffset Until)> link in _links)
        {
            if (link.Value.Until < now || _links.Count >= Max)
            {
                _links.TryRemove(link.Key, out _);
            }
        }

        byte[] random = new byte[16];
        using (RandomNumberGenerator generator = RandomNumberGenerator.Create())
        {
            generator.GetBytes(random);
        }

        string key = BitConverter.ToString(random).Replace("-", "").ToLowerInvariant();
        _links[key] = (content, mimeType, now + s_life);
        return $"http://{request.Headers["Host"]}{Prefix}document?X-Amz-Expires={s_life.TotalSeconds:0}&X-Amz-Signature={key}";
    }

    public static bool IsLink(HttpRequest request) => request.Path.StartsWith(Prefix, StringComparison.Ordinal);

    public async Task AnswerAsync(HttpRequest request, HttpResponse response, CancellationToken cancellationToken)
    {
        string key = request.Query.Substring(request.Query.LastIndexOf('=') + 1);
        if (request.Method == "GET" && _links.TryGetValue(key, out (byte[] Content, string MimeType, DateTimeOffset Until) link) && link.Until > DateTimeOffset.UtcNow)
        {
            response.Headers.Add("Content-Type", link.MimeType);
            await response.SendAsync(link.Content, cancellationToken).ConfigureAwait(false);
            return;
        }

        response.Status = 403;
        response.Headers.Add("Content-Type", "application/xml");
        await response.SendAsync("<Error><Code>AccessDenied</Code><Message>Request has expired</Message></Error>"u8.ToArray(), cancellationToken).ConfigureAwait(false);
    }
}
