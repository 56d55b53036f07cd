using System;
using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using BedrockPS.Local.Http;
using BedrockPS.Local.Serving;
using BedrockPS.Local.Storage;

namespace BedrockPS.Local.Auth;

/// <summary>Checks AWS Signature Version 4 of one key pair.</summary>
internal sealed class SignatureVerifier
{
    private const string Algorithm = "AWS4-HMAC-SHA256";
    private static readonly TimeSpan s_window = TimeSpan.FromMinutes(15);

    private readonly ConcurrentDictionary<string, byte[]> _signingKeys = new(StringComparer.Ordinal);
    private readonly string _accessKey;
    private readonly string _secretKey;
    private readonly string? _sessionToken;

    /// <param name="accessKey">The one access key that is known.</param>
    /// <param name="secretKey">Its secret.</param>
    /// <param name="sessionToken">The token requests must bring; null: none may.</param>
    public SignatureVerifier(string accessKey, string secretKey, string? sessionToken)
    {
        _accessKey = accessKey;
        _secretKey = secretKey;
        _sessionToken = sessionToken;
    }

    /// <summary>The region the request is scoped to.</summary>
    /// <exception cref="ServiceFault">As AWS answers each of the things that can be wrong.</exception>
    public string Verify(HttpRequest request, string authorization) =>
        Verify(request, authorization, "bedrock", HexText.Of(Sha256(request.Body)));

    /// <summary>The same for a request to S3, which tells the hash of its body or that the body is not signed with it.</summary>
    /// <exception cref="ServiceFault">As AWS answers each of the things that can be wrong.</exception>
    public string VerifyS3(HttpRequest request, string authorization) => Verify(
        request,
        authorization,
        "s3",
        request.Headers["x-amz-content-sha256"] ?? throw Incomplete("The request has no x-amz-content-sha256 header."));

    private string Verify(HttpRequest request, string authorization, string service, string payloadHash)
    {
        string credential = Field(authorization, "Credential");
        string signedHeaders = Field(authorization, "SignedHeaders");
        string signature = Field(authorization, "Signature");
        string[] scope = credential.Split('/');
        if (scope.Length != 5)
        {
            throw Incomplete("Credential must be key/date/region/service/aws4_request.");
        }

        string stamp = request.Headers["X-Amz-Date"]
            ?? throw Incomplete("The request has no X-Amz-Date header.");
        if (!DateTime.TryParseExact(
            stamp,
            "yyyyMMdd'T'HHmmss'Z'",
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out DateTime time))
        {
            throw Incomplete("X-Amz-Date must look like 20300131T235959Z.");
        }

        CheckKey(request, scope[0]);
        CheckScope(scope, stamp, service);
        CheckTime(time, stamp);
        string[] names = signedHeaders.Split(';');
        if (Array.IndexOf(names, "host") < 0 || (Array.IndexOf(names, "x-amz-date") < 0))
        {
            throw Invalid("'Host' and 'X-Amz-Date' must be among the signed headers.");
        }

        string canonical = CanonicalRequest.Build(request, names, payloadHash, service == "s3")
            ?? throw Invalid("A signed header is missing from the request.");
        string expected = Sign(scope, stamp, canonical);
        if (!FixedTime.Equals(expected, signature))
        {
            throw Invalid(
                "The request signature we calculated does not match the signature you provided. "
                + "Check the secret key and the signing method.");
        }

        return scope[2];
    }

    private void CheckKey(HttpRequest request, string accessKey)
    {
        string? token = request.Headers["X-Amz-Security-Token"];
        bool tokenFits = _sessionToken is null ? token is null : token is not null && FixedTime.Equals(_sessionToken, token);
        if (!FixedTime.Equals(_accessKey, accessKey) || !tokenFits)
        {
            throw new ServiceFault(
                403, "UnrecognizedClientException", "The security token included in the request is invalid.");
        }
    }

    private static void CheckScope(string[] scope, string stamp, string service)
    {
        if (scope[4] != "aws4_request")
        {
            throw Invalid("The credential scope must end with aws4_request.");
        }

        if (scope[3] != service)
        {
            throw Invalid($"Credential should be scoped to correct service: '{service}', not '{scope[3]}'.");
        }

        if (!stamp.StartsWith(scope[1], StringComparison.Ordinal) || scope[1].Length != 8)
        {
            throw Invalid("The date of the credential scope is not the date of X-Amz-Date.");
        }

        if (scope[2].Length == 0)
        {
            throw Invalid("The credential scope names no region.");
        }
    }

    private static void CheckTime(DateTime time, string stamp)
    {
        DateTime now = DateTime.UtcNow;
        string clock = now.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        if (time < now - s_window)
        {
            throw Invalid($"Signature expired: {stamp} is more than 15 minutes before {clock}.");
        }

        if (time > now + s_window)
        {
            throw Invalid($"Signature not yet current: {stamp} is more than 15 minutes after {clock}.");
        }
    }

    private string Sign(string[] scope, string stamp, string canonical)
    {
        string scopeText = $"{scope[1]}/{scope[2]}/{scope[3]}/{scope[4]}";
        string toSign = $"{Algorithm}\n{stamp}\n{scopeText}\n{HexText.Of(Sha256(Encoding.UTF8.GetBytes(canonical)))}";
        return HexText.Of(Hmac(SigningKey(scope, scopeText), toSign));
    }

    private byte[] SigningKey(string[] scope, string scopeText)
    {
        if (_signingKeys.TryGetValue(scopeText, out byte[]? known))
        {
            return known;
        }

        byte[] key = Encoding.UTF8.GetBytes("AWS4" + _secretKey);
        for (int i = 1; i < scope.Length; i++)
        {
            key = Hmac(key, scope[i]);
        }

        if (_signingKeys.Count > 256)
        {
            // Regions are free text here: a client that makes them up must not fill the memory.
            _signingKeys.Clear();
        }

        _signingKeys[scopeText] = key;
        return key;
    }

    private static string Field(string authorization, string name)
    {
        foreach (string part in authorization.Substring(Algorithm.Length).Split(','))
        {
            string field = part.Trim();
            if (field.StartsWith(name + "=", StringComparison.Ordinal))
            {
                return field.Substring(name.Length + 1);
            }
        }

        throw Incomplete($"Authorization header requires '{name}' parameter.");
    }

    private static byte[] Hmac(byte[] key, string text)
    {
        using HMACSHA256 hash = new(key);
        return hash.ComputeHash(Encoding.UTF8.GetBytes(text));
    }

    private static byte[] Sha256(byte[] bytes)
    {
        using SHA256 hash = SHA256.Create();
        return hash.ComputeHash(bytes);
    }

    private static ServiceFault Invalid(string message) => new(403, "InvalidSignatureException", message);

    private static ServiceFault Incomplete(string message) => new(400, "IncompleteSignatureException", message);
}
