using System;
using System.Linq;
using System.Text.Json.Nodes;
using Xunit;

namespace BedrockPS.Unit.Cmdlets;

/// <summary>
/// Region and SessionId among the properties of a ticket or a process say nothing of the call that is about it; those of the module's own
/// objects, and of objects written for the command, do.
/// </summary>
public sealed class PipedPlaceTests : EndpointSession
{
    private const string Ticket = "$ticket = [pscustomobject]@{ Title = 'Disk full'; Region = 'eu-west-1'; SessionId = 7; MemoryId = 'mine' }; ";

    private const string Flow = """
        $definition = @{
            nodes       = @(
                @{ name = 'FlowInputNode'; type = 'Input'; configuration = @{ input = @{} }; outputs = @(@{ name = 'document'; type = 'Object' }) }
                @{ name = 'Answer'; type = 'Output'; configuration = @{ output = @{} }; inputs = @(@{ name = 'document'; type = 'Object'; expression = '$.data' }) }
            )
            connections = @(
                @{ name = 'Through'; type = 'Data'; source = 'FlowInputNode'; target = 'Answer'; configuration = @{ data = @{ sourceOutput = 'document'; targetInput = 'document' } } }
            )
        }
        $null = New-BRFlow echo -Definition $definition -RoleArn arn:aws:iam::123456789012:role/flows; $null = Initialize-BRFlow echo -Wait
        """;

    [Theory]
    [InlineData("$ticket | Invoke-BRModel 'Sum up' -Model amazon.nova-lite-v1:0", "Converse")]
    [InlineData("$ticket | Measure-BRToken 'Sum up' -Model anthropic.claude-3-5-sonnet-20241022-v2:0", "CountTokens")]
    [InlineData("$ticket | Invoke-BRAgent LOCALAGENT 'Sum up'", "InvokeAgent")]
    [InlineData("$ticket | Invoke-BRInlineAgent 'Sum up' -Model amazon.nova-lite-v1:0 -Instruction ('Say what tickets are about. ' * 3)", "InvokeInlineAgent")]
    [InlineData("$ticket | Invoke-BRKnowledgeBase LOCALKB001 'What is a guardrail?' nova-lite", "RetrieveAndGenerate")]
    [InlineData("$ticket | Search-BRKnowledgeBase LOCALKB001 batch", "Retrieve")]
    [InlineData("$ticket | Invoke-BRFlow echo", "InvokeFlow")]
    [InlineData("$ticket | Test-BRGuardrail words -Text { $_.Title }", "ApplyGuardrail")]
    [InlineData("[pscustomobject]@{ Body = 'Disk full'; Region = 'eu-west-1' } | Test-BRGuardrail words", "ApplyGuardrail")]
    [InlineData("$ticket | New-BRImage 'A sign' -Model nova-canvas", "InvokeModel")]
    [InlineData("$ticket | New-BRVideo -Model nova-reel-v1:1 -S3Uri s3://local-bucket/videos/", "StartAsyncInvoke")]
    [InlineData("[pscustomobject]@{ Id = 'a'; Text = 'Disk full'; Region = 'eu-west-1' } | Add-BRKnowledgeBaseDocument LOCALKB001 LOCALDS001", "IngestKnowledgeBaseDocuments")]
    [InlineData("[pscustomobject]@{ Text = 'Disk full'; Region = 'eu-west-1' } | Get-BREmbedding -Model amazon.titan-embed-text-v2:0", "InvokeModel")]
    public void A_region_of_a_foreign_object_is_none_of_the_call(string script, string operation)
    {
        Shell.Run(Ticket + "$null = New-BRGuardrail words -BlockedInputMessage no -BlockedOutputMessage no -BlockedWord acme");
        if (operation == "InvokeFlow")
        {
            Shell.Run(Flow);
        }

        int before = Endpoint.GetRequest().Count;
        Shell.Run(script);
        Assert.Empty(Shell.Errors.Select(static error => error.ToString()));
        string[] regions = [.. Endpoint.GetRequest().Skip(before).Select(static request => request.Operation + " " + request.Region)];
        Assert.Contains(operation + " us-east-1", regions);
        Assert.All(regions, static region => Assert.EndsWith(" us-east-1", region, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("[pscustomobject]@{ Agent = 'LOCALAGENT'; Region = 'eu-west-1' } | Invoke-BRAgent -Text 'Hello'", "InvokeAgent")]
    [InlineData("[pscustomobject]@{ KnowledgeBaseId = 'LOCALKB001'; Region = 'eu-west-1' } | Search-BRKnowledgeBase -Query batch", "Retrieve")]
    [InlineData("[pscustomobject]@{ Query = 'batch'; Region = 'eu-west-1' } | Search-BRKnowledgeBase LOCALKB001", "Retrieve")]
    [InlineData("[pscustomobject]@{ Prompt = 'A sign'; Region = 'eu-west-1' } | New-BRImage -Model nova-canvas", "InvokeModel")]
    [InlineData("[pscustomobject]@{ Guardrail = 'words'; Text = 'acme'; Region = 'eu-west-1' } | Test-BRGuardrail", "ApplyGuardrail")]
    [InlineData("[pscustomobject]@{ KnowledgeBaseId = 'LOCALKB001'; DataSourceId = 'LOCALDS001'; Text = 'a'; Region = 'eu-west-1' } | Add-BRKnowledgeBaseDocument", "IngestKnowledgeBaseDocuments")]
    [InlineData("Get-BRModel nova-lite -Region eu-west-1 | Invoke-BRModel 'Hello'", "Converse")]
    [InlineData("Get-BRAgent LOCALAGENT -Region eu-west-1 | Invoke-BRAgent 'Hello'", "InvokeAgent")]
    [InlineData("[pscustomobject]@{ PSTypeName = 'Selected.BedrockPS.Agent'; AgentId = 'LOCALAGENT'; Region = 'eu-west-1' } | Invoke-BRAgent 'Hello'", "InvokeAgent")]
    [InlineData("[pscustomobject]@{ PSTypeName = 'Deserialized.BedrockPS.Agent'; AgentId = 'LOCALAGENT'; Region = 'eu-west-1' } | Invoke-BRAgent 'Hello'", "InvokeAgent")]
    public void A_call_written_as_an_object_and_an_object_of_ours_say_where(string script, string operation)
    {
        Shell.Run("$null = New-BRGuardrail words -Region eu-west-1 -BlockedInputMessage no -BlockedOutputMessage no -BlockedWord acme");
        Shell.Run(script);
        Assert.Contains(Endpoint.GetRequest(), request => request.Operation == operation && request.Region == "eu-west-1");
    }

    [Fact]
    public void The_region_that_was_typed_holds_for_material_of_every_kind()
    {
        Shell.Run(Ticket + "'a', $ticket, 'b' | Invoke-BRModel 'Sum up' -Model amazon.nova-lite-v1:0 -Region us-west-2");
        Assert.Equal(["us-west-2", "us-west-2", "us-west-2"], Endpoint.GetRequest().Where(static request => request.Operation == "Converse").Select(static request => request.Region));
    }

    [Theory]
    [InlineData("Invoke-BRAgent LOCALAGENT 'Sum up'")]
    [InlineData("Invoke-BRInlineAgent 'Sum up' -Model amazon.nova-lite-v1:0 -Instruction ('Say what tickets are about. ' * 3)")]
    [InlineData("Invoke-BRKnowledgeBase LOCALKB001 'What is a guardrail?' nova-lite")]
    public void A_session_of_a_foreign_object_is_not_the_agents(string call)
    {
        string[] sessions = [.. Shell.Run(Ticket + $"$ticket, $ticket | {call}").Select(static answer => (string)answer.Properties["SessionId"].Value)];
        Assert.Empty(Shell.Errors);
        Assert.Equal(2, sessions.Distinct().Count());
        Assert.DoesNotContain("7", sessions);
        Assert.DoesNotContain(Endpoint.GetRequest(), static request => request.Body.Contains("\"memoryId\"", StringComparison.Ordinal));

        // An answer says which session goes on, whether it has just been given or comes back from a file; and so does a parameter.
        Shell.Run($"$first = $ticket | {call}; $again = [pscustomobject]@{{ PSTypeName = 'Deserialized.' + $first.GetType().FullName; SessionId = $first.SessionId }}");
        string first = Shell.One<string>("$first.SessionId");
        Assert.Equal(first, Shell.Run($"$first | {call}")[0].Properties["SessionId"].Value);
        Assert.Equal(first, Shell.Run($"$again | {call}")[0].Properties["SessionId"].Value);
        Assert.Equal(first, Shell.Run($"$ticket | {call} -SessionId $first.SessionId")[0].Properties["SessionId"].Value);
    }

    [Fact]
    public void A_memory_that_was_typed_is_kept()
    {
        Shell.Run(Ticket + "$ticket | Invoke-BRAgent LOCALAGENT 'Sum up' -MemoryId ada");
        Assert.Empty(Shell.Errors);
        Assert.Equal("ada", (string?)JsonNode.Parse(Endpoint.GetRequest().Last(static request => request.Operation == "InvokeAgent").Body)!["memoryId"]);
    }
}
