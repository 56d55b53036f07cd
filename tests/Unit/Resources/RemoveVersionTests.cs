using System.Linq;
using BedrockPS.Unit.Cmdlets;
using BedrockPS.Unit.Tools;
using Xunit;

namespace BedrockPS.Unit.Resources;

/// <summary>What is piped into a Remove command is what goes: a version, and not what it is a version of.</summary>
public sealed class RemoveVersionTests : EndpointSession
{
    private const string Prompt = """
        $null = New-BRPrompt p -Variant @{ name = 'v'; templateType = 'TEXT'; templateConfiguration = @{ text = @{ text = 'hi' } } }
        1..3 | ForEach-Object { $null = New-BRPromptVersion p }

        """;

    private readonly AnsweringHost _host;

    public RemoveVersionTests()
        : this(new AnsweringHost())
    {
    }

    private RemoveVersionTests(AnsweringHost host)
        : base(host) => _host = host;

    private string[] Versions => [.. Shell.Run("Get-BRPrompt p* | Get-BRPrompt -AllVersion").Select(static version => (string)version.Properties["Version"].Value).Order()];

    [Theory]
    [InlineData("Get-BRPrompt p -Version 1 | Remove-BRPrompt -Force", "2 3 DRAFT")]
    [InlineData("New-BRPromptVersion p | Remove-BRPrompt -Force", "1 2 3 DRAFT")]
    [InlineData("Get-BRPrompt p -AllVersion | Where-Object Version -in 1, 2 | Remove-BRPrompt -Force", "3 DRAFT")]
    [InlineData("Remove-BRPrompt p -PromptVersion 3 -Force", "1 2 DRAFT")]
    [InlineData("Get-BRPrompt p | Remove-BRPrompt -Force", "")]
    public void A_prompt_loses_the_piped_version_alone(string script, string left)
    {
        Shell.Run(Prompt + script);
        Assert.Empty(Shell.Errors);
        Assert.Equal(left, string.Join(" ", Versions));
    }

    [Theory]
    [InlineData("Get-BRPrompt p -Version 1 | Remove-BRPrompt -WhatIf", ", version 1\".")]
    [InlineData("Remove-BRPrompt p -PromptVersion 2 -WhatIf", ", version 2\".")]
    [InlineData("Get-BRPrompt p | Remove-BRPrompt -WhatIf", ", all of its versions\".")]
    [InlineData("Remove-BRPrompt p -WhatIf", ", all of its versions\".")]
    public void The_question_says_which_versions_go(string script, string end)
    {
        Shell.Run(Prompt + script);
        Assert.EndsWith(end, Assert.Single(_host.Screen, static line => line.StartsWith("What if", System.StringComparison.Ordinal)), System.StringComparison.Ordinal);
        Assert.Equal(4, Versions.Length);
    }

    [Theory]
    [InlineData("Get-BRFlowVersion f | Remove-BRFlow -Force", "DeleteFlow", "Remove-BRFlowVersion")]
    [InlineData("Get-BRFlowAlias f a | Remove-BRFlow -Force", "DeleteFlow", "Remove-BRFlowAlias")]
    [InlineData("@(Get-BRAgentAlias LOCALAGENT)[0] | Remove-BRAgent -Force", "DeleteAgent", "Remove-BRAgentAlias")]
    [InlineData("Get-BRDataSource LOCALKB001 | Remove-BRKnowledgeBase -Force", "DeleteKnowledgeBase", "Remove-BRDataSource")]
    [InlineData("[pscustomobject]@{ PSTypeName = 'Deserialized.BedrockPS.AgentVersion'; AgentId = 'LOCALAGENT'; AgentVersion = '1' } | Remove-BRAgent -Force", "DeleteAgent", "Remove-BRAgentVersion")]
    public void A_part_does_not_take_the_whole_with_it(string script, string operation, string advice)
    {
        Shell.Run("$null = New-BRFlow f -RoleArn arn:aws:iam::123456789012:role/f; $null = New-BRFlowVersion f; $null = New-BRFlowAlias f a -FlowVersion 1");
        Shell.Run(script);
        Assert.StartsWith("ParameterInvalid,", Assert.Single(Shell.Errors).FullyQualifiedErrorId, System.StringComparison.Ordinal);
        Assert.StartsWith(advice + " ", Shell.Errors[0].ErrorDetails.RecommendedAction, System.StringComparison.Ordinal);
        Assert.DoesNotContain(Endpoint.GetRequest(), request => request.Operation == operation);
    }

    [Theory]
    [InlineData("Get-BRFlow f | Remove-BRFlow -Force")]
    [InlineData("'f' | Remove-BRFlow -Force")]
    [InlineData("[pscustomobject]@{ FlowId = (Get-BRFlow f).FlowId; FlowVersion = '1' } | Remove-BRFlow -Force")]
    [InlineData("Get-BRFlowVersion f | ForEach-Object { Remove-BRFlow $_.FlowId -Force }")]
    public void What_is_meant_goes(string script)
    {
        Shell.Run("$null = New-BRFlow f -RoleArn arn:aws:iam::123456789012:role/f; $null = New-BRFlowVersion f");
        Shell.Run(script);
        Assert.Empty(Shell.Errors);
        Assert.Empty(Shell.Run("Get-BRFlow f*"));
    }
}
