using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace BedrockPS.Unit.Engine;

/// <summary>A request as it came over the wire; nothing decoded.</summary>
internal sealed record ReceivedRequest(string Method, string Target, IReadOnlyList<KeyValuePair<string, string>> Headers, byte[] Body)
{
    public string Path => Target.Split('?')[0];

    public string? this[string header] =>
        Headers.FirstOrDefault(h => h.Key.Equals(header, StringComparison.OrdinalIgnoreCase)).Value;

    public static async Task<ReceivedRequest?> ReadAsync(Stream stream, CancellationToken token)
    {
        if (await LineAsync(stream, token) is not string first)
        {
            return null;
        }

        List<KeyValuePair<string, string>> headers = [];
        while (await LineAsync(stream, token) is { Length: > 0 } line)
        {
            int colon = line.IndexOf(':');
            headers.Add(new KeyValuePair<string, string>(line[..colon], line[(colon + 1)..].Trim()));
        }

        string[] words = first.Split(' ');
        ReceivedRequest request = new(words[0], words[1], headers, []);
        byte[] body = new byte[int.Parse(request["Content-Length"] ?? "0")];
        await stream.ReadExactlyAsync(body, token);
        return request with { Body = body };
    }

    private static async Task<string?> LineAsync(Stream stream, CancellationToken token)
    {
        StringBuilder line = new();
        byte[] one = new byte[1];
        while (await stream.ReadAsync(one, token) == 1)
        {
            if (one[0] == '\n')
            {
                return line.ToString().TrimEnd('\r');
            }

            line.Append((char)one[0]);
        }

        return null;
    }
}
