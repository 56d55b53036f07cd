using System;
using System.Management.Automation.Host;
using BedrockPS.Unit.Hosting;

namespace BedrockPS.Unit.Cmdlets;

/// <summary>A session whose defaults point at a local endpoint of its own, as Start-BRLocalEndpoint leaves it.</summary>
public abstract class EndpointSession : IDisposable
{
    protected const string Nova = "amazon.nova-lite-v1:0";

    /// <param name="host">Who answers questions; null: nobody.</param>
    protected EndpointSession(PSHost? host = null)
    {
        Shell = new PowerShellHost(host);
        Endpoint = Shell.One<LocalEndpoint>("Start-BRLocalEndpoint");
    }

    protected PowerShellHost Shell { get; }

    protected LocalEndpoint Endpoint { get; }

    public void Dispose()
    {
        Shell.Run("Stop-BRLocalEndpoint $ep", ("ep", Endpoint));
        Shell.Dispose();
        GC.SuppressFinalize(this);
    }
}
