using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using BedrockPS.Unit.Cmdlets;
using Xunit;

namespace BedrockPS.Unit.Resources;

/// <summary>Resources as files, brought back in, and copied.</summary>
public sealed class BundleTests : EndpointSession, IDisposable
{
    private const string Make = """
        $role = 'arn:aws:iam::123456789012:role/agents'
        $store = @{ s3VectorsConfiguration = @{ indexArn = 'arn:aws:s3vectors:us-east-1:123456789012:bucket/vectors/index/handbook' } }
        function New-Guardrail([string] $Name) {
            New-BRGuardrail $Name -BlockedInputMessage no -BlockedOutputMessage 'déjà' -WordPolicy @{ wordsConfig = @(@{ text = 'secret' }) }
        }
        function New-Handbook {
            $base = New-BRKnowledgeBase handbook -RoleArn $role -EmbeddingModelArn arn:aws:bedrock:us-east-1::foundation-model/amazon.titan-embed-text-v2:0 -StorageConfiguration $store -Wait
            $null = New-BRDataSource handbook pages -BucketArn arn:aws:s3:::example-handbook -Wait
            $base
        }
        function New-Orders {
            $agent = New-BRAgent orders -Model amazon.nova-lite-v1:0 -Instruction 'You tell customers of a shop where their orders are.' -RoleArn $role -Wait
            $null = New-BRAgentActionGroup orders lookup -ReturnControl -Function @{ name = 'Get-Order'; description = 'Finds an order' }
            $null = Add-BRAgentKnowledgeBase orders handbook -Description 'The rules of the shop'
            $agent
        }

        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("bedrockps-test-");

    public BundleTests() => Shell.Runspace.SessionStateProxy.Path.SetLocation(_folder.FullName);

    void IDisposable.Dispose()
    {
        base.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public void The_same_resource_gives_the_same_bytes_without_ids_of_its_own()
    {
        Shell.Run(Make + "$g = New-Guardrail pii; $g | Export-BRResource a.json; $g.GuardrailArn | Export-BRResource b.json; Get-BRGuardrail | Export-BRResource ./all/");
        Assert.Empty(Shell.Errors);
        string text = Read("a.json");
        Assert.Equal(text, Read("b.json"));
        Assert.Equal(text, Read("all/Guardrail.pii.json"));
        Assert.EndsWith("}\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("\r", text, StringComparison.Ordinal);
        Assert.DoesNotContain("arn:", text, StringComparison.Ordinal);
        Assert.DoesNotContain("createdAt", text, StringComparison.Ordinal);
        Assert.Contains("déjà", text, StringComparison.Ordinal);
        Assert.StartsWith("{\n  \"format\": \"BedrockPS.Resource\",\n  \"version\": 1,\n  \"type\": \"Guardrail\",\n  \"content\": {\n    \"name\": \"pii\",", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_guardrail_comes_back_changes_and_is_not_made_twice()
    {
        Shell.Run(Make + "New-Guardrail pii | Export-BRResource pii.json");
        Shell.Run("Import-BRResource pii.json");
        ErrorRecord error = Assert.Single(Shell.Errors);
        Assert.Equal("Conflict,BedrockPS.Cmdlets.ImportBRResourceCommand", error.FullyQualifiedErrorId);
        Assert.Equal(Path.Combine(_folder.FullName, "pii.json"), error.TargetObject);

        List<PSObject> made = Shell.Run("""
            Import-BRResource pii.json -Name other
            Import-BRResource pii.json -Update -Parameter @{ Description = 'changed'; tags = @{ team = 'a' } }
            Import-BRResource pii.json -Region eu-west-1
            """);
        Assert.Empty(Shell.Errors);
        Assert.Equal(["other", "pii", "pii"], made.Select(static one => one.Properties["Name"].Value));
        Assert.Equal([null, "changed", null], made.Select(static one => one.Properties["Description"].Value));
        Assert.Equal("eu-west-1", made[2].Properties["Region"].Value);
        Assert.Equal(2, Shell.Run("Get-BRGuardrail").Count);
        Assert.Equal("secret", Shell.One<string>("(Get-BRGuardrail other).WordPolicy.Words[0].Text"));
    }

    [Fact]
    public void An_agent_brings_along_what_belongs_to_it_and_is_prepared()
    {
        PSObject made = Assert.Single(Shell.Run(Make + """
            $base = New-Handbook
            New-Orders | Export-BRResource orders.json
            Import-BRResource orders.json -Name live -Map @{ '123456789012' = '210987654321' }
            """));
        Assert.Empty(Shell.Errors);
        Assert.Equal("PREPARED", made.Properties["AgentStatus"].Value);
        Assert.Equal("arn:aws:iam::210987654321:role/agents", made.Properties["AgentResourceRoleArn"].Value);
        Assert.Equal("Get-Order", Shell.One<string>("(Get-BRAgentActionGroup live lookup).FunctionSchema.Functions[0].Name"));
        Assert.Equal("The rules of the shop", Shell.One<string>("(Get-BRAgentKnowledgeBase live).Description"));

        // A second import changes both, and leaves alone what the file does not know.
        Shell.Run("""
            $null = New-BRAgentActionGroup live extra -ReturnControl -Function @{ name = 'Get-More'; description = 'More' }
            Import-BRResource orders.json -Name live -Update | Out-Null
            """);
        Assert.Empty(Shell.Errors);
        Assert.Equal("The agent live also has the agent action group extra, which was left alone.", Assert.Single(Shell.Warnings));
        Assert.Equal(["extra", "lookup"], Shell.Run("(Get-BRAgentActionGroup live).ActionGroupName").Select(static name => (string)name.BaseObject).Order());
    }

    [Fact]
    public void A_knowledge_base_brings_its_sources_along_into_another_region_and_its_model_is_the_one_there()
    {
        PSObject made = Assert.Single(Shell.Run(Make + "$null = New-Handbook; Get-BRKnowledgeBase handbook | Copy-BRResource -DestinationRegion eu-west-1"));
        Assert.Empty(Shell.Errors);
        Assert.Equal("ACTIVE", made.Properties["Status"].Value);
        Assert.Equal(
            "arn:aws:bedrock:eu-west-1::foundation-model/amazon.titan-embed-text-v2:0",
            Shell.One<string>("(Get-BRKnowledgeBase handbook -Region eu-west-1).KnowledgeBaseConfiguration.VectorKnowledgeBaseConfiguration.EmbeddingModelArn"));
        Assert.Equal("pages", Shell.One<string>("(Get-BRDataSource handbook -Region eu-west-1).Name"));
    }

    [Fact]
    public void An_import_that_fails_half_way_says_what_was_made_and_can_be_finished()
    {
        Shell.Run(Make + "$base = New-Handbook; New-Orders | Export-BRResource orders.json");
        Assert.Empty(Shell.Run("Import-BRResource orders.json -Name live -Map @{ $base.KnowledgeBaseId = 'ABCDEFGHIJ' }"));
        ErrorRecord error = Assert.Single(Shell.Errors);
        Assert.StartsWith("ImportIncomplete,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        string id = Shell.One<string>("(Get-BRAgent live).AgentId");
        Assert.StartsWith($"Only a part was imported: agent live ({id}) was made, agent action group lookup (", error.Exception.Message, StringComparison.Ordinal);
        Assert.EndsWith(" Not done: agent knowledge base ABCDEFGHIJ, PrepareAgent.", error.Exception.Message, StringComparison.Ordinal);

        Assert.Equal("PREPARED", Assert.Single(Shell.Run("Import-BRResource orders.json -Name live -Update")).Properties["AgentStatus"].Value);
        Assert.Empty(Shell.Errors);
        Assert.Equal(id, Shell.One<string>("(Get-BRAgent live).AgentId"));
    }

    [Theory]
    [InlineData("New-BRPrompt weather -Text 'How is {{city}}?' -Model amazon.nova-lite-v1:0", "Prompt")]
    [InlineData("New-Guardrail pii", "Guardrail")]
    [InlineData("'' + (Invoke-BRApi bedrock CreateInferenceProfile -Parameter @{ inferenceProfileName = 'team'; modelSource = @{ copyFrom = 'arn:aws:bedrock:us-east-1:123456789012:inference-profile/us.anthropic.claude-sonnet-4-5-20250929-v1:0' } }).InferenceProfileArn", "InferenceProfile")]
    public void A_copy_stands_beside_what_it_was_made_of(string make, string type)
    {
        PSObject copy = Assert.Single(Shell.Run(Make + $"$one = {make}; $one | Copy-BRResource -NewName copy"));
        Assert.Empty(Shell.Errors);
        Assert.Equal("BedrockPS." + type, copy.TypeNames[0]);
        Shell.Run("$one | Export-BRResource one.json");
        Shell.Run("$copy | Export-BRResource copy.json", ("copy", copy));
        Assert.Empty(Shell.Errors);
        string name = type == "InferenceProfile" ? "inferenceProfileName" : "name";
        string expected = Read("copy.json").Replace($"\"{name}\": \"copy\"", $"\"{name}\": \"{(type == "Prompt" ? "weather" : type == "Guardrail" ? "pii" : "team")}\"", StringComparison.Ordinal);
        Assert.Equal(expected, Read("one.json"));
    }

    [Fact]
    public void A_rehearsal_writes_and_makes_nothing()
    {
        Shell.Run(Make + "New-Guardrail pii | Export-BRResource pii.json; $g = Get-BRGuardrail pii");
        Shell.Run("$g | Export-BRResource no.json -WhatIf; Import-BRResource pii.json -Name no -WhatIf; $g | Copy-BRResource -NewName no -WhatIf");
        Assert.Empty(Shell.Errors);
        Assert.False(File.Exists(Path.Combine(_folder.FullName, "no.json")));
        Assert.Single(Shell.Run("Get-BRGuardrail"));
    }

    [Theory]
    [InlineData("Export-BRResource a.json 'nonsense'", "ResourceUnknown")]
    [InlineData("New-Guardrail x | Export-BRResource pii.json -NoClobber", "FileExists")]
    [InlineData("(New-Guardrail x), (Get-BRGuardrail pii) | Export-BRResource two.json", "FileExists")]
    [InlineData("New-Guardrail x | Export-BRResource none/a.json", "FileUnwritable")]
    [InlineData("Import-BRResource none.json", "FileNotFound")]
    [InlineData("[IO.File]::WriteAllText(\"$PWD/bad.json\", '{'); Import-BRResource bad.json", "ResourceFileInvalid")]
    [InlineData("[IO.File]::WriteAllText(\"$PWD/bad.json\", '{ \"format\": \"x\" }'); Import-BRResource bad.json", "ResourceFileInvalid")]
    [InlineData("[IO.File]::WriteAllText(\"$PWD/bad.json\", '{ \"format\": \"BedrockPS.Resource\", \"version\": 1, \"type\": \"x\" }'); Import-BRResource bad.json", "ResourceFileInvalid")]
    [InlineData("[IO.File]::WriteAllText(\"$PWD/bad.json\", '{ \"format\": \"BedrockPS.Resource\", \"version\": 9 }'); Import-BRResource bad.json", "ResourceFileVersion")]
    [InlineData("Import-BRResource pii.json -Name x -Parameter @{ nam = 'x' }", "ParameterInvalid")]
    [InlineData("Import-BRResource pii.json -Name x -Parameter @{ name = 'not a name!' }", "ParameterInvalid")]
    [InlineData("Get-BRGuardrail pii | Copy-BRResource", "Conflict")]
    public void What_is_wrong_is_one_error(string script, string code)
    {
        Shell.Run(Make + "New-Guardrail pii | Export-BRResource pii.json");
        Shell.Run(script);
        Assert.Equal(code, Assert.Single(Shell.Errors).FullyQualifiedErrorId.Split(',')[0]);
    }

    private string Read(string path) => File.ReadAllText(Path.Combine(_folder.FullName, path));
}
