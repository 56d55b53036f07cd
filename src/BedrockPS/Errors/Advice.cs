using System;

namespace BedrockPS.Errors;

/// <summary>The next step for one particular error, more exact than its code alone allows.</summary>
internal static class Advice
{
    public static string For(BedrockException exception) => exception.Code switch
    {
        "AccessDenied" when Says(exception, "prompt caching") =>
            "Leave -CachePrompt out, or choose a model that caches prompts; see about_BedrockPS_PromptCaching.",
        "AccessDenied" => Denied(exception),
        "Validation" when IsOnDemandRefused(exception) =>
            "Use an inference profile instead of the model id, such as us.<model id>: Get-BRModel shows which profiles serve a model.",
        "Validation" when Says(exception, "model identifier is invalid") =>
            "Get-BRModel lists the model ids of this region.",
        "ExpiredCredentials" when exception.ProfileName is string profile =>
            $"Sign in again: aws sso login --profile {profile}.",
        "ResourceNotFound" when Says(exception, "end of its life") || Says(exception, "Legacy") =>
            "Choose a newer model: Get-BRModel -Lifecycle ACTIVE.",
        "ResourceNotFound" when Says(exception, "knowledge base") =>
            "Check the id and the region; Get-BRKnowledgeBase lists what there is.",
        "Validation" when Says(exception, "Session with Id") =>
            "Leave -SessionId out to begin anew: the session has ended, or is of another knowledge base or region.",
        _ => ErrorTable.For(exception.Code, exception.StatusCode).Action,
    };

    /// <summary>The model takes no on-demand calls by its own id; an inference profile does.</summary>
    public static bool IsOnDemandRefused(BedrockException exception) =>
        exception.Code == "Validation" && Says(exception, "on-demand throughput");

    private static string Denied(BedrockException exception)
    {
        if (Says(exception, "access to the model") || Says(exception, "model access") || Says(exception, "Marketplace"))
        {
            return "Enable the model for this account in this region: Test-BRModelAccess finds what is missing, Approve-BRModelAgreement agrees to its terms.";
        }

        (string? named, string? on) = IamAction.Of(exception);
        string action = named ?? "the operation";
        string resource = on ?? "the model or resource";
        return exception.Service switch
        {
            "pricing" => $"Allow {action} for this identity.",
            "s3" => $"Allow {action} on {on ?? "the bucket and its objects"} for this identity; the bucket's own policy and its key may refuse too.",
            _ => $"Allow {action} on {resource} for this identity, and check that the model is enabled for the account in this region.",
        };
    }

    private static bool Says(BedrockException exception, string words) =>
        exception.Message.IndexOf(words, StringComparison.OrdinalIgnoreCase) >= 0;
}
