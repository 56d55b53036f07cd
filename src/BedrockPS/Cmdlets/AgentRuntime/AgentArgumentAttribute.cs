using System;
using System.Management.Automation;

namespace BedrockPS.Cmdlets;

/// <summary>Takes agents and aliases as objects where their id is wanted: an alias as its ARN, which names its agent too.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class AgentArgumentAttribute : ArgumentTransformationAttribute
{
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        if (inputData is not PSObject { BaseObject: PSCustomObject } item)
        {
            return inputData;
        }

        foreach (string name in new[] { "AgentAliasArn", "AgentId", "AgentArn" })
        {
            if (item.Properties[name]?.Value is string { Length: > 0 } known)
            {
                return known;
            }
        }

        throw new ArgumentTransformationMetadataException("The object has no property that names an agent: AgentAliasArn, AgentId or AgentArn.");
    }
}
