using System.Collections;
using System.Collections.Generic;
using System.Management.Automation;
using BedrockPS.Completers;
using BedrockPS.Protocol;
using BedrockPS.Resources;

namespace BedrockPS.Cmdlets;

/// <summary>Changes an action group of an agent. What is not given stays as it is.</summary>
[Cmdlet(VerbsCommon.Set, "BRAgentActionGroup", SupportsShouldProcess = true)]
[OutputType("BedrockPS.AgentActionGroup")]
public sealed class SetBRAgentActionGroupCommand : SetResourceCmdlet
{
    /// <summary>Id, ARN or name of the agent.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ParentId]
    public string AgentId { get; set; } = null!;

    /// <summary>Ids or names.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ResourceId]
    public string[] ActionGroupId { get; set; } = null!;

    /// <summary>Version of the agent: DRAFT, which it is where none is given. Other versions cannot change.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    public string? AgentVersion { get; set; }

    /// <summary>New name, up to 100 letters, digits, hyphens and underscores.</summary>
    [Parameter]
    [Member("actionGroupName")]
    [Alias("ActionGroupName")]
    public string? Name { get; set; }

    /// <summary>What the agent can do with it, up to 200 characters.</summary>
    [Parameter]
    public string? Description { get; set; }

    /// <summary>ARN of the Lambda function that does the work.</summary>
    [Parameter]
    [Member("actionGroupExecutor.lambda")]
    [Alias("LambdaArn")]
    public string? Lambda { get; set; }

    /// <summary>Leaves the work to whoever asks the agent: the answer says what is to be done.</summary>
    [Parameter]
    [Option]
    public SwitchParameter ReturnControl { get; set; }

    /// <summary>What it can do as an OpenAPI schema: a file (Get-Item), JSON or YAML text, or the s3:// URI of either.</summary>
    [Parameter]
    [Option]
    public object? ApiSchema { get; set; }

    /// <summary>What it can do as functions: name, description, parameters and requireConfirmation for each.</summary>
    [Parameter]
    [Member("functionSchema.functions")]
    public object[]? Function { get; set; }

    /// <summary>A group the service has built in, such as AMAZON.UserInput or AMAZON.CodeInterpreter, instead of one of your own.</summary>
    [Parameter]
    [Member("parentActionGroupSignature")]
    [Alias("ParentActionGroupSignature")]
    [ArgumentCompleter(typeof(MemberCompleter))]
    public string? ParentSignature { get; set; }

    /// <summary>Settings of the built-in group, a hashtable.</summary>
    [Parameter]
    [Member("parentActionGroupSignatureParams")]
    [Alias("ParentActionGroupSignatureParams")]
    public IDictionary? ParentSignatureParameter { get; set; }

    /// <summary>ENABLED or DISABLED.</summary>
    [Parameter]
    [Member("actionGroupState")]
    [Alias("ActionGroupState")]
    [ArgumentCompleter(typeof(MemberCompleter))]
    public string? State { get; set; }

    private protected override ResourceType Type => ResourceTypes.AgentActionGroup;

    internal override IReadOnlyCollection<string> AmendedMembers => ["apiSchema"];

    private protected override void Amend(OperationDescription operation, Dictionary<string, object?> members) =>
        ActionGroupMembers.Complete(members, ReturnControl, ApiSchema);
}
