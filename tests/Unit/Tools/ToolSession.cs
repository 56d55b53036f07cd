using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Text.Json.Nodes;
using BedrockPS.Unit.Cmdlets;
using Xunit;

namespace BedrockPS.Unit.Tools;

/// <summary>A session with some functions for a model to call; prompts dictate the calls: {{call NAME {…}}}, {{then}}, {{loop}}.</summary>
public abstract class ToolSession : EndpointSession
{
    protected ToolSession(PSHost? host = null)
        : base(host)
    {
        Shell.Run($$"""
            Set-BRDefault -Model {{Nova}}
            function Get-Thing {
                param([Parameter(Mandatory)] [string] $Name, [int] $Count = 1, [switch] $Loud)
                [pscustomobject] @{ Name = $Name; Count = $Count; Loud = [bool] $Loud }
            }
            function Set-Thing {
                [CmdletBinding(SupportsShouldProcess)]
                param([string] $Name)
                if ($PSCmdlet.ShouldProcess($Name)) { $global:changed += @($Name); "set $Name" }
            }
            function Clear-Thing { param([string] $Name) $global:changed += @($Name); "cleared $Name" }
            function Remove-Thing {
                [CmdletBinding(SupportsShouldProcess, ConfirmImpact = 'High')]
                param([string] $Name)
                if ($PSCmdlet.ShouldProcess($Name)) { $global:changed += @($Name); "removed $Name" }
            }
            $global:changed = @()
            """);
    }

    /// <summary>What the state-changing functions have done.</summary>
    protected string[] Changed => [.. Shell.Run("$global:changed").Select(static item => item.ToString())];

    /// <summary>The body of a request the endpoint has got, the last one by default.</summary>
    protected JsonNode Sent(int fromEnd = 1) => JsonNode.Parse(Endpoint.GetRequest()[^fromEnd].Body!)!;

    protected ModelResponse Ask(string prompt, string parameters)
    {
        List<PSObject> answers = Shell.Run($"Invoke-BRModel $prompt {parameters}", ("prompt", prompt));
        Assert.Empty(Shell.Errors.Select(static error => error.ToString()));
        return (ModelResponse)Assert.Single(answers).BaseObject;
    }

    /// <summary>The one call of an answer.</summary>
    protected ToolCall Call(string prompt, string parameters) => Ask(prompt, parameters).ToolCalls.Single();

    protected JsonNode Output(ToolCall call) => JsonNode.Parse(call.Output!)!;
}
