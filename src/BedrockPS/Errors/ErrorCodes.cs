using System;
using System.Collections.Generic;

namespace BedrockPS.Errors;

/// <summary>The service's many spellings of an error as one stable code.</summary>
internal static class ErrorCodes
{
    private const string Suffix = "Exception";

    private static readonly Dictionary<string, string> s_same = new(StringComparer.Ordinal)
    {
        ["TooManyRequests"] = "Throttling",
        ["Throttled"] = "Throttling",
        ["RequestThrottled"] = "Throttling",
        ["RequestLimitExceeded"] = "Throttling",
        ["SlowDown"] = "Throttling",
        ["LimitExceeded"] = "ServiceQuotaExceeded",
        ["ExpiredToken"] = "ExpiredCredentials",
        ["TokenRefreshRequired"] = "ExpiredCredentials",
        ["Unauthorized"] = "UnrecognizedClient",
        ["InvalidClientTokenId"] = "UnrecognizedClient",
        ["InvalidAccessKeyId"] = "UnrecognizedClient",
        ["InvalidToken"] = "UnrecognizedClient",
        ["AuthorizationHeaderMalformed"] = "PermanentRedirect",
        ["SignatureDoesNotMatch"] = "InvalidSignature",
        ["IncompleteSignature"] = "InvalidSignature",
        ["RequestExpired"] = "InvalidSignature",
        ["RequestTimeTooSkewed"] = "InvalidSignature",
        ["RequestEntityTooLarge"] = "RequestTooLarge",
        ["InternalFailure"] = "InternalServer",
        ["InternalServerError"] = "InternalServer",
        ["InternalError"] = "InternalServer",
        ["InternalService"] = "InternalServer",
        ["AccessDeniedError"] = "AccessDenied",
        ["NotAuthorized"] = "AccessDenied",
        ["ValidationError"] = "Validation",
        ["BadRequest"] = "Validation",
        ["NotFound"] = "ResourceNotFound",
        ["ServiceUnavailableError"] = "ServiceUnavailable",
    };

    /// <summary>ThrottlingException, throttlingException and ns#ThrottlingException:http://… are all Throttling.</summary>
    public static string Normalise(string code)
    {
        int space = code.LastIndexOf('#');
        string name = space >= 0 ? code.Substring(space + 1) : code;
        int colon = name.IndexOf(':');
        if (colon >= 0)
        {
            name = name.Substring(0, colon);
        }

        name = name.Trim();
        if (name.Length > Suffix.Length && name.EndsWith(Suffix, StringComparison.Ordinal))
        {
            name = name.Substring(0, name.Length - Suffix.Length);
        }

        if (name.Length > 0 && char.IsLower(name[0]))
        {
            name = char.ToUpperInvariant(name[0]) + name.Substring(1);
        }

        return s_same.TryGetValue(name, out string? same) ? same : name;
    }
}
