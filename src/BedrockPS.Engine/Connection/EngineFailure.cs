namespace BedrockPS.Engine;

/// <summary>Why a request gave no usable answer.</summary>
public enum EngineFailure
{
    /// <summary>The service answered with an error status; code, headers and body are on the exception.</summary>
    Service,
    NoRegion,
    NoCredentials,
    /// <summary>An SSO token or temporary credential has expired and cannot be renewed here.</summary>
    ExpiredCredentials,
    ProfileNotFound,
    /// <summary>A profile exists and cannot be used: a role that is refused, a credential_process that fails, a missing key.</summary>
    ProfileInvalid,
    /// <summary>An API key was given for a service that takes none, or would travel over plain http to another machine.</summary>
    ApiKeyRefused,
    EndpointInvalid,
    NameResolution,
    /// <summary>Refused, reset or closed before the answer was complete.</summary>
    Connection,
    Tls,
    /// <summary>What the endpoint or a proxy speaks is HTTP/1.1 only, for a call that sends and receives at once.</summary>
    NoHttp2,
    /// <summary>The overall limit of the call has passed.</summary>
    Timeout,
    /// <summary>Nothing arrived for the idle limit.</summary>
    IdleTimeout,
    StreamTruncated,
    StreamCorrupt,
    /// <summary>An MCP server is not there, does not start, or does not speak the protocol.</summary>
    McpUnreachable,
    /// <summary>An MCP server went away while it was needed.</summary>
    McpEnded,
    McpTimeout,
}
