using System.Collections.Generic;
using System.Linq;
using BedrockPS.Local.Agents;
using BedrockPS.Local.Resources;
using BedrockPS.Local.Serving;

namespace BedrockPS.Local.Operations;

/// <summary>Flows with their versions and aliases.</summary>
internal sealed class FlowResources
{
    private const string Service = "bedrock-agent";

    private static readonly ResourceCourse s_draft = new("NotPrepared");
    private static readonly ResourceCourse s_preparing = new("Preparing", "Prepared") { Failed = "Failed" };

    private readonly ResourceDesk _desk;
    private readonly ResourceKind _alias;

    public FlowResources(ResourceDesk desk, OperationTable table)
    {
        _desk = desk;
        Flow = desk.Add(new ResourceKind(Service, "flow", "flow")
        {
            Create = "CreateFlow",
            Get = "GetFlow",
            List = "ListFlows",
            Update = "UpdateFlow",
            Delete = "DeleteFlow",
            Actions = new() { ["PrepareFlow"] = static (_, flow) => flow.Begin(s_preparing) },
            Versions = new VersionOperations("flowVersion")
            {
                Create = "CreateFlowVersion",
                Get = "GetFlowVersion",
                List = "ListFlowVersions",
                Delete = "DeleteFlowVersion",
                Deleting = RefuseRouted,
            },
            Quota = 100,
            Course = s_draft,
            Updated = static (_, flow) => flow.Begin(s_draft),
            Facts = static (flow, facts) => facts["validations"] = FlowRules.Check(flow.Members.Map("definition") ?? []),
            Deleting = RefuseAliased,
        });
        _alias = desk.Add(new ResourceKind(Service, "flow-alias", "flowAlias")
        {
            Create = "CreateFlowAlias",
            Get = "GetFlowAlias",
            List = "ListFlowAliases",
            Update = "UpdateFlowAlias",
            Delete = "DeleteFlowAlias",
            Parent = Flow,
            Arn = "flow/{parent}/alias/{id}",
            Quota = 10,
            Making = (call, _) => CheckRoute(call),
            Updating = (call, _) => CheckRoute(call),
        });
        table.Add(Service, "ValidateFlowDefinition", static call =>
            Answer.Of(new() { ["validations"] = FlowRules.Check(call.Input.Map("definition")!) }));
    }

    public ResourceKind Flow { get; }

    private void CheckRoute(OperationCall call)
    {
        Resource flow = _desk.Find(Flow, call);
        foreach (string? version in VersionsOf(call.Input))
        {
            if (version is not null and not ResourceVersion.Draft && flow.FindVersion(version) is null)
            {
                throw ServiceFault.NotFound($"The flow '{flow.Id}' has no version '{version}'.");
            }
        }
    }

    private static IEnumerable<string?> VersionsOf(Dictionary<string, object?> alias) =>
        alias.Maps("routingConfiguration").Select(static route => route.Text("flowVersion"));

    private void RefuseAliased(OperationCall call, Resource flow)
    {
        if (!ResourceDesk.IsForced(call) && _desk.Children(flow, _alias).FirstOrDefault() is Resource alias)
        {
            throw ServiceFault.Conflict($"The flow '{flow.Id}' is in use by its alias '{alias.Id}'.");
        }
    }

    private void RefuseRouted(OperationCall call, Resource flow, string version)
    {
        if (_desk.Children(flow, _alias).Find(alias => VersionsOf(alias.Members).Contains(version)) is Resource alias)
        {
            throw ServiceFault.Conflict($"Version {version} of the flow '{flow.Id}' is in use by its alias '{alias.Id}'.");
        }
    }
}
