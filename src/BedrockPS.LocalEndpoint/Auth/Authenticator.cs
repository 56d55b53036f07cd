using System;
using BedrockPS.Local.Http;
using BedrockPS.Local.Serving;

namespace BedrockPS.Local.Auth;

/// <summary>Decides who a request is from: a signature of the endpoint's key pair, or its API key where the service takes one.</summary>
internal sealed class Authenticator
{
    private readonly SignatureVerifier _signatures;
    private readonly string _apiKey;
    private readonly string _region;

    public Authenticator(SignatureVerifier signatures, string apiKey, string region)
    {
        _signatures = signatures;
        _apiKey = apiKey;
        _region = region;
    }

    /// <param name="request">The request.</param>
    /// <param name="takesApiKey">The service the request is for accepts API keys.</param>
    /// <exception cref="ServiceFault">The request proves nothing, or something false.</exception>
    public Caller Authenticate(HttpRequest request, bool takesApiKey)
    {
        string? authorization = request.Headers["Authorization"];
        if (string.IsNullOrEmpty(authorization))
        {
            throw new ServiceFault(403, "MissingAuthenticationTokenException", "Missing Authentication Token");
        }

        if (authorization!.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase))
        {
            if (!takesApiKey)
            {
                throw ServiceFault.Denied("This service takes no API key: sign the request with an access key.");
            }

            if (!FixedTime.Equals(_apiKey, authorization.Substring("Bearer ".Length).Trim()))
            {
                throw ServiceFault.Denied("Authentication failed: Please make sure your API Key is valid.");
            }

            return new Caller(CallerKind.ApiKey, _region);
        }

        if (authorization.StartsWith("AWS4-HMAC-SHA256 ", StringComparison.Ordinal))
        {
            return new Caller(CallerKind.SigV4, _signatures.Verify(request, authorization));
        }

        throw new ServiceFault(
            400, "IncompleteSignatureException", "The Authorization header is neither AWS4-HMAC-SHA256 nor Bearer.");
    }

    /// <summary>Who a request to S3 is from; it takes signatures alone.</summary>
    /// <exception cref="ServiceFault">The request proves nothing, or something false.</exception>
    public Caller AuthenticateS3(HttpRequest request) =>
        new(CallerKind.SigV4, _signatures.VerifyS3(request, request.Headers["Authorization"]!));
}
