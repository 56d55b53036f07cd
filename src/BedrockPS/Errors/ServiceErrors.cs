using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text.Json;
using BedrockPS.Engine;
using BedrockPS.Models;
using BedrockPS.Protocol;

namespace BedrockPS.Errors;

/// <summary>Turns the engine's failures and in-stream error frames into <see cref="BedrockException"/>.</summary>
internal static class ServiceErrors
{
    private const int NotFound = 404;

    /// <param name="exception">What the engine reports.</param>
    /// <param name="service">Service that was called, if one was.</param>
    /// <param name="operation">Operation that was called, if one was.</param>
    /// <param name="profileName">Profile of the connection, for the advice to name.</param>
    public static BedrockException From(EngineException exception, string? service, string? operation, string? profileName = null)
    {
        BedrockException error = exception.Failure == EngineFailure.Service
            ? FromAnswer(exception, service, operation)
            : new BedrockException(exception.Failure.ToString(), Told(exception), exception);
        error.StatusCode = exception.StatusCode;
        error.RequestId = exception.RequestId;
        error.Service = service;
        error.Operation = operation;
        error.ProfileName = profileName;
        error.Body = exception.Body is { Length: > 0 } body ? ValueBytes.Utf8.GetString(body) : null;
        if (exception.Failure == EngineFailure.Service)
        {
            error.IsRetryable = ErrorTable.For(error.Code, error.StatusCode).IsRetryable;
        }

        return error;
    }

    /// <summary>An exception or error frame of an event stream.</summary>
    public static BedrockException FromFrame(in EventFrame frame, string? service, string? operation, string? requestId)
    {
        IReadOnlyDictionary<string, object?>? body = TryParse(frame.Payload.ToArray());
        string? message = Text(body, "message", "Message");
        if (message is null && frame.MessageType == "error")
        {
            message = EventHeaders.TryGet(frame, ":error-message", out string text) ? text : null;
        }

        string name = string.IsNullOrEmpty(frame.Type) ? "ModelStreamError" : frame.Type!;
        string code = Specific(ErrorCodes.Normalise(name), message);
        int status = service is null ? 0 : StatusOf(ServiceDescription.Get(service), name);
        return new BedrockException(code, message ?? $"The service ended the stream of {operation} with {name} and gave no message.")
        {
            StatusCode = status,
            RequestId = requestId,
            Service = service,
            Operation = operation,
            IsRetryable = ErrorTable.For(code, status).IsRetryable,
            Body = frame.Payload.Length > 0 ? ValueBytes.Utf8.GetString(frame.Payload.ToArray()) : null,
        };
    }

    /// <summary>What the answer of an operation on several things says of one that failed: code, a name or an HTTP status, and message.</summary>
    public static BedrockException FromItem(IReadOnlyDictionary<string, object?> item, OperationDescription operation)
    {
        string name = item.Text("code");
        string? message = Text(item, "message");
        bool isStatus = int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out int status);
        string code = status == NotFound ? "ResourceNotFound" : isStatus ? ErrorTable.CodeOf(status) : Specific(ErrorCodes.Normalise(name), message);
        return new BedrockException(code, message ?? $"{operation.Name} was refused with {name} and no message.")
        {
            StatusCode = isStatus ? status : StatusOf(operation.Service, name),
            Service = operation.Service.Name,
            Operation = operation.Name,
        };
    }

    /// <summary>Who has configured nothing yet sees the ways on in the message itself: no view shows the recommended action.</summary>
    private static string Told(EngineException exception) => exception.Failure is EngineFailure.NoRegion or EngineFailure.NoCredentials
        ? $"{exception.Message} {ErrorTable.For(exception.Failure.ToString()).Action} Test-BRSetup shows what is missing."
        : exception.Message;

    private static BedrockException FromAnswer(EngineException exception, string? service, string? operation)
    {
        byte[] content = exception.Body ?? [];
        IReadOnlyDictionary<string, object?>? body = TryParse(content);
        string? name = string.IsNullOrEmpty(exception.ErrorCode) ? Text(body, "__type", "code", "Code") : exception.ErrorCode;
        if (name is null)
        {
            return new BedrockException(
                ErrorTable.CodeOf(exception.StatusCode),
                Text(body, "message", "Message") ?? Foreign(exception.StatusCode, content, operation),
                exception);
        }

        // What speaks no JSON has been read where it was called.
        string? message = Text(body, "message", "Message", "errorMessage") ?? (service == "s3" ? exception.Message : null);
        string code = Specific(ErrorCodes.Normalise(name), message);
        BedrockException error = new(
            code,
            string.IsNullOrEmpty(message) ? $"{service} refused {operation} with {name} and gave no message." : message!,
            exception);
        if (code == "AccessDenied" && message?.IndexOf("API key", StringComparison.OrdinalIgnoreCase) >= 0)
        {
            error.RecommendedAction =
                "Check the API key (-ApiKey, Set-BRDefault -ApiKey, AWS_BEARER_TOKEN_BEDROCK): it may have expired, be of another region, or be cut. "
                + "Make a new one in the Bedrock console, or use IAM credentials.";
        }

        return error;
    }

    private static string Foreign(int status, byte[] content, string? operation) =>
        content.Length == 0
            ? $"{operation} was answered with HTTP {status} and nothing more; that is not how the service answers, a proxy or gateway may be in between."
            : $"{operation} was answered with HTTP {status} and a body that is not the service's (a proxy, gateway or login page?): {Excerpt.Of(content)}";

    /// <summary>Expired tokens are reported under several codes; what the user must do is the same.</summary>
    private static string Specific(string code, string? message) =>
        code is "UnrecognizedClient" or "AccessDenied"
            && message is not null
            && message.IndexOf("token", StringComparison.OrdinalIgnoreCase) >= 0
            && message.IndexOf("expired", StringComparison.OrdinalIgnoreCase) >= 0
            ? "ExpiredCredentials"
            : code;

    private static int StatusOf(ServiceDescription service, string name)
    {
        string shape = name.Length > 0 ? char.ToUpperInvariant(name[0]) + name.Substring(1) : name;
        return service.FindShape(shape)?.ErrorStatus ?? 0;
    }

    private static IReadOnlyDictionary<string, object?>? TryParse(byte[] content)
    {
        if (content.Length == 0)
        {
            return null;
        }

        try
        {
            return JsonText.Parse(content) as Dictionary<string, object?>;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Text(IReadOnlyDictionary<string, object?>? body, params string[] names)
    {
        foreach (string name in names)
        {
            if (body is not null && body.TryGetValue(name, out object? value) && value is string text)
            {
                return text;
            }
        }

        return null;
    }
}
