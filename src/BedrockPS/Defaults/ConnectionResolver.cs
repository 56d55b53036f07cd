using System;
using BedrockPS.Cmdlets;
using BedrockPS.Engine;

namespace BedrockPS.Defaults;

/// <summary>
/// Decides the connection of a call. Credentials: literal keys, -ProfileName, -Credential, -ApiKey, session defaults,
/// $StoredAWSCredentials, then the engine's own search. Region: -Region, session default, $StoredAWSRegion, then the engine's.
/// </summary>
internal static class ConnectionResolver
{
    public static ConnectionSettings Resolve(ConnectedCmdlet cmdlet, SessionDefaults defaults) =>
        throw new NotImplementedException();
}
