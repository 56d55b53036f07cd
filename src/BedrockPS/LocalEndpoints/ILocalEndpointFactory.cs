namespace BedrockPS.LocalEndpoints;

/// <summary>What the endpoint's assembly offers to the module: one type with a well-known name implements it.</summary>
internal interface ILocalEndpointFactory
{
    /// <exception cref="BedrockException">LocalEndpointFailed: the port is taken, or a fault is not understood.</exception>
    ILocalEndpointServer Start(LocalEndpointOptions options);
}
