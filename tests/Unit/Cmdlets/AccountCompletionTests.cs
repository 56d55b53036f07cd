using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using Xunit;

namespace BedrockPS.Unit.Cmdlets;

/// <summary>What the account's own lists complete.</summary>
public sealed class AccountCompletionTests : EndpointSession
{
    private const string NewPrompt = """
        (Invoke-BRApi bedrock-agent CreatePrompt @{
            name = 'Weather'; description = 'Asks for the weather'; defaultVariant = 'a'
            variants = @(@{ name = 'a'; templateType = 'TEXT'; modelId = 'amazon.nova-lite-v1:0'; templateConfiguration = @{ text = @{ text = 'How is it?' } } })
        }).arn
        """;

    [Theory]
    [InlineData("Invoke-BRModel hi -Model nova-lite -Guardrail ")]
    [InlineData("Invoke-BRModel hi -Model nova-lite -Guardrail vis")]
    [InlineData("Start-BRChat -Model nova-lite -Guardrail 'VIS")]
    public void A_guardrail_is_found_by_its_name(string line)
    {
        string id = NewGuardrail("Visitors");
        CompletionResult result = Assert.Single(Complete(line));
        Assert.Equal(id, result.CompletionText);
        Assert.Equal("Visitors", result.ListItemText);
        Assert.Equal("Visitors: For guests, READY", result.ToolTip);
    }

    [Fact]
    public void A_managed_prompt_is_found_by_its_name_or_ARN()
    {
        string arn = Shell.One<string>(NewPrompt);
        foreach (string word in new[] { "", "weath", arn[..30], "'" + arn[..30] })
        {
            CompletionResult result = Assert.Single(Complete("Invoke-BRModel -PromptArn " + word));
            Assert.Equal(arn, result.CompletionText);
            Assert.Equal("Weather: Asks for the weather", result.ToolTip);
        }

        Assert.DoesNotContain(Complete("Invoke-BRModel -PromptArn other"), static result => result.CompletionText.StartsWith("arn:", StringComparison.Ordinal));
    }

    [Fact]
    public void Agents_their_aliases_and_knowledge_bases_are_found_by_their_names()
    {
        Shell.Run("""
            $role = 'arn:aws:iam::123456789012:role/agent'
            $agent = New-BRAgent orders -Model amazon.nova-lite-v1:0 -RoleArn $role -Instruction 'You tell customers of a shop where their orders are.' -Wait
            $null = Initialize-BRAgent $agent.AgentId -Wait
            $alias = New-BRAgentAlias live -AgentId $agent.AgentId
            $store = @{ s3VectorsConfiguration = @{ indexArn = 'arn:aws:s3vectors:us-east-1:123456789012:bucket/vectors/index/manuals' } }
            $base = New-BRKnowledgeBase manuals -RoleArn $role -StorageConfiguration $store -Wait `
                -EmbeddingModelArn arn:aws:bedrock:us-east-1::foundation-model/amazon.titan-embed-text-v2:0
            """);
        Assert.Empty(Shell.Errors.Select(static error => error.ToString()));
        string agent = Shell.One<string>("$agent.AgentId");
        Assert.Equal(agent, Assert.Single(Known("Get-BRAgent ord")).CompletionText);
        Assert.Contains(Known("Get-BRAgentAlias -AgentId "), result => result.CompletionText == agent);
        Assert.Contains(Known($"Get-BRAgentAlias -AgentId {agent} -AgentAliasId liv"), result => result.CompletionText == Shell.One<string>("$alias.AgentAliasId"));
        Assert.Equal(Shell.One<string>("$base.KnowledgeBaseId"), Assert.Single(Known("Get-BRKnowledgeBase man")).CompletionText);
    }

    [Fact]
    public void The_account_is_asked_once()
    {
        NewGuardrail("Once");
        Complete("Invoke-BRModel hi -Guardrail ");
        Complete("Send-BRMessage hi -Guardrail on");
        Assert.Single(Endpoint.GetRequest(), static request => request.Operation == "ListGuardrails");
    }

    [Fact]
    public void A_refusal_is_silent_and_not_kept()
    {
        string id = NewGuardrail("Later");
        Shell.Run("Stop-BRLocalEndpoint; $other = Start-BRLocalEndpoint -Fault 'ListGuardrails@denied:1'");
        Shell.Run("$later = (Invoke-BRApi bedrock CreateGuardrail @{ name = 'Later'; blockedInputMessaging = 'No.'; blockedOutputsMessaging = 'No.' }).guardrailId");
        Assert.Empty(Complete("Invoke-BRModel hi -Guardrail La"));
        Assert.Empty(Shell.Errors);
        Assert.NotEqual(id, Assert.Single(Complete("Invoke-BRModel hi -Guardrail La")).CompletionText);
        Shell.Run("Stop-BRLocalEndpoint $other");
    }

    [Theory]
    [InlineData("hang", 0)]
    [InlineData("slow:5s", 0)]
    [InlineData("slow:1ms", 1)]
    public void A_silent_service_does_not_hold_the_key(string fault, int found)
    {
        Shell.Run("Stop-BRLocalEndpoint; $other = Start-BRLocalEndpoint");
        Shell.Run("$null = New-BRGuardrail xray -BlockedInputMessage No. -BlockedOutputMessage No.; $other.SetFault($fault)", ("fault", fault));
        Assert.Equal(found, Complete("Invoke-BRModel hi -Guardrail x").Count);
        Shell.Run("Stop-BRLocalEndpoint $other");
    }

    [Fact]
    public void Without_a_region_there_is_nothing_and_no_error()
    {
        Shell.Run("Stop-BRLocalEndpoint; Clear-BRDefault");
        Assert.Empty(Complete("Invoke-BRModel hi -EndpointUrl http://127.0.0.1:1 -Guardrail x"));
        Assert.Empty(Shell.Errors);
    }

    private string NewGuardrail(string name) => Shell.Run(
        $"(Invoke-BRApi bedrock CreateGuardrail @{{ name = '{name}'; description = 'For guests'; blockedInputMessaging = 'No.'; blockedOutputsMessaging = 'No.' }}).guardrailId")
        .Single().ToString();

    /// <summary>What is offered once the account's list is there: on a busy machine it may take longer than the first key waits for it.</summary>
    private List<CompletionResult> Known(string line)
    {
        List<CompletionResult> results = Complete(line);
        for (int key = 0; key < 20 && results.Count == 0; key++)
        {
            results = Complete(line);
        }

        return results;
    }

    private List<CompletionResult> Complete(string line) =>
    [
        .. ((CommandCompletion)Shell.Run(
            "[System.Management.Automation.CommandCompletion]::CompleteInput($line, $line.Length, $null)", ("line", line)).Single().BaseObject).CompletionMatches,
    ];
}
