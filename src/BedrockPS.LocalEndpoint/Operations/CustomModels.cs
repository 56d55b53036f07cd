using System.Collections.Generic;
using System.Linq;
using BedrockPS.Local.Catalogue;
using BedrockPS.Local.Resources;
using BedrockPS.Local.Serving;

namespace BedrockPS.Local.Operations;

/// <summary>Models of the account's own and what makes them: customization, copy and import jobs; and what lets them be called.</summary>
internal sealed class CustomModels
{
    private const string Service = "bedrock";

    /// <summary>Models whose base nobody has named stand on these.</summary>
    private const string DefaultBase = "amazon.nova-lite-v1:0";
    private const string ImportedBase = "meta.llama3-8b-instruct-v1:0";

    private static readonly ResourceCourse s_job = new("InProgress", "Completed") { Failed = "Failed", Stopped = "Stopped" };

    /// <summary>What a copy of a model has from it.</summary>
    private static readonly string[] s_copied =
        [ModelTarget.BaseModel, "baseModelArn", "customizationType", "hyperParameters", "trainingDataConfig", "outputDataConfig"];

    private readonly ResourceDesk _desk;
    private readonly ModelResolver _models;
    private readonly ResourceKind _custom;
    private readonly ResourceKind _imported;

    public CustomModels(ResourceDesk desk, ModelResolver models)
    {
        _desk = desk;
        _models = models;
        _custom = desk.Add(new ResourceKind(Service, "custom-model", "model")
        {
            Create = "CreateCustomModel",
            Get = "GetCustomModel",
            List = "ListCustomModels",
            Delete = "DeleteCustomModel",
            MakeId = static members => members.Text("newId")
                ?? (members.ContainsKey("jobArn") ? members.Text(ModelTarget.BaseModel) : "imported") + "/" + ResourceId.Small(),
            Course = new ResourceCourse("Creating", "Active") { Failed = "Failed" },
            Making = static (call, members) => SetBase(call, members, ModelCatalogue.Find(DefaultBase)!),
            HeldBy = new() { ["provisioned-model"] = "modelArn", ["custom-model-deployment"] = "modelArn" },
            Facts = static (model, facts) =>
            {
                facts["foundationModelArn"] = facts.Get("baseModelArn");
                facts["baseModelName"] = ModelCatalogue.Find(model.Members.Text(ModelTarget.BaseModel)!)!.Name;
            },
        });
        _imported = desk.Add(new ResourceKind(Service, "imported-model", "model")
        {
            Get = "GetImportedModel",
            List = "ListImportedModels",
            Delete = "DeleteImportedModel",
        });
        AddJobs();
        AddCapacity();
    }

    private void AddJobs()
    {
        _desk.Add(new ResourceKind(Service, "model-customization-job", "job")
        {
            Create = "CreateModelCustomizationJob",
            Get = "GetModelCustomizationJob",
            List = "ListModelCustomizationJobs",
            Stop = "StopModelCustomizationJob",
            MakeId = static members => members.Text(ModelTarget.BaseModel) + "/" + ResourceId.Small(),
            Course = s_job,
            Renames = new() { ["customModelName"] = "outputModelName", ["customModelKmsKeyId"] = "outputModelKmsKeyArn" },
            Making = PrepareCustomization,
            Done = job =>
            {
                Dictionary<string, object?> loss = new() { ["trainingLoss"] = 0.25 };
                job.Set("trainingMetrics", loss);
                Resource model = MakeModel(_custom, job, job.Members.Text("customModelName")!, "customModelTags", new(job.Members)
                {
                    ["jobArn"] = job.Arn,
                    ["modelKmsKeyArn"] = job.Members.Get("customModelKmsKeyId"),
                });
                job.Set([new("outputModelArn", model.Arn), new("customModelArn", model.Arn)]);
            },
        });
        _desk.Add(new ResourceKind(Service, "model-copy-job", "job")
        {
            Create = "CreateModelCopyJob",
            Get = "GetModelCopyJob",
            List = "ListModelCopyJobs",
            NameMember = "targetModelName",
            Course = s_job,
            Renames = new() { ["modelKmsKeyId"] = "targetModelKmsKeyArn" },
            Making = PrepareCopy,
            Done = job => MakeModel(_custom, job, job.Name, "targetModelTags", new(job.Members)
            {
                ["jobArn"] = job.Arn,
                ["modelKmsKeyArn"] = job.Members.Get("modelKmsKeyId"),
            }),
        });
        _desk.Add(new ResourceKind(Service, "model-import-job", "job")
        {
            Create = "CreateModelImportJob",
            Get = "GetModelImportJob",
            List = "ListModelImportJobs",
            Course = s_job,
            Renames = new() { ["importedModelKmsKeyId"] = "importedModelKmsKeyArn" },
            Making = (call, _) => RefuseTaken(call, _imported, "importedModelName"),
            Done = job =>
            {
                Resource model = MakeModel(_imported, job, job.Members.Text("importedModelName")!, "importedModelTags", new(job.Members)
                {
                    [ModelTarget.BaseModel] = ImportedBase,
                    ["jobArn"] = job.Arn,
                    ["modelArchitecture"] = "llama",
                    ["modelKmsKeyArn"] = job.Members.Get("importedModelKmsKeyId"),
                    ["instructSupported"] = true,
                    ["customModelUnits"] = new Dictionary<string, object?>
                    {
                        ["customModelUnitsPerModelCopy"] = 1L,
                        ["customModelUnitsVersion"] = "v1.0",
                    },
                });
                job.Set("importedModelArn", model.Arn);
            },
        });
    }

    private void AddCapacity()
    {
        _desk.Add(new ResourceKind(Service, "custom-model-deployment", "customModelDeployment")
        {
            Create = "CreateCustomModelDeployment",
            Get = "GetCustomModelDeployment",
            List = "ListCustomModelDeployments",
            Update = "UpdateCustomModelDeployment",
            Delete = "DeleteCustomModelDeployment",
            NameMember = "modelDeploymentName",
            Course = new ResourceCourse("Creating", "Active") { Failed = "Failed" },
            Making = (call, members) => members[ModelTarget.BaseModel] = FindCustom(call).Members.Get(ModelTarget.BaseModel),
            Updating = (call, _) => FindCustom(call),
            Updated = static (call, deployment) => deployment.Set("updateDetails", new Dictionary<string, object?>
            {
                ["modelArn"] = call.Input.Get("modelArn"),
                ["updateStatus"] = "UpdateCompleted",
            }),
        });
        _desk.Add(new ResourceKind(Service, "provisioned-model", "provisionedModel")
        {
            Create = "CreateProvisionedModelThroughput",
            Get = "GetProvisionedModelThroughput",
            List = "ListProvisionedModelThroughputs",
            Update = "UpdateProvisionedModelThroughput",
            Delete = "DeleteProvisionedModelThroughput",
            Course = new ResourceCourse("Creating", "InService") { Failed = "Failed" },
            Renames = new() { ["modelUnits"] = "desiredModelUnits" },
            Making = PrepareThroughput,
            Updated = Redirect,
            Facts = static (throughput, facts) =>
            {
                if (throughput.Members.Text("commitmentDuration") is string duration)
                {
                    facts["commitmentExpirationTime"] = throughput.Created.AddMonths(duration == "OneMonth" ? 1 : 6);
                }
            },
            Deleting = static (_, throughput) =>
            {
                if (throughput.Members.Get("commitmentDuration") is not null)
                {
                    throw ServiceFault.Conflict($"The commitment of '{throughput.Name}' has not ended yet.");
                }
            },
        });
    }

    private void PrepareCustomization(OperationCall call, Dictionary<string, object?> members)
    {
        string identifier = call.Input.Text("baseModelIdentifier")!;
        CatalogueModel model = _models.Find(identifier, call.Region)?.Model
            ?? throw ServiceFault.Validation($"The base model identifier '{identifier}' is invalid.");
        string type = call.Input.Text("customizationType") ?? "FINE_TUNING";
        if (!CatalogueModel.Has(model.Customizations, type))
        {
            throw ServiceFault.Validation($"The model {model.Id} cannot be customized by {type}.");
        }

        RefuseTaken(call, _custom, "customModelName");
        members["customizationType"] = type;
        SetBase(call, members, model);
    }

    private void PrepareCopy(OperationCall call, Dictionary<string, object?> members)
    {
        string arn = call.Input.Text("sourceModelArn")!;
        Resource source = _desk.Store.FindByArn(arn) is { Kind.Name: "custom-model" } found
            ? found
            : throw ServiceFault.NotFound($"The custom model '{arn}' does not exist.");
        string id = source.Members.Text(ModelTarget.BaseModel) + "/" + ResourceId.Small();
        members["newId"] = id;
        members["targetModelArn"] = Arns.Make(call.Region, Arns.Account, "custom-model/" + id);
        members["sourceModelName"] = source.Name;
        members["sourceAccount"] = members["sourceAccountId"] = Arns.Account;
        foreach (string taken in s_copied)
        {
            members[taken] = source.Members.Get(taken);
        }
    }

    private void PrepareThroughput(OperationCall call, Dictionary<string, object?> members)
    {
        ModelTarget target = FindProvisionable(call, call.Input.Text("modelId")!);
        members[ModelTarget.BaseModel] = target.Model.Id;
        members["modelArn"] = members["desiredModelArn"] = ArnOf(call, target);
        members["foundationModelArn"] = FoundationArn(call.Region, target.Model);
    }

    private void Redirect(OperationCall call, Resource throughput)
    {
        throughput.Name = call.Input.Text("desiredProvisionedModelName") ?? throughput.Name;
        if (call.Input.Text("desiredModelId") is string desired)
        {
            string arn = ArnOf(call, FindProvisionable(call, desired));
            throughput.Set([new("modelArn", arn), new("desiredModelArn", arn)]);
        }
    }

    /// <summary>The model a job has made; it is ready at once.</summary>
    private Resource MakeModel(ResourceKind kind, Resource job, string name, string tags, Dictionary<string, object?> members)
    {
        Resource model = _desk.Make(kind, job.Region, name, members);
        model.FinalStatus = kind.Course?.Done;
        foreach (KeyValuePair<string, string> tag in ResourceTags.Read(job.Members.Get(tags)))
        {
            model.Tags[tag.Key] = tag.Value;
        }

        return model;
    }

    private void RefuseTaken(OperationCall call, ResourceKind kind, string member)
    {
        string name = call.Input.Text(member)!;
        if (_desk.Store.Find(call.Region, kind.Name, name) is not null)
        {
            throw ServiceFault.Conflict($"The {kind.Title} name '{name}' is already in use.");
        }
    }

    private Resource FindCustom(OperationCall call)
    {
        string arn = call.Input.Text("modelArn")!;
        return _desk.Store.Find(call.Region, "custom-model", arn) ?? throw ServiceFault.NotFound($"The custom model '{arn}' does not exist.");
    }

    private ModelTarget FindProvisionable(OperationCall call, string identifier)
    {
        ModelTarget? target = _models.Find(identifier, call.Region);
        return target is { Profile: null } && (target.Made is not null || CatalogueModel.Has(target.Model.Inference, "PROVISIONED"))
            ? target
            : throw ServiceFault.Validation($"The model '{identifier}' cannot have provisioned throughput.");
    }

    private static void SetBase(OperationCall call, Dictionary<string, object?> members, CatalogueModel model)
    {
        members[ModelTarget.BaseModel] = model.Id;
        members["baseModelArn"] = FoundationArn(call.Region, model);
    }

    private static string ArnOf(OperationCall call, ModelTarget target) => target.Made?.Arn ?? FoundationArn(call.Region, target.Model);

    private static string FoundationArn(string region, CatalogueModel model) => Arns.Make(region, "", "foundation-model/" + model.Id);
}
