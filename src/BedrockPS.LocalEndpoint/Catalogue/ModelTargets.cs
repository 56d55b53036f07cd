using System;
using BedrockPS.Local.Serving;

namespace BedrockPS.Local.Catalogue;

/// <summary>Finds the model behind an id, a profile id, or the ARN of either.</summary>
internal static class ModelTargets
{
    /// <summary>The model a runtime request is for.</summary>
    /// <exception cref="ServiceFault">The identifier is unknown, or the model cannot be called this way.</exception>
    public static ModelTarget ForInference(string identifier, string region)
    {
        ModelTarget target = Find(identifier, region)
            ?? throw ServiceFault.Validation("The provided model identifier is invalid.");
        if (target.Profile is null && !target.Model.IsOnDemand)
        {
            // The apostrophe is the service's own, and clients match on it.
            throw ServiceFault.Validation(
                $"Invocation of model ID {target.Model.Id} with on-demand throughput isn’t supported. "
                + "Retry your request with the ID or ARN of an inference profile that contains this model.");
        }

        return target;
    }

    public static ModelTarget? Find(string identifier, string region)
    {
        if (identifier.StartsWith("arn:", StringComparison.Ordinal))
        {
            string? resource = Arns.Resource(identifier);
            if (resource?.StartsWith("foundation-model/", StringComparison.Ordinal) == true)
            {
                CatalogueModel? named = ModelCatalogue.Find(resource.Substring("foundation-model/".Length));
                return named is null ? null : new ModelTarget(identifier, named, null);
            }

            if (resource?.StartsWith("inference-profile/", StringComparison.Ordinal) != true)
            {
                return null;
            }

            InferenceProfile? profileOfArn = FindProfile(resource!.Substring("inference-profile/".Length), region);
            return profileOfArn is null ? null : new ModelTarget(identifier, profileOfArn.Model, profileOfArn);
        }

        CatalogueModel? model = ModelCatalogue.Find(identifier);
        if (model is not null)
        {
            return new ModelTarget(identifier, model, null);
        }

        InferenceProfile? profile = FindProfile(identifier, region);
        return profile is null ? null : new ModelTarget(identifier, profile.Model, profile);
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
}
