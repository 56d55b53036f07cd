namespace BedrockPS.Local.Faults;

/// <summary>Which error goes with which HTTP status.</summary>
internal static class FaultCodes
{
    public static string NameOf(int status) => status switch
    {
        400 => "ValidationException",
        403 => "AccessDeniedException",
        404 => "ResourceNotFoundException",
        408 => "ModelTimeoutException",
        409 => "ConflictException",
        424 => "ModelErrorException",
        429 => "ThrottlingException",
        503 => "ServiceUnavailableException",
        _ => status < 500 ? "ValidationException" : "InternalServerException",
    };

    public static int StatusOf(string code) => code switch
    {
        "AccessDeniedException" or "ExpiredTokenException" or "UnrecognizedClientException" => 403,
        "ResourceNotFoundException" => 404,
        "ModelTimeoutException" => 408,
        "ConflictException" or "ResourceInUseException" => 409,
        "ModelErrorException" or "ModelStreamErrorException" or "DependencyFailedException" => 424,
        "ThrottlingException" or "ModelNotReadyException" => 429,
        "InternalServerException" or "InternalFailure" => 500,
        "BadGatewayException" => 502,
        "ServiceUnavailableException" => 503,
        _ => 400,
    };
}
