using System;
using System.Collections.Generic;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace BedrockPS.Unit.Engine;

/// <summary>The service's side of Signature Version 4, written from the description of the algorithm and from what came over the wire.</summary>
internal static partial class SignatureCheck
{
    /// <summary>Throws unless the request carries a right signature of this secret for this region.</summary>
    public static void Verify(ReceivedRequest request, string secret, string region) =>
        Verify(request, secret, region, Hash(request.Body));

    /// <summary>The same of a service that is not Bedrock.</summary>
    public static void VerifyOther(ReceivedRequest request, string secret, string region, string service) =>
        Verify(request, secret, region, Hash(request.Body), service);

    /// <summary>Throws unless the request carries a right signature over what stands for its body's hash; gives the signature.</summary>
    public static string Verify(ReceivedRequest request, string secret, string region, string payloadHash, string service = "bedrock")
    {
        Match m = Authorization().Match(request["Authorization"] ?? throw new InvalidOperationException("not signed"));
        if (!m.Success)
        {
            throw new InvalidOperationException("no SigV4: " + request["Authorization"]);
        }

        string[] scope = m.Groups["scope"].Value.Split('/');
        string[] signed = m.Groups["headers"].Value.Split(';');
        if (scope is not [_, string date, string scopeRegion, string name, "aws4_request"] || scopeRegion != region || name != service)
        {
            throw new InvalidOperationException("wrong scope: " + m.Groups["scope"].Value);
        }

        foreach (string required in request.Headers.Select(h => h.Key.ToLowerInvariant())
            .Where(h => h is "host" or "content-type" || h.StartsWith("x-amz-")))
        {
            if (!signed.Contains(required))
            {
                throw new InvalidOperationException(required + " is not signed");
            }
        }

        string[] target = request.Target.Split('?', 2);
        string path = string.Join('/', target[0].Split('/').Select(Uri.EscapeDataString));
        string query = target.Length == 1 ? "" : string.Join('&', target[1].Split('&').Order(StringComparer.Ordinal));
        string headers = string.Concat(signed.Select(name => $"{name}:{Regex.Replace(request[name]!.Trim(), " +", " ")}\n"));
        string canonical = string.Join('\n', request.Method, path, query, headers, string.Join(';', signed), payloadHash);
        string text = string.Join(
            '\n', "AWS4-HMAC-SHA256", request["x-amz-date"], string.Join('/', scope[1..]), Hash(Encoding.UTF8.GetBytes(canonical)));
        string expected = Convert.ToHexStringLower(HMACSHA256.HashData(Key(secret, scope[1..]), Encoding.UTF8.GetBytes(text)));
        if (!request["x-amz-date"]!.StartsWith(date) || expected != m.Groups["signature"].Value)
        {
            throw new InvalidOperationException("wrong signature over\n" + canonical);
        }

        return expected;
    }

    public static byte[] Key(string secret, params string[] scope)
    {
        byte[] key = Encoding.UTF8.GetBytes("AWS4" + secret);
        foreach (string part in scope)
        {
            key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(part));
        }

        return key;
    }

    public static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    [GeneratedRegex("^AWS4-HMAC-SHA256 Credential=(?<scope>[^,]+), SignedHeaders=(?<headers>[a-z0-9;:-]+), Signature=(?<signature>[0-9a-f]{64})$")]
    private static partial Regex Authorization();
}
