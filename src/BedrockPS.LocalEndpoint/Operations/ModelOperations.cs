using System;
using System.Collections.Generic;
using System.Linq;
using BedrockPS.Local.Catalogue;
using BedrockPS.Local.Serving;

namespace BedrockPS.Local.Operations;

/// <summary>The list of models and inference profiles.</summary>
internal static class ModelOperations
{
    private const string Service = "bedrock";

    /// <summary>When the catalogue's profiles came to be; any fixed moment will do.</summary>
    private static readonly DateTimeOffset s_created = new(2025, 1, 15, 0, 0, 0, TimeSpan.Zero);

    public static void AddTo(OperationTable table)
    {
        table.Add(Service, "ListFoundationModels", ListModels);
        table.Add(Service, "GetFoundationModel", GetModel);
        table.Add(Service, "GetFoundationModelAvailability", GetAvailability);
        table.Add(Service, "ListFoundationModelAgreementOffers", ListOffers);
        table.Add(Service, "ListInferenceProfiles", ListProfiles);
        table.Add(Service, "GetInferenceProfile", GetProfile);
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

    private static Answer GetModel(OperationCall call) =>
        Answer.Of(new() { ["modelDetails"] = Describe(Find(call, "modelIdentifier"), call.Region) });

    private static Answer GetAvailability(OperationCall call) => Answer.Of(new()
    {
        ["modelId"] = Find(call, "modelId").Id,
        ["agreementAvailability"] = new Dictionary<string, object?> { ["status"] = "AVAILABLE" },
        ["authorizationStatus"] = "AUTHORIZED",
        ["entitlementAvailability"] = "AVAILABLE",
        ["regionAvailability"] = "AVAILABLE",
    });

    private static Answer ListOffers(OperationCall call)
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

    private static Answer ListProfiles(OperationCall call)
    {
        IEnumerable<InferenceProfile> profiles = call.Input.Text("typeEquals") == "APPLICATION"
            ? []
            : from model in ModelCatalogue.Models
              from geography in Geographies.Of(call.Region)
              where CatalogueModel.Has(model.Profiles, geography)
              orderby geography == "global", model.Id
              select new InferenceProfile(model, geography, call.Region);
        return Pages.Of(call, "inferenceProfileSummaries", profiles.Select(static profile => (object?)Describe(profile)).ToList());
    }

    private static Answer GetProfile(OperationCall call)
    {
        string id = call.Input.Text("inferenceProfileIdentifier") ?? "";
        InferenceProfile profile = ModelTargets.Find(id, call.Region)?.Profile
            ?? throw ServiceFault.NotFound($"The inference profile {id} does not exist.");
        return Answer.Of(Describe(profile));
    }

    private static CatalogueModel Find(OperationCall call, string member)
    {
        ModelTarget? target = ModelTargets.Find(call.Input.Text(member) ?? "", call.Region);
        return target is { Profile: null }
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
}
