using System;
using System.Net;
using System.Net.Http;
using System.Net.Sockets;
using Amazon.Runtime;
using BedrockPS.Engine.Http;
using BedrockPS.Engine.Profiles;

namespace BedrockPS.Engine.Aws;

/// <summary>What it means that the SDK could not obtain keys.</summary>
internal static class SdkFailure
{
    private const int LongestMessage = 400;

    public static EngineException Explain(Profile profile, Exception e) =>
        profile.Kind == ProfileKind.SingleSignOn && IsSignedOut(e)
            ? new EngineException(
                EngineFailure.ExpiredCredentials,
                $"The single sign-on session of profile '{profile.Name}' has expired or was never begun: "
                + $"run aws sso login --profile {profile.Name}.",
                e)
            : Explain($"Profile '{profile.Name}'", e, EngineFailure.ProfileInvalid);

    /// <param name="whose">The beginning of a sentence: whose keys were wanted.</param>
    /// <param name="e">Anything the SDK has thrown.</param>
    public static EngineException Explain(string whose, Exception e) => Explain(whose, e, EngineFailure.NoCredentials);

    private static EngineException Explain(string whose, Exception e, EngineFailure otherwise)
    {
        for (Exception? at = e; at is not null; at = at.InnerException)
        {
            switch (at)
            {
                case EngineException known:
                    // A source profile has said already what is wrong with it.
                    return known;
                case AmazonServiceException { ErrorCode: "ExpiredToken" or "ExpiredTokenException" or "RequestExpired" } service:
                    return new EngineException(
                        EngineFailure.ExpiredCredentials, $"{whose} uses credentials that have expired: {Short(service.Message)}", e);
                case HttpRequestException or SocketException or WebException:
                    EngineException network = NetworkFailure.Explain(at);
                    return new EngineException(network.Failure, $"{whose} could not obtain credentials: {network.Message}", e);
            }
        }

        return e is AmazonClientException && e.Message.StartsWith("The retrieved credentials have already expired", StringComparison.Ordinal)
            ? new EngineException(EngineFailure.ExpiredCredentials, $"{whose} got credentials that had expired already.", e)
            : new EngineException(otherwise, $"{whose} gave no credentials: {Short(Innermost(e).Message)}", e);
    }

    // The SDK has no type for it, only these sentences; the service has a status.
    private static bool IsSignedOut(Exception e)
    {
        for (Exception? at = e; at is not null; at = at.InnerException)
        {
            if (at is AmazonServiceException { StatusCode: HttpStatusCode.Unauthorized }
                || (at is AmazonClientException
                    && (at.Message.StartsWith("SSO Token has expired", StringComparison.Ordinal)
                        || at.Message.StartsWith("No valid SSO Token", StringComparison.Ordinal))))
            {
                return true;
            }
        }

        return false;
    }

    private static Exception Innermost(Exception e)
    {
        while (e.InnerException is not null && e is not AmazonServiceException)
        {
            e = e.InnerException;
        }

        return e;
    }

    private static string Short(string message)
    {
        message = message.Trim();
        return message.Length <= LongestMessage ? message : message.Substring(0, LongestMessage) + "...";
    }
}
