using System.Collections.Generic;
using BedrockPS.Unit.Cmdlets;
using BedrockPS.Unit.Hosting;

namespace BedrockPS.Unit.Resources;

/// <summary>One session and its endpoint for all tests of a class.</summary>
public sealed class EndpointFixture : EndpointSession
{
    private readonly HashSet<string> _run = [];

    public new PowerShellHost Shell => base.Shell;

    public new LocalEndpoint Endpoint => base.Endpoint;

    /// <summary>Runs a script unless it has been.</summary>
    public void Once(string script)
    {
        if (script.Length > 0 && _run.Add(script))
        {
            Shell.Run(script);
        }
    }
}
