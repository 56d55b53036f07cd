using BedrockPS.LocalEndpoints;

namespace BedrockPS.Local;

/// <summary>Found by its name when the first endpoint is started.</summary>
internal sealed class LocalEndpointFactory : ILocalEndpointFactory
{
    public ILocalEndpointServer Start(LocalEndpointOptions options) => LocalEndpointServer.Start(options);
}
