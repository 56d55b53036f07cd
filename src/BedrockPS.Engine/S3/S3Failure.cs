using System;
using System.Collections.Generic;
using System.IO;
using System.Net;
using System.Net.Http;
using Amazon.Runtime;
using BedrockPS.Engine.Http;

namespace BedrockPS.Engine.S3;

/// <summary>What the S3 client throws, as the engine's own exception.</summary>
internal static class S3Failure
{
    /// <param name="e">Anything that came out of the client.</param>
    /// <param name="location">What was asked for, for messages that name nothing.</param>
    public static EngineException Explain(Exception e, S3Location location)
    {
        for (Exception? at = e; at is not null; at = at.InnerException)
        {
            if (at is EngineException known)
            {
                // The credentials have said what is wrong with them.
                return known;
            }
        }

        return e is AmazonServiceException { StatusCode: > 0 } service ? OfService(service, location) : NetworkFailure.Explain(e);
    }

    /// <summary>Nothing but the network is to blame, so that asking again may help.</summary>
    public static bool IsBroken(Exception e) =>
        e is IOException or HttpRequestException or WebException
        || (e is AmazonClientException && e.InnerException is Exception inner && IsBroken(inner))
        || e is AmazonServiceException { StatusCode: 0 or >= HttpStatusCode.InternalServerError };

    private static EngineException OfService(AmazonServiceException e, S3Location location)
    {
        // To HEAD S3 gives a status and no body.
        bool isBare = string.IsNullOrEmpty(e.ErrorCode) || e.ErrorCode == e.StatusCode.ToString();
        string code = !isBare ? e.ErrorCode : e.StatusCode switch
        {
            HttpStatusCode.NotFound => location.Key.Length == 0 ? "NoSuchBucket" : "NoSuchKey",
            HttpStatusCode.Forbidden => "AccessDenied",
            HttpStatusCode.MovedPermanently => "PermanentRedirect",
            HttpStatusCode.PreconditionFailed => "PreconditionFailed",
            _ => "",
        };
        string message = string.IsNullOrEmpty(e.Message) || isBare ? $"S3 answered with HTTP {(int)e.StatusCode}." : e.Message.Trim();
        return new EngineException(EngineFailure.Service, $"{location}: {message}", e)
        {
            StatusCode = (int)e.StatusCode,
            ErrorCode = code,
            RequestId = e.RequestId,
            Headers = new Dictionary<string, string>(),
        };
    }
}
