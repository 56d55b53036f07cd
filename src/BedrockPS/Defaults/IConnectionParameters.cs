using System.Security;

namespace BedrockPS.Defaults;

/// <summary>The connection parameters a user gave: on a cmdlet, or so far on a command line that is being completed.</summary>
public interface IConnectionParameters
{
    string? Region { get; }

    string? ProfileName { get; }

    string? ProfileLocation { get; }

    string? AccessKey { get; }

    string? SecretKey { get; }

    string? SessionToken { get; }

    object? Credential { get; }

    SecureString? ApiKey { get; }

    string? EndpointUrl { get; }

    int? MaxAttempt { get; }
}
