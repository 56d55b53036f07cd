using BedrockPS.Conformance.Hosting;
using Xunit;

namespace BedrockPS.Conformance;

/// <summary>Agents and knowledge bases against moto. It makes ids of names, and only two letters give one as long as Bedrock's.</summary>
public sealed class MotoAgentTests : IClassFixture<MotoServer>
{
    private const string Role = "-RoleArn arn:aws:iam::123456789012:role/agents";

    private readonly MotoServer _moto;

    public MotoAgentTests(MotoServer moto) => _moto = moto;

    [Fact]
    public void Agents_are_made_found_by_name_listed_and_removed() => Assert.Equal(
        ["ab amazon.nova-lite-v1:0 PREPARED", "True", "ab", "cd", "ef", "ResourceNotFound", "left: 1"],
        _moto.Run($$"""
            $made = New-BRAgent ab -Model amazon.nova-lite-v1:0 -Instruction ('Answer questions about orders. ' * 3) {{Role}} -Tag @{ team = 'shop' }
            'cd', 'ef' | ForEach-Object { $null = New-BRAgent $_ {{Role}} }
            $found = Get-BRAgent ab
            "$($found.AgentName) $($found.FoundationModel) $($found.AgentStatus)"
            "$($found.AgentId -eq $made.AgentId)"
            Get-BRAgent | ForEach-Object AgentName
            Get-BRAgent c* | Remove-BRAgent -Force
            Remove-BRAgent ef -Force
            try { Get-BRAgent $found.AgentId.Replace('a', 'z') } catch { $_.FullyQualifiedErrorId.Split(',')[0] }
            "left: $(@(Get-BRAgent).Count)"
            """));

    [Fact]
    public void Knowledge_bases_are_made_shown_and_removed() => Assert.Equal(
        ["ab VECTOR arn:aws:bedrock:us-east-1::foundation-model/amazon.titan-embed-text-v2:0", "OPENSEARCH_SERVERLESS", "left: 0"],
        _moto.Run($$"""
            $store = @{
                opensearchServerlessConfiguration = @{
                    collectionArn = 'arn:aws:aoss:us-east-1:123456789012:collection/abcdefghij1234567890'; vectorIndexName = 'vectors'
                    fieldMapping = @{ vectorField = 'v'; textField = 't'; metadataField = 'm' }
                }
            }
            $made = New-BRKnowledgeBase ab {{Role}} -EmbeddingModelArn arn:aws:bedrock:us-east-1::foundation-model/amazon.titan-embed-text-v2:0 -StorageConfiguration $store
            $found = Get-BRKnowledgeBase $made.KnowledgeBaseId
            "$($found.Name) $($found.KnowledgeBaseConfiguration.Type) $($found.KnowledgeBaseConfiguration.VectorKnowledgeBaseConfiguration.EmbeddingModelArn)"
            $found.StorageConfiguration.Type
            $found | Remove-BRKnowledgeBase -Force
            "left: $(@(Get-BRKnowledgeBase).Count)"
            """));
}
