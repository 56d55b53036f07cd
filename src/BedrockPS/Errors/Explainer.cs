using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;

namespace BedrockPS.Errors;

/// <summary>Explains one error: what its code means in general and what this one tells in particular.</summary>
internal static class Explainer
{
    /// <param name="exception">The error.</param>
    /// <param name="target">The input it belongs to.</param>
    public static ErrorExplanation Explain(BedrockException exception, object? target)
    {
        ErrorKind kind = ErrorTable.For(exception.Code, exception.StatusCode);
        CodeExplanation known = ErrorExplanations.For(Variant(exception), exception.Code, kind);
        (string? action, string? resource) = kind.Category == ErrorCategory.PermissionDenied ? IamAction.Of(exception)
            : exception.StatusCode > 0 ? (IamAction.OfOperation(exception), null)
            // Nothing reached the service: no permission has a part in it.
            : (null, null);
        return new ErrorExplanation
        {
            Summary = known.Summary,
            Message = exception.Message,
            Code = exception.Code,
            Category = kind.Category,
            Service = exception.Service,
            Operation = exception.Operation,
            StatusCode = exception.StatusCode,
            IamAction = action,
            Resource = resource,
            IsRetryable = exception.IsRetryable,
            RequestId = exception.RequestId,
            TargetObject = target,
            // Arrays: PowerShell cannot index into what the compiler makes of a list it may choose itself.
            Cause = known.Causes.ToArray(),
            RecommendedAction = exception.RecommendedAction,
            NextCommand = known.Commands.Select(command => Fill(command, exception, action, resource)).ToArray(),
            Topic = known.Topic,
        };
    }

    /// <summary>One code may stand for several troubles that only the message tells apart.</summary>
    private static string Variant(BedrockException exception) => exception.Code switch
    {
        "Validation" when Advice.IsOnDemandRefused(exception) => "Validation:OnDemand",
        "Validation" when Says(exception, "model identifier is invalid") => "Validation:Model",
        "Validation" when Says(exception, "too long") || Says(exception, "context window") || Says(exception, "maximum number of tokens") => "Validation:Length",
        "AccessDenied" when Says(exception, "access to the model") || Says(exception, "model access") || Says(exception, "Marketplace") => "AccessDenied:Model",
        "AccessDenied" when Says(exception, "explicit deny") || Says(exception, "service control policy") => "AccessDenied:Explicit",
        "ResourceNotFound" when Says(exception, "end of its life") || Says(exception, "Legacy") => "ResourceNotFound:Retired",
        "ResourceNotFound" when Says(exception, "use case details") => "AccessDenied:Model",
        string code => code,
    };

    /// <summary>What is not known stays in angle brackets for the reader to fill in.</summary>
    private static string Fill(string command, BedrockException exception, string? action, string? resource) => command
        .Replace("{action}", action ?? "<action>")
        .Replace("{resource}", resource ?? "<model arn>")
        .Replace("{operation}", exception.Operation ?? "<operation>")
        .Replace("{service}", exception.Service ?? "bedrock-runtime")
        .Replace(" --profile {profile}", exception.ProfileName is string profile ? " --profile " + profile : "");

    private static bool Says(BedrockException exception, string words) =>
        exception.Message.IndexOf(words, StringComparison.OrdinalIgnoreCase) >= 0;
}
