using System;
using System.Collections.Generic;
using System.Linq;
using BedrockPS.Local.Catalogue;
using BedrockPS.Local.Resources;
using BedrockPS.Local.Serving;

namespace BedrockPS.Local.Operations;

/// <summary>Inference profiles: the system's, which are always there, and the account's own.</summary>
internal sealed class InferenceProfiles
{
    private const string Service = "bedrock";

    /// <summary>When the catalogue's profiles came to be; any fixed moment will do.</summary>
    private static readonly DateTimeOffset s_created = new(2025, 1, 15, 0, 0, 0, TimeSpan.Zero);

    private readonly ResourceDesk _desk;
    private readonly ModelResolver _models;
    private readonly ResourceKind _kind;

    public InferenceProfiles(ResourceDesk desk, ModelResolver models, OperationTable table)
    {
        _desk = desk;
        _models = models;
        _kind = desk.Add(new ResourceKind(Service, "application-inference-profile", "inferenceProfile")
        {
            Create = "CreateInferenceProfile",
            Delete = "DeleteInferenceProfile",
            Course = new ResourceCourse("ACTIVE"),
            Making = Prepare,
            Facts = static (_, facts) => facts["type"] = "APPLICATION",
        });
        table.Add(Service, "GetInferenceProfile", Get);
        table.Add(Service, "ListInferenceProfiles", List);
    }

    private void Prepare(OperationCall call, Dictionary<string, object?> members)
    {
        string source = call.Input.Map("modelSource")?.Text("copyFrom") ?? "";
        ModelTarget target = _models.Find(source, call.Region) is { Made: null } found
            ? found
            : throw ServiceFault.Validation($"modelSource.copyFrom: '{source}' is neither a foundation model nor a system inference profile.");
        if (target.IsBare && !target.Model.IsOnDemand)
        {
            throw ServiceFault.Validation($"The model {target.Model.Id} cannot be called on demand: copy from an inference profile of it.");
        }

        members[ModelTarget.BaseModel] = target.Model.Id;
        members["models"] = ModelList(target.Profile?.ModelArns ?? [Arns.Make(call.Region, "", "foundation-model/" + target.Model.Id)]);
    }

    private Answer Get(OperationCall call)
    {
        string id = call.Input.Text("inferenceProfileIdentifier") ?? "";
        return _models.Find(id, call.Region)?.Profile is InferenceProfile profile
            ? Answer.Of(Describe(profile))
            : _desk.Describe(call, _desk.Find(_kind, call));
    }

    private Answer List(OperationCall call)
    {
        // Without a type the service tells of its own alone.
        string type = call.Input.Text("typeEquals") ?? "SYSTEM_DEFINED";
        return ResourceLists.Of(call, type == "APPLICATION"
            ? _desk.Store.List(call.Region, _kind).Select(profile => _desk.FactsOf(profile))
            : from model in ModelCatalogue.Models
              from geography in Geographies.Of(call.Region)
              where CatalogueModel.Has(model.Profiles, geography)
              orderby geography == "global", model.Id
              select Describe(new InferenceProfile(model, geography, call.Region)));
    }

    private static Dictionary<string, object?> Describe(InferenceProfile profile) => new()
    {
        ["inferenceProfileName"] = profile.Name,
        ["description"] = $"Routes requests to {profile.Model.Name} in the regions of {profile.Geography}",
        ["createdAt"] = s_created,
        ["updatedAt"] = s_created,
        ["inferenceProfileArn"] = profile.Arn,
        ["models"] = ModelList(profile.ModelArns),
        ["inferenceProfileId"] = profile.Id,
        ["status"] = "ACTIVE",
        ["type"] = "SYSTEM_DEFINED",
    };

    private static List<object?> ModelList(IEnumerable<string> arns) =>
        arns.Select(static arn => (object?)new Dictionary<string, object?> { ["modelArn"] = arn }).ToList();
}
