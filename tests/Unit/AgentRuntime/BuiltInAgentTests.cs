using System;
using System.Linq;
using System.Management.Automation;
using BedrockPS.Unit.Cmdlets;
using Xunit;

namespace BedrockPS.Unit.AgentRuntime;

/// <summary>The agent every local endpoint has is one like any other.</summary>
public sealed class BuiltInAgentTests : EndpointSession
{
    [Theory]
    [InlineData("Get-BRAgent", "AgentId", "LOCALAGENT")]
    [InlineData("Get-BRAgent LOCALAGENT", "AgentName", "local-agent")]
    [InlineData("Get-BRAgent local-agent", "AgentStatus", "PREPARED")]
    [InlineData("Get-BRAgent LOCALAGENT", "FoundationModel", Nova)]
    [InlineData("Get-BRAgentAlias LOCALAGENT", "AgentAliasId", "TSTALIASID")]
    [InlineData("Get-BRAgentAlias LOCALAGENT TSTALIASID", "AgentAliasName", "AgentTestAlias")]
    [InlineData("Get-BRAgent | Get-BRAgentAlias", "AgentAliasStatus", "PREPARED")]
    [InlineData("Get-BRAgentKnowledgeBase LOCALAGENT", "KnowledgeBaseId", "LOCALKB001")]
    [InlineData("Get-BRAgentActionGroup LOCALAGENT local-code", "ParentActionSignature", "AMAZON.CodeInterpreter")]
    public void It_is_there_with_its_parts_on_a_fresh_endpoint(string script, string property, string value)
    {
        PSObject found = Assert.Single(Shell.Run(script));
        Assert.Empty(Shell.Errors);
        Assert.Equal(value, found.Properties[property].Value);
    }

    [Theory]
    [InlineData("Get-BRAgent | Invoke-BRAgent 'hello'")]
    [InlineData("Get-BRAgentAlias LOCALAGENT | Invoke-BRAgent 'hello'")]
    [InlineData("Invoke-BRAgent local-agent 'hello'")]
    public void It_is_asked_as_any_agent_is(string script)
    {
        AgentResponse response = Shell.One<AgentResponse>(script);
        Assert.Equal(("LOCALAGENT", "TSTALIASID"), (response.AgentId, response.AgentAliasId));
        Assert.Contains("\"hello\"", response.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Invoke-BRAgent ", "LOCALAGENT")]
    [InlineData("Invoke-BRAgent LOCALAGENT hi -Alias ", "TSTALIASID")]
    public void Tab_completes_it(string line, string id)
    {
        // An answer that takes longer than a key's patience is there at one of the next keys.
        string[] found = [];
        for (int key = 0; key < 60 && !found.Contains(id); key++)
        {
            found = [.. Shell.One<CommandCompletion>("TabExpansion2 $line $line.Length", ("line", line)).CompletionMatches.Select(static match => match.CompletionText)];
        }

        Assert.Contains(id, found);
    }

    [Fact]
    public void It_works_for_another_agent()
    {
        Shell.Run("""
            $null = New-BRAgent desk -Collaboration SUPERVISOR -Model amazon.nova-lite-v1:0 -Instruction ('You answer what visitors ask. ' * 3) -RoleArn arn:aws:iam::123456789012:role/agents -Wait
            $null = Get-BRAgentAlias LOCALAGENT TSTALIASID | Add-BRAgentCollaborator desk guide -Instruction 'Ask it about Bedrock.'
            $null = Initialize-BRAgent desk -Wait
            """);
        Assert.Contains(Shell.One<AgentResponse>("Invoke-BRAgent desk 'What does the guide say?' -Trace").Traces, static trace => trace.Collaborator == "guide");
        Assert.Empty(Shell.Errors);
    }

    [Fact]
    public void It_can_be_removed()
    {
        Shell.Run("Remove-BRAgent LOCALAGENT -Force -Wait");
        Assert.Empty(Shell.Run("Get-BRAgent"));
        Assert.Empty(Shell.Errors);
        Shell.Run("Invoke-BRAgent LOCALAGENT hi");
        Assert.StartsWith("ResourceNotFound,", Assert.Single(Shell.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
    }
}
