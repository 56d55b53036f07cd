using System.Collections.Generic;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using BedrockPS.LocalEndpoints;

namespace BedrockPS.Cmdlets;

/// <summary>Stops endpoints and gives the session back the connection it had before.</summary>
[Cmdlet(VerbsLifecycle.Stop, "BRLocalEndpoint", SupportsShouldProcess = true)]
[OutputType(typeof(void))]
public sealed class StopBRLocalEndpointCommand : BedrockCmdlet
{
    /// <summary>Endpoints to stop; all that this session has started when not given.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    public LocalEndpoint[]? Endpoint { get; set; }

    protected override object? Target => Endpoint;

    protected override void Process()
    {
        if (Endpoint is null && MyInvocation.ExpectingInput)
        {
            return;
        }

        IReadOnlyList<LocalEndpoint> endpoints = Endpoint ?? LocalEndpointRegistry.StartedBy(Runspace.DefaultRunspace);
        for (int i = endpoints.Count - 1; i >= 0; i--)
        {
            if (endpoints[i].IsRunning && ShouldProcess(endpoints[i].Url, "Stop the local Bedrock endpoint"))
            {
                LocalEndpointRegistry.Stop(endpoints[i]);
            }
        }
    }
}
