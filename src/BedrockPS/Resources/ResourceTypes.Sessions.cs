using System.Collections.Generic;
using System.Linq;
using BedrockPS.Models;

namespace BedrockPS.Resources;

/// <content>Sessions an application keeps at the service, with their invocations and steps. None of them has a name.</content>
internal static partial class ResourceTypes
{
    public static readonly ResourceType Session = new("Session", "bedrock-agent-runtime")
    {
        List = "ListSessions",
        Get = "GetSession",
        Update = "UpdateSession",
        Delete = "DeleteSession",
        Id = ["sessionId"],
        Arn = ["sessionArn"],
        NameMember = [],
        ArnKind = "session",
        Columns = "SessionId 36, SessionStatus 13, CreatedAt 28, LastUpdatedAt",
    };

    public static readonly ResourceType SessionInvocation = new("SessionInvocation", "bedrock-agent-runtime")
    {
        List = "ListInvocations",
        Id = ["invocationId"],
        Same = [["invocationId", "invocationIdentifier"]],
        NameMember = [],
        Columns = "InvocationId 36, SessionId 36, CreatedAt",
    };

    public static readonly ResourceType SessionStep = new("SessionStep", "bedrock-agent-runtime")
    {
        List = "ListInvocationSteps",
        Get = "GetInvocationStep",
        Id = ["invocationStepId"],
        NameMember = [],
        Columns = "InvocationStepId 36, InvocationStepTime 28, Text",
        Complete = static members =>
        {
            // What was said, without the way through payload and blocks. A list tells nothing of it.
            string[] texts = [.. members.Map("payload").Maps("contentBlocks").Select(static block => block.Text("text")).Where(static text => text.Length > 0)];
            members["text"] = texts.Length == 0 ? null : string.Join("\n", texts);
        },
    };

    private static IEnumerable<ResourceType> Sessions() => [Session, SessionInvocation, SessionStep];
}
