using System.Collections.Generic;
using System.Linq;
using BedrockPS.Local.Resources;
using BedrockPS.Local.Serving;

namespace BedrockPS.Local.Operations;

/// <summary>Sessions of an agent's caller, with their invocations and the steps kept in them.</summary>
internal sealed class SessionResources
{
    private const string Service = "bedrock-agent-runtime";

    private readonly ResourceDesk _desk;
    private readonly ResourceKind _session;
    private readonly ResourceKind _invocation;
    private readonly ResourceKind _step;

    public SessionResources(ResourceDesk desk, OperationTable table)
    {
        _desk = desk;
        _session = desk.Add(new ResourceKind(Service, "session", "session")
        {
            Create = "CreateSession",
            Get = "GetSession",
            List = "ListSessions",
            Update = "UpdateSession",
            Delete = "DeleteSession",
            Actions = new() { ["EndSession"] = static (_, session) => session.FinalStatus = "ENDED" },
            MakeId = static _ => ResourceId.Unique(),
            Course = new ResourceCourse("ACTIVE"),
            Deleting = static (_, session) =>
            {
                if (Progress.Status(session) == "ACTIVE")
                {
                    throw ServiceFault.Conflict($"The session '{session.Id}' is active: end it first.");
                }
            },
        });
        _invocation = desk.Add(new ResourceKind(Service, "invocation", "invocation")
        {
            Create = "CreateInvocation",
            List = "ListInvocations",
            Parent = _session,
            Identifier = "invocationIdentifier",
            Arn = "session/{parent}/invocation/{id}",
            MakeId = static members => members.Text("invocationId") ?? ResourceId.Unique(),
            Making = (call, _) => RefuseEnded(call),
        });
        _step = desk.Add(new ResourceKind(Service, "invocation-step", "invocationStep")
        {
            Create = "PutInvocationStep",
            Get = "GetInvocationStep",
            Parent = _session,
            Arn = "session/{parent}/step/{id}",
            MakeId = static members => members.Text("invocationStepId") ?? ResourceId.Unique(),
            Making = (call, members) =>
            {
                RefuseEnded(call);
                members["invocationId"] = desk.Find(_invocation!, call).Id;
            },
        });
        table.Add(Service, "ListInvocationSteps", ListSteps);
    }

    private Answer ListSteps(OperationCall call)
    {
        string? invocation = call.Input.Text("invocationIdentifier");
        IEnumerable<Resource> steps = _desk.Children(_desk.Find(_session, call), _step)
            .Where(step => invocation is null || step.Members.Text("invocationId") == invocation);
        return ResourceLists.Of(call, steps.Select(step => _desk.FactsOf(step)));
    }

    private void RefuseEnded(OperationCall call)
    {
        Resource session = _desk.Find(_session, call);
        if (Progress.Status(session) != "ACTIVE")
        {
            throw ServiceFault.Conflict($"The session '{session.Id}' has ended.");
        }
    }
}
