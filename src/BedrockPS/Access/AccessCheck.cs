using System;
using BedrockPS.Errors;

namespace BedrockPS;

/// <summary>One check of Test-BRModelAccess.</summary>
public sealed class AccessCheck
{
    internal AccessCheck(string check, AccessStatus status, string evidence, string? fix = null)
    {
        Check = check;
        Status = status;
        Evidence = evidence;
        Fix = fix;
    }

    /// <summary>Model as it was asked for.</summary>
    public string Model { get; private init; } = "";

    public string? Region { get; private init; }

    /// <summary>What was checked, one word such as Agreement; the same in every version.</summary>
    public string Check { get; }

    public AccessStatus Status { get; }

    /// <summary>What was found; never a secret.</summary>
    public string Evidence { get; }

    /// <summary>What to do about it; null when there is nothing to do.</summary>
    public string? Fix { get; }

    /// <summary>The same for one model in one region: a check may hold for several.</summary>
    internal AccessCheck For(string model, string? region) => new(Check, Status, Evidence, Fix) { Model = model, Region = region };

    public override string ToString() => $"{Check}: {Status}, {Evidence}" + (Fix is null ? "" : $" {Fix}");

    internal static AccessCheck OK(string check, string evidence) => new(check, AccessStatus.OK, evidence);

    internal static AccessCheck Skipped(string check, string why) => new(check, AccessStatus.Skipped, why);

    /// <summary>A check that could not be made: forbidden, not to be had here, or failed.</summary>
    internal static AccessCheck Of(string check, BedrockException exception) => exception.Code switch
    {
        "AccessDenied" => Denied(check, exception),
        "NotImplemented" or "ApiKeyRefused" or "NoCredentials" => Skipped(check, exception.Message),
        _ when exception.StatusCode == 501 => Skipped(check, $"The endpoint in use does not know {exception.Service}:{exception.Operation}."),
        _ => new AccessCheck(check, AccessStatus.Failed, $"{exception.Code}: {exception.Message}", exception.RecommendedAction),
    };

    private static AccessCheck Denied(string check, BedrockException exception)
    {
        if (exception.Operation == "Converse")
        {
            // Here it may be the model's terms as well as a policy.
            return new AccessCheck(check, AccessStatus.Denied, exception.Message, exception.RecommendedAction);
        }

        (string? action, string? resource) = IamAction.Of(exception);
        return new AccessCheck(
            check,
            AccessStatus.Denied,
            exception.Message,
            $"Ask for {action ?? exception.Service + ":" + exception.Operation} on {resource ?? "*"} in the IAM policy of this identity; a policy of the organisation may forbid it too.");
    }
}
