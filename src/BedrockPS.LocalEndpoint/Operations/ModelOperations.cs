using System;
using System.Collections.Generic;
using System.Linq;
using BedrockPS.Local.Catalogue;
using BedrockPS.Local.Resources;
using BedrockPS.Local.Serving;

namespace BedrockPS.Local.Operations;

/// <summary>The list of models, and inference profiles: the system's and those made here.</summary>
internal sealed class ModelOperations
{
    private const string Service = "bedrock";

    /// <summary>When the catalogue's profiles came to be; any fixed moment will do.</summary>
    private static readonly DateTimeOffset s_created = new(2025, 1, 15, 0, 0, 0, TimeSpan.Zero);

    private const string ProfileKind = "application-inference-profile";

    private readonly ResourceStore _store;
    private readonly ModelResolver _models;

    public ModelOperations(ResourceStore store, ModelResolver models)
    {
        _store = store;
        _models = models;
    }

    public void AddTo(OperationTable table)
    {
        table.Add(Service, "ListFoundationModels", ListModels);
        table.Add(Service, "GetFoundationModel", GetModel);
        table.Add(Service, "GetFoundationModelAvailability", GetAvailability);
        table.Add(Service, "ListFoundationModelAgreementOffers", ListOffers);
        table.Add(Service, "ListInferenceProfiles", ListProfiles);
        table.Add(Service, "GetInferenceProfile", GetProfile);
        table.Add(Service, "CreateInferenceProfile", CreateProfile);
        table.Add(Service, "DeleteInferenceProfile", DeleteProfile);
    }

    private static Answer ListModels(OperationCall call)
    {
        string? provider = call.Input.Text("byProvider");
        string? output = call.Input.Text("byOutputModality");
        string? inference = call.Input.Text("byInferenceType");
        string? customization = call.Input.Text("byCustomizationType");
        List<object?> models = [];
        foreach (CatalogueModel model in ModelCatalogue.Models)
        {
            if ((provider is null || string.Equals(model.Provider, provider, StringComparison.OrdinalIgnoreCase))
                && (output is null || CatalogueModel.Has(model.Output, output))
                && (inference is null || CatalogueModel.Has(model.Inference, inference))
                && (customization is null || CatalogueModel.Has(model.Customizations, customization)))
            {
                models.Add(Describe(model, call.Region));
            }
        }

        return Answer.Of(new() { ["modelSummaries"] = models });
    }

    private Answer GetModel(OperationCall call) =>
        Answer.Of(new() { ["modelDetails"] = Describe(Find(call, "modelIdentifier"), call.Region) });

    private Answer GetAvailability(OperationCall call) => Answer.Of(new()
    {
        ["modelId"] = Find(call, "modelId").Id,
        ["agreementAvailability"] = new Dictionary<string, object?> { ["status"] = "AVAILABLE" },
        ["authorizationStatus"] = "AUTHORIZED",
        ["entitlementAvailability"] = "AVAILABLE",
        ["regionAvailability"] = "AVAILABLE",
    });

    private Answer ListOffers(OperationCall call)
    {
        CatalogueModel model = Find(call, "modelId");
        return Answer.Of(new()
        {
            ["modelId"] = model.Id,
            ["offers"] = new List<object?>
            {
                new Dictionary<string, object?>
                {
                    ["offerId"] = "offer-" + model.Id,
                    ["offerToken"] = "simulated-offer-token",
                    ["termDetails"] = new Dictionary<string, object?>
                    {
                        ["usageBasedPricingTerm"] = new Dictionary<string, object?>
                        {
                            ["rateCard"] = new List<object?>
                            {
                                new Dictionary<string, object?>
                                {
                                    ["dimension"] = "InputTokenCount",
                                    ["price"] = "0",
                                    ["description"] = "Simulated: nothing is charged",
                                    ["unit"] = "1K tokens",
                                },
                            },
                        },
                        ["legalTerm"] = new Dictionary<string, object?> { ["url"] = "https://example.com/terms" },
                        ["supportTerm"] = new Dictionary<string, object?> { ["refundPolicyDescription"] = "Nothing is charged" },
                    },
                },
            },
        });
    }

    private Answer ListProfiles(OperationCall call)
    {
        string type = call.Input.Text("typeEquals") ?? "SYSTEM_DEFINED";
        IEnumerable<Dictionary<string, object?>> profiles = type == "APPLICATION"
            ? _store.List(call.Region, ProfileKind).Select(Describe)
            : from model in ModelCatalogue.Models
              from geography in Geographies.Of(call.Region)
              where CatalogueModel.Has(model.Profiles, geography)
              orderby geography == "global", model.Id
              select Describe(new InferenceProfile(model, geography, call.Region));
        return Pages.Of(call, "inferenceProfileSummaries", profiles.Cast<object?>().ToList());
    }

    private Answer GetProfile(OperationCall call)
    {
        string id = call.Input.Text("inferenceProfileIdentifier") ?? "";
        if (_models.Find(id, call.Region)?.Profile is InferenceProfile profile)
        {
            return Answer.Of(Describe(profile));
        }

        return Answer.Of(Describe(_store.Get(call, ProfileKind, "inferenceProfileIdentifier")));
    }

    private Answer CreateProfile(OperationCall call)
    {
        string source = call.Input.Map("modelSource")?.Text("copyFrom") ?? "";
        ModelTarget target = _models.Find(source, call.Region) is { Made: null } found
            ? found
            : throw ServiceFault.Validation($"modelSource.copyFrom: '{source}' is neither a foundation model nor a system inference profile.");
        if (target.IsBare && !target.Model.IsOnDemand)
        {
            throw ServiceFault.Validation($"The model {target.Model.Id} cannot be called on demand: copy from an inference profile of it.");
        }

        Resource profile = _store.Add(call, ProfileKind, call.Input.Text("inferenceProfileName")!, 12);
        IEnumerable<string> models = target.Profile?.ModelArns ?? [Arns.Make(call.Region, "", "foundation-model/" + target.Model.Id)];
        profile.Members = ResourceLists.Pick(call.Input, "description");
        profile.Members[ModelTarget.BaseModel] = target.Model.Id;
        profile.Members["models"] = models.Select(static arn => (object?)new Dictionary<string, object?> { ["modelArn"] = arn }).ToList();
        return Answer.Of(new() { ["inferenceProfileArn"] = profile.Arn, ["status"] = "ACTIVE" });
    }

    private Answer DeleteProfile(OperationCall call)
    {
        _store.Remove(_store.Get(call, ProfileKind, "inferenceProfileIdentifier"));
        return Answer.Of([]);
    }

    private CatalogueModel Find(OperationCall call, string member)
    {
        ModelTarget? target = _models.Find(call.Input.Text(member) ?? "", call.Region);
        return target is { IsBare: true }
            ? target.Model
            : throw ServiceFault.NotFound("Could not resolve the foundation model from the provided model identifier.");
    }

    private static Dictionary<string, object?> Describe(CatalogueModel model, string region) => new()
    {
        ["modelArn"] = Arns.Make(region, "", "foundation-model/" + model.Id),
        ["modelId"] = model.Id,
        ["modelName"] = model.Name,
        ["providerName"] = model.Provider,
        ["inputModalities"] = new List<object?>(model.Input),
        ["outputModalities"] = new List<object?>(model.Output),
        ["responseStreamingSupported"] = model.Streams,
        ["customizationsSupported"] = new List<object?>(model.Customizations),
        ["inferenceTypesSupported"] = new List<object?>(model.Inference),
        ["modelLifecycle"] = new Dictionary<string, object?> { ["status"] = model.Lifecycle },
    };

    private static Dictionary<string, object?> Describe(InferenceProfile profile) => new()
    {
        ["inferenceProfileName"] = profile.Name,
        ["description"] = $"Routes requests to {profile.Model.Name} in the regions of {profile.Geography}",
        ["createdAt"] = s_created,
        ["updatedAt"] = s_created,
        ["inferenceProfileArn"] = profile.Arn,
        ["models"] = profile.ModelArns.Select(static arn => (object?)new Dictionary<string, object?> { ["modelArn"] = arn }).ToList(),
        ["inferenceProfileId"] = profile.Id,
        ["status"] = "ACTIVE",
        ["type"] = "SYSTEM_DEFINED",
    };

    private static Dictionary<string, object?> Describe(Resource profile)
    {
        Dictionary<string, object?> members = ResourceLists.Pick(profile.Members, "description", "models");
        members["inferenceProfileName"] = profile.Name;
        members["createdAt"] = profile.Created;
        members["updatedAt"] = profile.Updated;
        members["inferenceProfileArn"] = profile.Arn;
        members["inferenceProfileId"] = profile.Id;
        members["status"] = "ACTIVE";
        members["type"] = "APPLICATION";
        return members;
    }
}
