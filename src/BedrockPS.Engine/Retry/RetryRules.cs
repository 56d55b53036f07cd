using System;
using System.Collections.Generic;
using System.Globalization;

namespace BedrockPS.Engine.Retry;

/// <summary>What is sent again and after which wait: the SDKs' Standard mode, with Bedrock's own codes.</summary>
internal static class RetryRules
{
    private static readonly TimeSpan s_longestWait = TimeSpan.FromSeconds(20);

    private static readonly HashSet<string> s_retriedCodes = new(StringComparer.OrdinalIgnoreCase)
    {
        "Throttling", "ThrottlingException", "ThrottledException", "RequestThrottledException", "TooManyRequestsException",
        "RequestLimitExceeded", "BandwidthLimitExceeded", "RequestThrottled", "SlowDown", "PriorRequestNotComplete",
        "ProvisionedThroughputExceededException", "TransactionInProgressException", "LimitExceededException",
        "RequestTimeout", "RequestTimeoutException", "ModelNotReadyException",
    };

    /// <summary>An error answer that another attempt may turn into success.</summary>
    public static bool IsTransient(EngineException e)
    {
        if (e.Failure != EngineFailure.Service)
        {
            return false;
        }

        if (e.ErrorCode is string code && s_retriedCodes.Contains(code))
        {
            return true;
        }

        // 429 without a code comes from a gateway on the way. 424 and 408 are a model's own failure and time-out: the prompt would
        // only be paid for twice.
        return e.StatusCode is 500 or 502 or 503 or 504 || (e.StatusCode == 429 && e.ErrorCode is null);
    }

    /// <summary>A transient error answer that says: too many requests, or not now.</summary>
    public static bool IsBusy(EngineException e) =>
        IsTransient(e) && (e.StatusCode is 429 or 503 || (e.ErrorCode is string code && s_retriedCodes.Contains(code)));

    /// <summary>A time drawn from zero up to 1, 2, 4 ... 20 seconds, or what the service asked for if that is longer.</summary>
    /// <param name="attempt">The attempt that failed, from 1.</param>
    /// <param name="draw">From 0 to 1.</param>
    /// <param name="headers">Headers of the error answer, if there was one.</param>
    public static TimeSpan WaitAfter(int attempt, double draw, IReadOnlyDictionary<string, string>? headers)
    {
        double seconds = draw * Math.Min(s_longestWait.TotalSeconds, Math.Pow(2, Math.Min(attempt - 1, 10)));
        TimeSpan wait = TimeSpan.FromSeconds(seconds);
        TimeSpan? asked = Asked(headers);
        return asked is null || asked < wait ? wait : asked > s_longestWait ? s_longestWait : asked.Value;
    }

    /// <summary>The wait that the headers of an error answer ask for, if they do.</summary>
    public static TimeSpan? Asked(IReadOnlyDictionary<string, string>? headers)
    {
        if (headers is null)
        {
            return null;
        }

        if (headers.TryGetValue("x-amz-retry-after", out string? text)
            && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int milliseconds))
        {
            return TimeSpan.FromMilliseconds(milliseconds);
        }

        if (!headers.TryGetValue("Retry-After", out text))
        {
            return null;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int seconds))
        {
            return TimeSpan.FromSeconds(seconds);
        }

        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset when)
            ? when - DateTimeOffset.UtcNow
            : null;
    }
}
