using System;
using System.Collections.Generic;
using System.Linq;
using BedrockPS.Local.Catalogue;
using BedrockPS.Local.Resources;
using BedrockPS.Local.Serving;

namespace BedrockPS.Local.Operations;

/// <summary>Model customization jobs, and the custom models they make.</summary>
internal sealed class CustomizationOperations
{
    private const string Service = "bedrock";
    private const string JobKind = "model-customization-job";
    private const string ModelKind = "custom-model";

    private readonly ResourceStore _store;
    private readonly ModelResolver _models;

    public CustomizationOperations(ResourceStore store, ModelResolver models)
    {
        _store = store;
        _models = models;
    }

    public void AddTo(OperationTable table)
    {
        table.Add(Service, "CreateModelCustomizationJob", CreateJob);
        table.Add(Service, "GetModelCustomizationJob", GetJob);
        table.Add(Service, "ListModelCustomizationJobs", ListJobs);
        table.Add(Service, "StopModelCustomizationJob", StopJob);
        table.Add(Service, "GetCustomModel", GetModel);
        table.Add(Service, "ListCustomModels", ListModels);
        table.Add(Service, "DeleteCustomModel", DeleteModel);
    }

    private Answer CreateJob(OperationCall call)
    {
        string identifier = call.Input.Text("baseModelIdentifier")!;
        CatalogueModel model = _models.Find(identifier, call.Region)?.Model
            ?? throw ServiceFault.Validation($"The base model identifier '{identifier}' is invalid.");
        string type = call.Input.Text("customizationType") ?? "FINE_TUNING";
        if (!CatalogueModel.Has(model.Customizations, type))
        {
            throw ServiceFault.Validation($"The model {model.Id} cannot be customized by {type}.");
        }

        if (_store.Find(call.Region, ModelKind, call.Input.Text("customModelName")!) is not null)
        {
            throw ServiceFault.Conflict($"The custom model name '{call.Input.Text("customModelName")}' is already in use.");
        }

        Resource job = _store.Add(call, JobKind, call.Input.Text("jobName")!, 12, model.Id + "/");
        job.Members = ResourceLists.Pick(
            call.Input, "jobName", "roleArn", "clientRequestToken", "hyperParameters", "trainingDataConfig", "validationDataConfig",
            "outputDataConfig", "vpcConfig", "customizationConfig");
        job.Members["outputModelName"] = call.Input.Text("customModelName");
        job.Members["customizationType"] = type;
        job.Members["baseModelArn"] = Arns.Make(call.Region, "", "foundation-model/" + model.Id);
        job.Members[ModelTarget.BaseModel] = model.Id;
        return Answer.Of(new() { ["jobArn"] = job.Arn });
    }

    private Answer GetJob(OperationCall call)
    {
        Resource job = _store.Get(call, JobKind, "jobIdentifier");
        job.Looks++;
        string status = StatusOf(call, job);
        Dictionary<string, object?> members = new(job.Members);
        members.Remove(ModelTarget.BaseModel);
        members["jobArn"] = job.Arn;
        members["status"] = status;
        members["creationTime"] = job.Created;
        members["lastModifiedTime"] = job.Updated;
        if (!members.ContainsKey("validationDataConfig"))
        {
            members["validationDataConfig"] = new Dictionary<string, object?> { ["validators"] = new List<object?>() };
        }

        if (status is "Completed" or "Stopped")
        {
            members["endTime"] = job.Updated;
        }

        return Answer.Of(members);
    }

    private Answer ListJobs(OperationCall call) => ResourceLists.Of(
        call,
        "modelCustomizationJobSummaries",
        _store.List(call.Region, JobKind),
        job =>
        {
            Dictionary<string, object?> summary = ResourceLists.Pick(job.Members, "jobName", "baseModelArn", "customizationType");
            summary["jobArn"] = job.Arn;
            summary["status"] = StatusOf(call, job);
            summary["creationTime"] = job.Created;
            summary["lastModifiedTime"] = job.Updated;
            summary["customModelName"] = job.Members.Get("outputModelName");
            if (job.Members.Get("outputModelArn") is object arn)
            {
                summary["customModelArn"] = arn;
            }

            return summary;
        });

    private Answer StopJob(OperationCall call)
    {
        Resource job = _store.Get(call, JobKind, "jobIdentifier");
        if (StatusOf(call, job) != "InProgress")
        {
            throw ServiceFault.Conflict($"The job '{job.Name}' is not in progress.");
        }

        job.FinalStatus = "Stopped";
        job.Updated = DateTimeOffset.UtcNow;
        return Answer.Of([]);
    }

    /// <summary>The job's status; what it makes comes to be when it is first seen to be completed.</summary>
    private string StatusOf(OperationCall call, Resource job)
    {
        string status = Progress.Status(job, "InProgress", "Completed");
        lock (job)
        {
            if (status == "Completed" && job.Members.Get("outputModelArn") is null)
            {
                string baseModel = job.Members.Text(ModelTarget.BaseModel)!;
                Resource model = _store.Add(call, ModelKind, job.Members.Text("outputModelName")!, 12, baseModel + "/");
                model.Members = ResourceLists.Pick(
                    job.Members, ModelTarget.BaseModel, "baseModelArn", "customizationType", "hyperParameters", "trainingDataConfig",
                    "validationDataConfig", "outputDataConfig", "customizationConfig", "jobName");
                model.Members["jobArn"] = job.Arn;
                job.Members = new Dictionary<string, object?>(job.Members) { ["outputModelArn"] = model.Arn };
            }
        }

        return status;
    }

    private Answer GetModel(OperationCall call)
    {
        Resource model = _store.Get(call, ModelKind, "modelIdentifier");
        Dictionary<string, object?> members = new(model.Members);
        members.Remove(ModelTarget.BaseModel);
        members["modelArn"] = model.Arn;
        members["modelName"] = model.Name;
        members["creationTime"] = model.Created;
        members["modelStatus"] = "Active";
        return Answer.Of(members);
    }

    private Answer ListModels(OperationCall call)
    {
        string? baseArn = call.Input.Text("baseModelArnEquals") ?? call.Input.Text("foundationModelArnEquals");
        foreach (Resource job in _store.List(call.Region, JobKind))
        {
            // A job that is done by now has its model in the list.
            StatusOf(call, job);
        }

        return ResourceLists.Of(
            call,
            "modelSummaries",
            _store.List(call.Region, ModelKind).Where(model => baseArn is null || model.Members.Text("baseModelArn") == baseArn),
            static model =>
            {
                Dictionary<string, object?> summary = ResourceLists.Pick(model.Members, "baseModelArn", "customizationType");
                summary["modelArn"] = model.Arn;
                summary["modelName"] = model.Name;
                summary["creationTime"] = model.Created;
                summary["baseModelName"] = ModelCatalogue.Find(model.Members.Text(ModelTarget.BaseModel)!)!.Name;
                summary["ownerAccountId"] = Arns.Account;
                summary["modelStatus"] = "Active";
                return summary;
            },
            "modelStatus");
    }

    private Answer DeleteModel(OperationCall call)
    {
        _store.Remove(_store.Get(call, ModelKind, "modelIdentifier"));
        return Answer.Of([]);
    }
}
