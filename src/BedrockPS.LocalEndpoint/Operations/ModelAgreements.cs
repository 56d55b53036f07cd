using System.Collections.Concurrent;
using System.Collections.Generic;
using BedrockPS.Local.Catalogue;
using BedrockPS.Local.Serving;

namespace BedrockPS.Local.Operations;

/// <summary>Agreements to the terms of models: most are made from the start, those of a few models wait for the account to make them.</summary>
internal sealed class ModelAgreements
{
    private const string Service = "bedrock";
    private const string TokenPrefix = "simulated-offer-token-";

    private readonly ConcurrentDictionary<string, bool> _changed = new();
    private readonly ModelResolver _models;

    public ModelAgreements(ModelResolver models, OperationTable table)
    {
        _models = models;
        models.IsAgreed = IsAgreed;
        table.Add(Service, "GetFoundationModelAvailability", GetAvailability);
        table.Add(Service, "ListFoundationModelAgreementOffers", ListOffers);
        table.Add(Service, "CreateFoundationModelAgreement", Agree);
        table.Add(Service, "DeleteFoundationModelAgreement", Disagree);
    }

    private bool IsAgreed(CatalogueModel model) => _changed.TryGetValue(model.Id, out bool agreed) ? agreed : !model.NeedsAgreement;

    private Answer GetAvailability(OperationCall call)
    {
        CatalogueModel model = _models.Foundation(call, "modelId");
        bool agreed = IsAgreed(model);
        return Answer.Of(new()
        {
            ["modelId"] = model.Id,
            ["agreementAvailability"] = new Dictionary<string, object?> { ["status"] = agreed ? "AVAILABLE" : "NOT_AVAILABLE" },
            ["authorizationStatus"] = "AUTHORIZED",
            ["entitlementAvailability"] = agreed ? "AVAILABLE" : "NOT_AVAILABLE",
            ["regionAvailability"] = "AVAILABLE",
        });
    }

    private Answer Agree(OperationCall call)
    {
        CatalogueModel model = _models.Foundation(call, "modelId");
        if (call.Input.Text("offerToken") != TokenPrefix + model.Id)
        {
            throw ServiceFault.Validation("The offer token is not one of this model's offers.");
        }

        if (IsAgreed(model))
        {
            throw ServiceFault.Conflict($"There is an agreement for {model.Id} already.");
        }

        _changed[model.Id] = true;
        return Answer.Of(new() { ["modelId"] = model.Id });
    }

    private Answer Disagree(OperationCall call)
    {
        CatalogueModel model = _models.Foundation(call, "modelId");
        if (!IsAgreed(model))
        {
            throw ServiceFault.NotFound($"There is no agreement for {model.Id}.");
        }

        _changed[model.Id] = false;
        return Answer.Of([]);
    }

    private Answer ListOffers(OperationCall call)
    {
        CatalogueModel model = _models.Foundation(call, "modelId");
        return Answer.Of(new()
        {
            ["modelId"] = model.Id,
            ["offers"] = new List<object?>
            {
                new Dictionary<string, object?>
                {
                    ["offerId"] = "offer-" + model.Id,
                    ["offerToken"] = TokenPrefix + model.Id,
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
}
