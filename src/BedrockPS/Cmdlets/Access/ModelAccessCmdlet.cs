using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using BedrockPS.Access;
using BedrockPS.Models;

namespace BedrockPS.Cmdlets;

/// <summary>A cmdlet about the account's access to models, which may be named as everywhere; one wrong name among several fails alone.</summary>
public abstract class ModelAccessCmdlet : ConnectedCmdlet
{
    /// <summary>Names given for the current input.</summary>
    private protected abstract string[]? Names { get; }

    protected override object? Target => Names is [string only] ? only : Names;

    private protected ModelAccessApi Access => new(Api);

    /// <summary>Does something for each model that is named, with its name as it was given and the foundation model's id.</summary>
    private protected void ForEachModel(Action<string> step) => ForEach(
        Names ?? [],
        name =>
        {
            foreach (string model in ModelsOf(name))
            {
                step(model);
            }
        },
        (name, exception) =>
        {
            if (exception.Code == "ResourceNotFound" && exception.Operation is not null)
            {
                exception.RecommendedAction = $"Get-BRModelAccess {name} shows how it stands in {Api.Region}, Get-BRModel which models there are.";
            }
        });

    /// <summary>Ids of the foundation models a name means: those that fit, where it has wildcards.</summary>
    private protected IEnumerable<string> ModelsOf(string name)
    {
        if (!WildcardPattern.ContainsWildcardCharacters(name))
        {
            return [Wait(ModelNames.FoundationAsync(Api, name, StopToken))];
        }

        WildcardPattern pattern = new(name, WildcardOptions.IgnoreCase);
        return Wait(ModelCatalog.ReadAsync(Api, StopToken)).Models
            .Where(model => model.InferenceType is not ["PROVISIONED"] && pattern.IsMatch(model.Id))
            .Select(static model => model.Id);
    }

    /// <summary>Agrees to the one offer there is, or the one named, once the user has seen its terms.</summary>
    /// <returns>Whether the user wanted it.</returns>
    private protected bool Agree(string model, string? offerToken, SwitchParameter force)
    {
        IReadOnlyList<ModelAgreement> offers = Wait(Access.OffersAsync(model, null, StopToken));
        ModelAgreement[] fitting = offers.Where(offer => string.IsNullOrEmpty(offerToken) || offer.OfferToken == offerToken).ToArray();
        if (fitting.Length != 1)
        {
            throw fitting.Length == 0
                ? new BedrockException("ResourceNotFound", $"{Api.Region} has no {(offers.Count == 0 ? "" : "such ")}offer for {model}.")
                {
                    RecommendedAction = $"Get-BRModelAgreement {model} lists the offers; not every model needs an agreement.",
                }
                : new BedrockException("ParameterInvalid", $"There are {fitting.Length} offers for {model}: {string.Join(", ", fitting.Select(static offer => offer.OfferId))}.")
                {
                    RecommendedAction = $"Pipe the one you want: Get-BRModelAgreement {model} | Where-Object OfferId -eq ... | Approve-BRModelAgreement.",
                };
        }

        string terms = AgreementTerms.Describe(fitting[0]);
        if (!IsSpared(force) && !ShouldProcess($"Agree for the account: {terms}", $"Do you agree for the account? {terms}", $"Agreement for {model}"))
        {
            return false;
        }

        Wait(Access.AgreeAsync(model, fitting[0].OfferToken, StopToken));
        return true;
    }
}
