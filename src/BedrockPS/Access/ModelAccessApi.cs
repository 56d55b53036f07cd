using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Models;
using BedrockPS.Protocol;

namespace BedrockPS.Access;

/// <summary>Asks and changes whether the account may use models.</summary>
internal sealed class ModelAccessApi
{
    private const string Service = "bedrock";

    private readonly ApiClient _api;

    public ModelAccessApi(ApiClient api) => _api = api;

    /// <param name="model">Id of a foundation model.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<ModelAccess> GetAsync(string model, CancellationToken cancellationToken)
    {
        Dictionary<string, object?> answer = await CallAsync("GetFoundationModelAvailability", model, cancellationToken).ConfigureAwait(false);
        IReadOnlyDictionary<string, object?> agreement = answer.Map("agreementAvailability");
        string message = agreement.Text("errorMessage");
        ModelAccess access = new()
        {
            Model = model,
            RegionAvailability = answer.Text("regionAvailability"),
            Agreement = agreement.Text("status"),
            Authorization = answer.Text("authorizationStatus"),
            Entitlement = answer.Text("entitlementAvailability"),
            Message = message.Length == 0 ? null : message,
            Region = _api.Region,
        };
        access.Status = ModelAccess.Sum(access.RegionAvailability, access.Authorization, access.Agreement, access.Entitlement);
        return access;
    }

    /// <param name="model">Id of a foundation model.</param>
    /// <param name="offerType">PUBLIC or ALL; null: as the service likes.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<IReadOnlyList<ModelAgreement>> OffersAsync(string model, string? offerType, CancellationToken cancellationToken)
    {
        Dictionary<string, object?> members = new() { ["modelId"] = model };
        if (offerType is not null)
        {
            members["offerType"] = offerType;
        }

        Dictionary<string, object?> answer =
            await _api.CallAsync(Service, "ListFoundationModelAgreementOffers", members, cancellationToken).ConfigureAwait(false);
        string region = _api.Region;
        return answer.Maps("offers").Select(offer => Read(offer, model, region)).ToArray();
    }

    public Task AgreeAsync(string model, string offerToken, CancellationToken cancellationToken) => _api.CallAsync(
        Service,
        "CreateFoundationModelAgreement",
        new Dictionary<string, object?> { ["modelId"] = model, ["offerToken"] = offerToken },
        cancellationToken);

    public Task EndAsync(string model, CancellationToken cancellationToken) =>
        CallAsync("DeleteFoundationModelAgreement", model, cancellationToken);

    private Task<Dictionary<string, object?>> CallAsync(string operation, string model, CancellationToken cancellationToken) =>
        _api.CallAsync(Service, operation, new Dictionary<string, object?> { ["modelId"] = model }, cancellationToken);

    private static ModelAgreement Read(IReadOnlyDictionary<string, object?> offer, string model, string region)
    {
        IReadOnlyDictionary<string, object?> terms = offer.Map("termDetails");
        return new ModelAgreement
        {
            Model = model,
            OfferId = offer.Text("offerId"),
            OfferToken = offer.Text("offerToken"),
            TermsUrl = Said(terms.Map("legalTerm").Text("url")),
            Price = terms.Map("usageBasedPricingTerm").Maps("rateCard").Select(Price).ToArray(),
            Duration = Said(terms.Map("validityTerm").Text("agreementDuration")),
            RefundPolicy = Said(terms.Map("supportTerm").Text("refundPolicyDescription")),
            Region = region,
        };
    }

    private static string Price(IReadOnlyDictionary<string, object?> rate)
    {
        string description = rate.Text("description");
        string unit = rate.Text("unit");
        return $"{rate.Text("dimension")}: {rate.Text("price")}{(unit.Length == 0 ? "" : " per " + unit)}"
            + (description.Length == 0 ? "" : $" ({description})");
    }

    private static string? Said(string text) => text.Length == 0 ? null : text;
}
