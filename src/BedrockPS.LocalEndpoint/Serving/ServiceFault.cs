using System;

namespace BedrockPS.Local.Serving;

/// <summary>An answer that is an error in AWS's shape.</summary>
internal sealed class ServiceFault : Exception
{
    public ServiceFault(int status, string code, string message)
        : base(message)
    {
        Status = status;
        Code = code;
    }

    public int Status { get; }

    /// <summary>Error name as the service descriptions spell it, such as ValidationException.</summary>
    public string Code { get; }

    /// <summary>Status of the model's own failure; in the body of ModelErrorException and ModelStreamErrorException.</summary>
    public int? OriginalStatus { get; set; }

    public static ServiceFault Validation(string message) => new(400, "ValidationException", message);

    public static ServiceFault NotFound(string message) => new(404, "ResourceNotFoundException", message);

    public static ServiceFault Conflict(string message) => new(409, "ConflictException", message);

    public static ServiceFault Denied(string message) => new(403, "AccessDeniedException", message);

    public static ServiceFault Quota(string message) => new(400, "ServiceQuotaExceededException", message);

    public static ServiceFault NotSimulated(string service, string operation) => new(
        501,
        "NotImplementedException",
        $"The local endpoint does not simulate {service}:{operation}.");
}
