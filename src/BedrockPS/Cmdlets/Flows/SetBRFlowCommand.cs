using System.Management.Automation;
using BedrockPS.Completers;
using BedrockPS.Resources;

namespace BedrockPS.Cmdlets;

/// <summary>Changes the draft of a flow. What is not given stays as it is.</summary>
[Cmdlet(VerbsCommon.Set, "BRFlow", SupportsShouldProcess = true)]
[OutputType("BedrockPS.Flow")]
public sealed class SetBRFlowCommand : SetResourceCmdlet
{
    /// <summary>Ids, ARNs or names.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("FlowId", "FlowArn", "Arn")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ResourceId]
    public string[] Id { get; set; } = null!;

    /// <summary>New name, up to 100 letters, digits, hyphens and underscores.</summary>
    [Parameter]
    public string? Name { get; set; }

    /// <summary>ARN of the role it acts as.</summary>
    [Parameter]
    [Member("executionRoleArn")]
    [Alias("ExecutionRoleArn")]
    public string? RoleArn { get; set; }

    /// <summary>Nodes and connections, as hashtable, object or JSON.</summary>
    [Parameter]
    public object? Definition { get; set; }

    /// <summary>What it is for, up to 200 characters.</summary>
    [Parameter]
    public string? Description { get; set; }

    /// <summary>ARN of the KMS key that encrypts it.</summary>
    [Parameter]
    [Member("customerEncryptionKeyArn")]
    [Alias("CustomerEncryptionKeyArn")]
    public string? KmsKeyArn { get; set; }

    private protected override ResourceType Type => ResourceTypes.Flow;
}
