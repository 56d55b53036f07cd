using System;
using BedrockPS.Conformance.Hosting;

namespace BedrockPS.Conformance;

/// <summary>One endpoint for the tests of a class, started with the first of them that has its client.</summary>
public sealed class SharedEndpoint : IDisposable
{
    private readonly Lazy<EndpointProcess> _endpoint = new(() => EndpointProcess.Start());

    public EndpointProcess Endpoint => _endpoint.Value;

    public void Dispose()
    {
        if (_endpoint.IsValueCreated)
        {
            _endpoint.Value.Dispose();
        }
    }
}
