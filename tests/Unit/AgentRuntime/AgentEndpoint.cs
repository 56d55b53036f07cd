using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using BedrockPS.Unit.Resources;
using BedrockPS.Unit.Tools;
using Xunit;

namespace BedrockPS.Unit.AgentRuntime;

/// <summary>
/// A session with an agent named orders, whose actions are the caller's: get_order, cancel_order, which the user is to confirm, and an
/// API. Prompts dictate calls: {{call get_order {…}}}, {{then}}, {{loop}}, and files: {{file NAME TEXT}}.
/// </summary>
public sealed class AgentEndpoint : ResourceEndpoint
{
    public AgentEndpoint()
        : this(new AnsweringHost())
    {
    }

    private AgentEndpoint(AnsweringHost host)
        : base(host)
    {
        Host = host;
        Run("""
            Set-BRDefault -Model amazon.nova-lite-v1:0
            $null = New-BRAgent orders -Model amazon.nova-lite-v1:0 -Instruction ('Answer questions about orders. ' * 3) -RoleArn arn:aws:iam::123456789012:role/agents -Wait
            $null = New-BRAgentActionGroup orders Orders -ReturnControl -Function @(
                @{ name = 'get_order'; description = 'Shows an order'; parameters = @{ order_id = @{ type = 'integer'; required = $true } } }
                @{ name = 'cancel_order'; requireConfirmation = 'ENABLED'; parameters = @{ order_id = @{ type = 'integer'; required = $true } } })
            $api = '{"openapi":"3.0.0","info":{"title":"s","version":"1"},"paths":{"/stock/{item}":{"get":{"operationId":"readStock","description":"Stock of an item",' +
                '"parameters":[{"name":"item","in":"path","required":true,"schema":{"type":"string"}}],"responses":{}},' +
                '"put":{"operationId":"setStock","description":"Sets it","requestBody":{"content":{"application/json":{"schema":{"type":"object","properties":{"count":{"type":"integer"},"tags":{"type":"array"}}}}}},"responses":{}}}}}'
            $null = New-BRAgentActionGroup orders Stock -ReturnControl -ApiSchema @{ payload = $api }
            $null = New-BRAgentActionGroup orders Lambda -LambdaArn arn:aws:lambda:us-east-1:123456789012:function:f -Function @(
                @{ name = 'ship' }
                @{ name = 'pay'; requireConfirmation = 'ENABLED' })
            $null = Initialize-BRAgent orders -Wait
            function Get-Order { param([Parameter(Mandatory)] [int] $OrderId) [pscustomobject] @{ Id = $OrderId; State = 'sent' } }
            function Remove-Order { param([int] $OrderId) $global:gone += @($OrderId); "gone $OrderId" }
            function Get-Broken { param([int] $OrderId) throw 'The database is down.' }
            $global:gone = @()
            """);
    }

    public AnsweringHost Host { get; }

    /// <summary>The one answer to a question to the agent.</summary>
    public AgentResponse Ask(string prompt, string parameters = "", string agent = "orders") =>
        (AgentResponse)One($"Invoke-BRAgent {agent} $prompt {parameters}", ("prompt", prompt)).BaseObject;

    public List<AnswerChunk> Stream(string prompt, string parameters = "", string agent = "orders") =>
        [.. Shell.Run($"Invoke-BRAgent {agent} $prompt -Stream {parameters}", ("prompt", prompt)).Select(static item => (AnswerChunk)item.BaseObject)];
}
