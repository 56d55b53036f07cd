using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Engine;
using BedrockPS.Models;
using BedrockPS.Protocol;

namespace BedrockPS.Setup;

/// <summary>One cheap signed read of each service, and what its Date says of this machine's clock.</summary>
internal sealed class ServiceChecks
{
    // The service refuses a signature that is five minutes off.
    private static readonly TimeSpan s_tolerance = TimeSpan.FromMinutes(4);

    private readonly ApiClient _api;
    private TimeSpan? _skew;

    public ServiceChecks(ApiClient api) => _api = api;

    public Task<SetupCheck> BedrockAsync(CancellationToken cancellationToken) => CallAsync(
        CheckName.Bedrock,
        "bedrock",
        "ListFoundationModels",
        [],
        static answer => string.Format(CultureInfo.InvariantCulture, "{0} models are listed.", answer.Values.Maps("modelSummaries").Count()),
        "short model names and Get-BRModel need it, calls with a full model id do not",
        cancellationToken);

    public Task<SetupCheck> BedrockRuntimeAsync(CancellationToken cancellationToken) => CallAsync(
        CheckName.BedrockRuntime,
        "bedrock-runtime",
        "ListAsyncInvokes",
        new Dictionary<string, object?> { ["maxResults"] = 1 },
        static _ => "It answers and takes the credentials.",
        "calls of models do not need it",
        cancellationToken);

    public SetupCheck Clock()
    {
        if (_skew is not TimeSpan skew)
        {
            return SetupCheck.Skipped(CheckName.Clock, "No service has told its time.");
        }

        string detail = string.Format(CultureInfo.InvariantCulture, "{0:0} s off the service's.", Math.Abs(skew.TotalSeconds));
        return skew.Duration() < s_tolerance
            ? SetupCheck.Passed(CheckName.Clock, detail)
            : SetupCheck.Warning(CheckName.Clock, detail, "Set this machine's clock: from five minutes on each first call is refused and sent again.");
    }

    private async Task<SetupCheck> CallAsync(
        string name,
        string service,
        string operation,
        Dictionary<string, object?> parameters,
        Func<ApiAnswer, string> describe,
        string whatForbiddenMeans,
        CancellationToken cancellationToken)
    {
        try
        {
            ApiAnswer answer = await _api.CallWithAnswerAsync(service, operation, parameters, cancellationToken).ConfigureAwait(false);
            ReadTime(answer.Headers);
            return SetupCheck.Passed(name, describe(answer));
        }
        catch (BedrockException exception)
        {
            if (exception.InnerException is EngineException { Headers: { } headers })
            {
                ReadTime(headers);
            }

            return exception.Code switch
            {
                "AccessDenied" when exception.Message.IndexOf("API Key", StringComparison.OrdinalIgnoreCase) >= 0 => SetupCheck.Failed(
                    name, $"AccessDenied: {exception.Message}", "Check the API key: it may have ended, or be of another region or account."),

                // It was reached and knows who asks: a role that may only call models is a good role.
                "AccessDenied" => SetupCheck.Warning(
                    name,
                    $"It answers, but this identity may not call {service}:{operation} ({whatForbiddenMeans}).",
                    $"Allow bedrock:{operation} in the IAM policy of this identity, if it is needed."),
                "NotImplemented" => SetupCheck.Passed(name, "It answers."),
                "NoRegion" => SetupCheck.Skipped(name, "Depends on the region, and there is none."),
                "NoCredentials" or "ProfileNotFound" or "ProfileInvalid" => SetupCheck.Skipped(name, "Depends on the credentials."),
                _ => SetupCheck.Failed(name, exception),
            };
        }
    }

    private void ReadTime(IReadOnlyDictionary<string, string> headers)
    {
        if (headers.TryGetValue("Date", out string? text)
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset date))
        {
            _skew = date - DateTimeOffset.UtcNow;
        }
    }
}
