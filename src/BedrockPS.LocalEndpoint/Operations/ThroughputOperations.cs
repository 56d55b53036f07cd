using System;
using System.Collections.Generic;
using System.Linq;
using BedrockPS.Local.Catalogue;
using BedrockPS.Local.Resources;
using BedrockPS.Local.Serving;

namespace BedrockPS.Local.Operations;

/// <summary>Provisioned throughput.</summary>
internal sealed class ThroughputOperations
{
    private const string Service = "bedrock";
    private const string Kind = "provisioned-model";

    private readonly ResourceStore _store;
    private readonly ModelResolver _models;

    public ThroughputOperations(ResourceStore store, ModelResolver models)
    {
        _store = store;
        _models = models;
    }

    public void AddTo(OperationTable table)
    {
        table.Add(Service, "CreateProvisionedModelThroughput", Create);
        table.Add(Service, "GetProvisionedModelThroughput", Get);
        table.Add(Service, "ListProvisionedModelThroughputs", List);
        table.Add(Service, "UpdateProvisionedModelThroughput", Update);
        table.Add(Service, "DeleteProvisionedModelThroughput", Delete);
    }

    private Answer Create(OperationCall call)
    {
        ModelTarget target = FindModel(call, call.Input.Text("modelId")!);
        Resource throughput = _store.Add(call, Kind, call.Input.Text("provisionedModelName")!, 12);
        throughput.Members = ResourceLists.Pick(call.Input, "commitmentDuration", "modelUnits");
        throughput.Members["desiredModelUnits"] = call.Input.Get("modelUnits");
        throughput.Members[ModelTarget.BaseModel] = target.Model.Id;
        throughput.Members["modelArn"] = ArnOf(call, target);
        throughput.Members["desiredModelArn"] = ArnOf(call, target);
        throughput.Members["foundationModelArn"] = Arns.Make(call.Region, "", "foundation-model/" + target.Model.Id);
        if (call.Input.Text("commitmentDuration") is string duration)
        {
            throughput.Members["commitmentExpirationTime"] = throughput.Created.AddMonths(duration == "OneMonth" ? 1 : 6);
        }

        return Answer.Of(new() { ["provisionedModelArn"] = throughput.Arn });
    }

    private Answer Get(OperationCall call)
    {
        Resource throughput = _store.Get(call, Kind, "provisionedModelId");
        throughput.Looks++;
        return Answer.Of(Describe(throughput));
    }

    private Answer List(OperationCall call)
    {
        string? model = call.Input.Text("modelArnEquals");
        return ResourceLists.Of(
            call,
            "provisionedModelSummaries",
            _store.List(call.Region, Kind).Where(throughput => model is null || throughput.Members.Text("modelArn") == model),
            Describe);
    }

    private Answer Update(OperationCall call)
    {
        Resource throughput = _store.Get(call, Kind, "provisionedModelId");
        throughput.Name = call.Input.Text("desiredProvisionedModelName") ?? throughput.Name;
        if (call.Input.Text("desiredModelId") is string desired)
        {
            string arn = ArnOf(call, FindModel(call, desired));
            throughput.Members = new Dictionary<string, object?>(throughput.Members) { ["modelArn"] = arn, ["desiredModelArn"] = arn };
        }

        throughput.Updated = DateTimeOffset.UtcNow;
        return Answer.Of([]);
    }

    private Answer Delete(OperationCall call)
    {
        Resource throughput = _store.Get(call, Kind, "provisionedModelId");
        if (throughput.Members.Get("commitmentExpirationTime") is DateTimeOffset end && end > DateTimeOffset.UtcNow)
        {
            throw ServiceFault.Conflict($"The commitment of '{throughput.Name}' runs until {end:yyyy-MM-dd}.");
        }

        _store.Remove(throughput);
        return Answer.Of([]);
    }

    private ModelTarget FindModel(OperationCall call, string identifier)
    {
        ModelTarget? target = _models.Find(identifier, call.Region);
        return target is { Profile: null } && (target.Made is not null || CatalogueModel.Has(target.Model.Inference, "PROVISIONED"))
            ? target
            : throw ServiceFault.Validation($"The model '{identifier}' cannot have provisioned throughput.");
    }

    private static string ArnOf(OperationCall call, ModelTarget target) =>
        target.Made?.Arn ?? Arns.Make(call.Region, "", "foundation-model/" + target.Model.Id);

    private static Dictionary<string, object?> Describe(Resource throughput)
    {
        Dictionary<string, object?> members = new(throughput.Members);
        members.Remove(ModelTarget.BaseModel);
        members["provisionedModelName"] = throughput.Name;
        members["provisionedModelArn"] = throughput.Arn;
        members["status"] = Progress.Status(throughput, "Creating", "InService");
        members["creationTime"] = throughput.Created;
        members["lastModifiedTime"] = throughput.Updated;
        return members;
    }
}
