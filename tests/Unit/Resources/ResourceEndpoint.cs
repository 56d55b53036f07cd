using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Text.Json.Nodes;
using BedrockPS.Unit.Hosting;
using Xunit;

namespace BedrockPS.Unit.Resources;

/// <summary>A session with a local endpoint that the tests of a class share: each makes what it needs under names of its own.</summary>
public class ResourceEndpoint : IDisposable
{
    private readonly HashSet<string> _made = [];

    public ResourceEndpoint()
        : this(null)
    {
    }

    /// <param name="host">Who answers questions; null: nobody.</param>
    protected ResourceEndpoint(PSHost? host)
    {
        Shell = new PowerShellHost(host);
        Local = Shell.One<LocalEndpoint>("Start-BRLocalEndpoint");
    }

    public PowerShellHost Shell { get; }

    public LocalEndpoint Local { get; }

    /// <summary>Runs a script that must have no errors.</summary>
    public List<PSObject> Run(string script, params (string Name, object? Value)[] variables)
    {
        List<PSObject> output = Shell.Run(script, variables);
        Assert.Empty(Shell.Errors.Select(static error => error.ToString()));
        return output;
    }

    /// <summary>Runs a script that makes what several tests need, unless one of them has.</summary>
    public void Once(string script)
    {
        if (script.Length > 0 && _made.Add(script))
        {
            Run(script);
        }
    }

    /// <summary>The one object of a script that must have no errors.</summary>
    public PSObject One(string script, params (string Name, object? Value)[] variables) => Assert.Single(Run(script, variables));

    /// <summary>The one error of a script.</summary>
    public ErrorRecord Error(string script, params (string Name, object? Value)[] variables)
    {
        Shell.Run(script, variables);
        return Assert.Single(Shell.Errors);
    }

    /// <summary>Names of the operations a script calls, in order.</summary>
    public string[] Calls(string script, params (string Name, object? Value)[] variables)
    {
        int before = Local.GetRequest().Count;
        Shell.Run(script, variables);
        return [.. Local.GetRequest().Skip(before).Select(static request => request.Operation ?? "")];
    }

    /// <summary>Body of the last request of an operation.</summary>
    public JsonNode Body(string operation) => JsonNode.Parse(Local.GetRequest().Last(request => request.Operation == operation).Body)!;

    public void Dispose()
    {
        Shell.Run("Stop-BRLocalEndpoint $ep", ("ep", Local));
        Shell.Dispose();
        GC.SuppressFinalize(this);
    }
}
