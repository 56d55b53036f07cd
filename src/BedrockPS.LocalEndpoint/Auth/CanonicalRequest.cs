using System;
using System.Collections.Generic;
using System.Text;
using BedrockPS.Local.Http;

namespace BedrockPS.Local.Auth;

/// <summary>The text a SigV4 signature covers, made from the request exactly as it was sent.</summary>
internal static class CanonicalRequest
{
    /// <param name="request">The request.</param>
    /// <param name="signedHeaders">Names from the Authorization header, in its order.</param>
    /// <param name="payloadHash">Hex SHA-256 of the body.</param>
    /// <param name="isS3">S3 signs the path as it is sent.</param>
    /// <returns>Null when a signed header is not in the request.</returns>
    public static string? Build(HttpRequest request, string[] signedHeaders, string payloadHash, bool isS3 = false)
    {
        StringBuilder text = new();
        text.Append(request.Method).Append('\n');
        AppendPath(text, isS3 ? Uri.UnescapeDataString(request.Path) : request.Path);
        text.Append('\n').Append(Query(request.Query)).Append('\n');
        foreach (string name in signedHeaders)
        {
            string? value = request.Headers.Joined(name);
            if (value is null)
            {
                return null;
            }

            text.Append(name).Append(':');
            AppendCollapsed(text, value);
            text.Append('\n');
        }

        return text.Append('\n').Append(string.Join(";", signedHeaders)).Append('\n').Append(payloadHash).ToString();
    }

    /// <summary>
    /// Every service but S3 signs the path encoded once more: the %3A of a model id becomes %253A. A colon that was sent bare
    /// becomes %3A.
    /// </summary>
    private static void AppendPath(StringBuilder text, string path)
    {
        foreach (byte c in Encoding.UTF8.GetBytes(path))
        {
            if (c == '/')
            {
                text.Append('/');
            }
            else
            {
                AppendEncoded(text, c);
            }
        }
    }

    private static string Query(string query)
    {
        if (query.Length == 0)
        {
            return "";
        }

        List<KeyValuePair<string, string>> pairs = [];
        foreach (string part in query.Split('&'))
        {
            if (part.Length > 0)
            {
                int equals = part.IndexOf('=');
                string name = equals < 0 ? part : part.Substring(0, equals);
                string value = equals < 0 ? "" : part.Substring(equals + 1);
                pairs.Add(new KeyValuePair<string, string>(Recode(name), Recode(value)));
            }
        }

        pairs.Sort(static (a, b) =>
            string.CompareOrdinal(a.Key, b.Key) is int order and not 0 ? order : string.CompareOrdinal(a.Value, b.Value));
        StringBuilder text = new();
        foreach (KeyValuePair<string, string> pair in pairs)
        {
            text.Append(text.Length == 0 ? "" : "&").Append(pair.Key).Append('=').Append(pair.Value);
        }

        return text.ToString();
    }

    private static string Recode(string escaped)
    {
        StringBuilder text = new();
        foreach (byte c in Encoding.UTF8.GetBytes(Uri.UnescapeDataString(escaped)))
        {
            AppendEncoded(text, c);
        }

        return text.ToString();
    }

    private static void AppendEncoded(StringBuilder text, byte c)
    {
        if (c is (>= (byte)'A' and <= (byte)'Z') or (>= (byte)'a' and <= (byte)'z') or (>= (byte)'0' and <= (byte)'9')
            or (byte)'-' or (byte)'.' or (byte)'_' or (byte)'~')
        {
            text.Append((char)c);
        }
        else
        {
            const string hex = "0123456789ABCDEF";
            text.Append('%').Append(hex[c >> 4]).Append(hex[c & 15]);
        }
    }

    private static void AppendCollapsed(StringBuilder text, string value)
    {
        bool space = false;
        foreach (char c in value.Trim())
        {
            if (c != ' ' || !space)
            {
                text.Append(c);
            }

            space = c == ' ';
        }
    }
}
