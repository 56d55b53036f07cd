using System.Collections.Generic;
using System.Linq;
using BedrockPS.Local.Catalogue;
using BedrockPS.Local.Resources;
using BedrockPS.Local.Serving;

namespace BedrockPS.Local.Operations;

/// <summary>Prompt routers, and endpoints of models from the marketplace.</summary>
internal sealed class ModelEndpoints
{
    private const string Service = "bedrock";

    /// <summary>What answers for a model of the marketplace.</summary>
    private const string MarketplaceBase = "mistral.mistral-7b-instruct-v0:2";

    private const string Deregistered = "isDeregistered";

    private readonly ResourceDesk _desk;
    private readonly ModelResolver _models;
    private readonly ResourceKind _endpoint;

    public ModelEndpoints(ResourceDesk desk, ModelResolver models, OperationTable table)
    {
        _desk = desk;
        _models = models;
        desk.Add(new ResourceKind(Service, "prompt-router", "promptRouter")
        {
            Create = "CreatePromptRouter",
            Get = "GetPromptRouter",
            List = "ListPromptRouters",
            Delete = "DeletePromptRouter",

            // The operations' descriptions know no other ARN of a router.
            Arn = "default-prompt-router/{id}",
            Course = new ResourceCourse("AVAILABLE"),
            Making = PrepareRouter,
            Facts = static (_, facts) => facts["type"] = "custom",
        });
        _endpoint = desk.Add(new ResourceKind(Service, "marketplace-model-endpoint", "endpoint")
        {
            Create = "CreateMarketplaceModelEndpoint",
            Get = "GetMarketplaceModelEndpoint",
            List = "ListMarketplaceModelEndpoints",
            Update = "UpdateMarketplaceModelEndpoint",
            Delete = "DeleteMarketplaceModelEndpoint",
            Actions = new() { ["DeregisterMarketplaceModelEndpoint"] = static (_, endpoint) => endpoint.Set(Deregistered, true) },
            Arn = "arn:aws:sagemaker:{region}:" + Arns.Account + ":endpoint/{id}",
            MakeId = static members => members.Text("endpointName")!,
            Course = new ResourceCourse("Creating", "InService") { Failed = "Failed" },
            Making = static (_, members) => members[ModelTarget.BaseModel] = MarketplaceBase,
            Facts = static (endpoint, facts) =>
            {
                facts["status"] = endpoint.Members.Flag(Deregistered) ? "INCOMPATIBLE_ENDPOINT" : "REGISTERED";
                facts["modelSource"] = facts.Get("modelSourceIdentifier");
            },
        });
        table.Add(Service, "RegisterMarketplaceModelEndpoint", Register);
    }

    private void PrepareRouter(OperationCall call, Dictionary<string, object?> members)
    {
        List<string> arns = call.Input.Maps("models").Select(static model => model.Text("modelArn")!).ToList();
        string fallback = call.Input.Map("fallbackModel")?.Text("modelArn") ?? "";
        foreach (string arn in arns.Append(fallback))
        {
            members[ModelTarget.BaseModel] = _models.Find(arn, call.Region)?.Model.Id
                ?? throw ServiceFault.Validation($"A prompt router cannot route to '{arn}', which does not exist.");
        }
    }

    private Answer Register(OperationCall call)
    {
        string arn = call.Input.Text("endpointIdentifier")!;
        Resource endpoint = _desk.Store.Find(call.Region, _endpoint.Name, arn)
            ?? throw ServiceFault.NotFound($"The endpoint '{arn}' does not exist.");
        endpoint.Set([new(Deregistered, null), new("modelSourceIdentifier", call.Input.Get("modelSourceIdentifier"))]);
        return _desk.Describe(call, endpoint);
    }
}
