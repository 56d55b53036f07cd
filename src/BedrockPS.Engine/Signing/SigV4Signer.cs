using System;
using System.Collections.Generic;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace BedrockPS.Engine.Signing;

/// <summary>
/// AWS Signature Version 4 over headers. Written out here because it is all of the SDK that a call with known keys needs, and
/// loading the SDK for it would double the time of a first call.
/// </summary>
internal static class SigV4Signer
{
    private const string Algorithm = "AWS4-HMAC-SHA256";

    /// <summary>Gives the value of the Authorization header of a request whose body is known whole.</summary>
    public static string Sign(
        string method,
        string path,
        IReadOnlyList<KeyValuePair<string, string>> query,
        IReadOnlyList<KeyValuePair<string, string>> headers,
        byte[] body,
        SigningScope scope) =>
        Sign(method, path, query, headers, Hex(Sha256(body)), scope, out _);

    /// <summary>Gives the value of the Authorization header.</summary>
    /// <param name="method">HTTP method in capitals.</param>
    /// <param name="path">Path as it goes over the wire, percent-encoded once.</param>
    /// <param name="query">Query pairs, not yet encoded.</param>
    /// <param name="headers">Headers to sign; host and x-amz-date must be among them.</param>
    /// <param name="payloadHash">Hash of the body in hex, or what stands in its place where the body is signed by itself.</param>
    /// <param name="scope">Whose signature, for when and where.</param>
    /// <param name="signature">The signature alone, in hex.</param>
    public static string Sign(
        string method,
        string path,
        IReadOnlyList<KeyValuePair<string, string>> query,
        IReadOnlyList<KeyValuePair<string, string>> headers,
        string payloadHash,
        SigningScope scope,
        out string signature)
    {
        string canonical = CanonicalRequest(method, path, query, headers, payloadHash, out string signedHeaders);
        signature = Hex(Hmac(SigningKey(scope), StringToSign(canonical, scope)));
        return $"{Algorithm} Credential={scope.AccessKey}/{scope.Name}, SignedHeaders={signedHeaders}, Signature={signature}";
    }

    internal static string StringToSign(string canonicalRequest, SigningScope scope) =>
        $"{Algorithm}\n{scope.Timestamp}\n{scope.Name}\n{Hex(Sha256(Encoding.UTF8.GetBytes(canonicalRequest)))}";

    internal static string CanonicalRequest(
        string method,
        string path,
        IReadOnlyList<KeyValuePair<string, string>> query,
        IReadOnlyList<KeyValuePair<string, string>> headers,
        string payloadHash,
        out string signedHeaders)
    {
        StringBuilder text = new(1024);
        text.Append(method).Append('\n');
        // The path is encoded a second time: only S3 signs it as sent.
        PercentEncoding.Append(text, PathOf(path), keepSlash: true);
        text.Append('\n');
        AppendQuery(text, query);
        text.Append('\n');
        signedHeaders = AppendHeaders(text, headers);
        text.Append('\n').Append(signedHeaders).Append('\n').Append(payloadHash);
        return text.ToString();
    }

    private static string PathOf(string path) => path.Length == 0 ? "/" : path;

    private static void AppendQuery(StringBuilder text, IReadOnlyList<KeyValuePair<string, string>> query)
    {
        if (query.Count == 0)
        {
            return;
        }

        List<KeyValuePair<string, string>> pairs = new(query.Count);
        for (int i = 0; i < query.Count; i++)
        {
            pairs.Add(new KeyValuePair<string, string>(PercentEncoding.Encode(query[i].Key), PercentEncoding.Encode(query[i].Value)));
        }

        pairs.Sort(static (a, b) =>
        {
            int byName = string.CompareOrdinal(a.Key, b.Key);
            return byName != 0 ? byName : string.CompareOrdinal(a.Value, b.Value);
        });
        for (int i = 0; i < pairs.Count; i++)
        {
            text.Append(i == 0 ? "" : "&").Append(pairs[i].Key).Append('=').Append(pairs[i].Value);
        }
    }

    private static string AppendHeaders(StringBuilder text, IReadOnlyList<KeyValuePair<string, string>> headers)
    {
        List<KeyValuePair<string, string>> sorted = new(headers.Count);
        for (int i = 0; i < headers.Count; i++)
        {
            sorted.Add(new KeyValuePair<string, string>(headers[i].Key.ToLowerInvariant(), Squeeze(headers[i].Value)));
        }

        sorted.Sort(static (a, b) => string.CompareOrdinal(a.Key, b.Key));
        StringBuilder names = new(128);
        foreach (KeyValuePair<string, string> header in sorted)
        {
            text.Append(header.Key).Append(':').Append(header.Value).Append('\n');
            names.Append(names.Length == 0 ? "" : ";").Append(header.Key);
        }

        return names.ToString();
    }

    // Trims the value and folds runs of spaces into one.
    private static string Squeeze(string value)
    {
        value = value.Trim();
        if (value.IndexOf("  ", StringComparison.Ordinal) < 0)
        {
            return value;
        }

        StringBuilder text = new(value.Length);
        foreach (char c in value)
        {
            if (c != ' ' || text[text.Length - 1] != ' ')
            {
                text.Append(c);
            }
        }

        return text.ToString();
    }

    internal static byte[] SigningKey(SigningScope scope)
    {
        byte[] key = Hmac(Encoding.UTF8.GetBytes("AWS4" + scope.SecretKey), scope.Date);
        key = Hmac(key, scope.Region);
        key = Hmac(key, scope.Service);
        return Hmac(key, "aws4_request");
    }

    internal static byte[] Hmac(byte[] key, string text)
    {
        byte[] data = Encoding.UTF8.GetBytes(text);
#if NET
        return HMACSHA256.HashData(key, data);
#else
        using HMACSHA256 hmac = new(key);
        return hmac.ComputeHash(data);
#endif
    }

    internal static byte[] Sha256(byte[] data)
    {
#if NET
        return SHA256.HashData(data);
#else
        using SHA256 sha = SHA256.Create();
        return sha.ComputeHash(data);
#endif
    }

    internal static string Hex(byte[] bytes)
    {
        const string Digits = "0123456789abcdef";
        char[] text = new char[bytes.Length * 2];
        for (int i = 0; i < bytes.Length; i++)
        {
            text[2 * i] = Digits[bytes[i] >> 4];
            text[(2 * i) + 1] = Digits[bytes[i] & 15];
        }

        return new string(text);
    }
}
