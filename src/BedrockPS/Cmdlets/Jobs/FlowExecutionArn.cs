using System.Collections.Generic;
using BedrockPS.Models;
using BedrockPS.Protocol;
using BedrockPS.Resources;

namespace BedrockPS.Cmdlets;

/// <summary>Takes flow and alias out of the ARN of an execution.</summary>
internal static class FlowExecutionArn
{
    /// <exception cref="BedrockException">ParameterInvalid: nothing tells the flow, or the alias where that is needed.</exception>
    public static void Complete(OperationDescription operation, Dictionary<string, object?> members)
    {
        ResourceContent known = new(
            ResourceTypes.FlowExecution, new Dictionary<string, object?> { ["executionArn"] = members.Text("executionIdentifier") }, null);
        foreach ((string member, string parameter) in new[] { ("flowIdentifier", "FlowId"), ("flowAliasIdentifier", "FlowAliasId") })
        {
            if (members.Text(member).Length == 0 && operation.Input!.FindMember(member) is MemberDescription description)
            {
                members[member] = known.First([member])
                    ?? (description.IsRequired
                        ? throw new BedrockException("ParameterInvalid", $"Give -{parameter}, or the ARN of the execution.")
                        : null);
            }
        }
    }
}
