using System;
using BedrockPS.Local.Resources;
using BedrockPS.Local.Serving;

namespace BedrockPS.Local.Catalogue;

/// <summary>
/// Finds the model behind an id, a profile id, or an ARN: of a model, an inference profile, provisioned throughput or a custom model.
/// </summary>
internal sealed class ModelResolver
{
    private readonly ResourceStore _store;

    public ModelResolver(ResourceStore store) => _store = store;

    /// <summary>Whether the account has agreed to a model's terms.</summary>
    public Func<CatalogueModel, bool> IsAgreed { get; set; } = static model => !model.NeedsAgreement;

    /// <summary>The foundation model a member of a request names.</summary>
    /// <exception cref="ServiceFault">ResourceNotFoundException.</exception>
    public CatalogueModel Foundation(OperationCall call, string member) =>
        Find(call.Input.Text(member) ?? "", call.Region) is { IsBare: true } target
            ? target.Model
            : throw ServiceFault.NotFound("Could not resolve the foundation model from the provided model identifier.");

    /// <summary>The model a runtime request is for.</summary>
    /// <exception cref="ServiceFault">The identifier is unknown, or the model cannot be called this way.</exception>
    public ModelTarget ForInference(string identifier, string region)
    {
        ModelTarget target = Find(identifier, region)
            ?? throw ServiceFault.Validation("The provided model identifier is invalid.");
        if (target.IsBare && !target.Model.IsOnDemand)
        {
            // The apostrophe is the service's own, and clients match on it.
            throw ServiceFault.Validation(
                $"Invocation of model ID {target.Model.Id} with on-demand throughput isn’t supported. "
                + "Retry your request with the ID or ARN of an inference profile that contains this model.");
        }

        return IsAgreed(target.Model)
            ? target
            : throw ServiceFault.Denied("You don't have access to the model with the specified model ID.");
    }

    public ModelTarget? Find(string identifier, string region)
    {
        if (!identifier.StartsWith("arn:", StringComparison.Ordinal))
        {
            return FindById(identifier, identifier, region);
        }

        string resource = Arns.Resource(identifier) ?? "";
        int slash = resource.IndexOf('/');
        string id = resource.Substring(slash + 1);
        switch (slash < 0 ? "" : resource.Substring(0, slash))
        {
            case "foundation-model":
                CatalogueModel? model = ModelCatalogue.Find(id);
                return model is null ? null : new ModelTarget(identifier, model, null);
            case "inference-profile":
                InferenceProfile? profile = FindProfile(id, region);
                return profile is null ? null : new ModelTarget(identifier, profile.Model, profile);
            default:
                return FindMade(identifier, region);
        }
    }

    /// <summary>A system profile by id, if the region has it.</summary>
    public static InferenceProfile? FindProfile(string id, string region)
    {
        int dot = id.IndexOf('.');
        if (dot <= 0)
        {
            return null;
        }

        string geography = id.Substring(0, dot);
        CatalogueModel? model = ModelCatalogue.Find(id.Substring(dot + 1));
        return model is not null
            && CatalogueModel.Has(model.Profiles, geography)
            && CatalogueModel.Has(Geographies.Of(region), geography)
                ? new InferenceProfile(model, geography, region)
                : null;
    }

    private static ModelTarget? FindById(string identifier, string id, string region)
    {
        CatalogueModel? model = ModelCatalogue.Find(id);
        if (model is not null)
        {
            return new ModelTarget(identifier, model, null);
        }

        InferenceProfile? profile = FindProfile(id, region);
        return profile is null ? null : new ModelTarget(identifier, profile.Model, profile);
    }

    /// <summary>What was made here: it remembers the foundation model it stands on.</summary>
    private ModelTarget? FindMade(string arn, string region)
    {
        Resource? made = _store.FindByArn(arn);
        if (made is null || made.Region != region || made.Members.Text(ModelTarget.BaseModel) is not string baseId)
        {
            return null;
        }

        CatalogueModel? model = ModelCatalogue.Find(baseId);
        return model is null ? null : new ModelTarget(arn, model, null) { Made = made };
    }
}
