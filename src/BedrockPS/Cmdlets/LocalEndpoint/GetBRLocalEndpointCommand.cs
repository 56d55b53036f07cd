using System.Collections.Generic;
using System.Management.Automation;
using BedrockPS.LocalEndpoints;

namespace BedrockPS.Cmdlets;

/// <summary>The endpoints of this process, or the requests they have answered.</summary>
[Cmdlet(VerbsCommon.Get, "BRLocalEndpoint")]
[OutputType(typeof(LocalEndpoint), typeof(LocalEndpointRequest))]
public sealed class GetBRLocalEndpointCommand : BedrockCmdlet
{
    /// <summary>Endpoints to look at; all of this process when not given.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    public LocalEndpoint[]? Endpoint { get; set; }

    /// <summary>Gives the last requests, oldest first, 1,000 of each endpoint at most.</summary>
    [Parameter]
    public SwitchParameter Request { get; set; }

    protected override object? Target => Endpoint;

    protected override void Process()
    {
        if (Endpoint is null && MyInvocation.ExpectingInput)
        {
            return;
        }

        foreach (LocalEndpoint endpoint in Endpoint ?? (IEnumerable<LocalEndpoint>)LocalEndpointRegistry.List())
        {
            if (!Request)
            {
                WriteObject(endpoint);
                continue;
            }

            foreach (LocalEndpointRequest request in endpoint.GetRequest())
            {
                WriteObject(request);
            }
        }
    }
}
