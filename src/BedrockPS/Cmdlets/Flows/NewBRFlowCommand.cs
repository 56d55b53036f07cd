using System.Collections;
using System.Management.Automation;
using BedrockPS.Resources;

namespace BedrockPS.Cmdlets;

/// <summary>Makes a flow. What is made is a draft: prepare it with Initialize-BRFlow.</summary>
[Cmdlet(VerbsCommon.New, "BRFlow", SupportsShouldProcess = true)]
[OutputType("BedrockPS.Flow")]
public sealed class NewBRFlowCommand : NewResourceCmdlet
{
    /// <summary>Name, up to 100 letters, digits, hyphens and underscores; no other flow of the region may have it.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    public string Name { get; set; } = null!;

    /// <summary>ARN of the role it acts as, which may call what its nodes use.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Member("executionRoleArn")]
    [Alias("ExecutionRoleArn")]
    public string RoleArn { get; set; } = null!;

    /// <summary>Nodes and connections, as hashtable, object or JSON.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public object? Definition { get; set; }

    /// <summary>What it is for, up to 200 characters.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? Description { get; set; }

    /// <summary>ARN of the KMS key that encrypts it.</summary>
    [Parameter]
    [Member("customerEncryptionKeyArn")]
    [Alias("CustomerEncryptionKeyArn")]
    public string? KmsKeyArn { get; set; }

    /// <summary>Tags, a hashtable of names and values.</summary>
    [Parameter]
    [Member("tags")]
    public IDictionary? Tag { get; set; }

    private protected override ResourceType Type => ResourceTypes.Flow;
}
