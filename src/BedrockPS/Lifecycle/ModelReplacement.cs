using System;
using System.Linq;
using BedrockPS.Inference.Families;
using BedrockPS.Models;

namespace BedrockPS.Lifecycle;

/// <summary>
/// Names what takes a model's place: the newest active model of the region that has the same words in its id. No table of successors
/// is kept, for it would be wrong with the next model; where the ids do not tell, there is no answer.
/// </summary>
internal sealed class ModelReplacement
{
    private readonly ModelCatalog _catalog;

    public ModelReplacement(ModelCatalog catalog) => _catalog = catalog;

    /// <param name="name">As it is written where it is used: one with a geography before it is replaced by a profile of that geography.</param>
    /// <param name="id">The model's id.</param>
    /// <returns>What to write instead; null where nothing fits.</returns>
    public string? For(string name, string id)
    {
        ModelName old = new(id);
        Model? successor = _catalog.Models
            .Where(model => ModelLifecycle.StatusOf(model) == ModelLifecycleStatus.Active && model.Id != id && model.InferenceType is not ["PROVISIONED"])
            .Select(static model => (Model: model, Name: new ModelName(model.Id)))
            .Where(candidate => candidate.Name.Provider == old.Provider && old.Words.IsSubsetOf(candidate.Name.Words))
            .OrderByDescending(candidate => candidate.Name.Words.Count == old.Words.Count)
            .ThenByDescending(candidate => candidate.Name.Size == old.Size)
            .ThenByDescending(static candidate => candidate.Model.StartOfLife ?? DateTimeOffset.MinValue)
            .ThenByDescending(static candidate => candidate.Name)
            .Select(static candidate => candidate.Model)
            .FirstOrDefault();
        return successor is null ? null : Written(name, successor);
    }

    private string Written(string name, Model successor)
    {
        string? geography = FoundationModelId.GeographyOf(name);
        InferenceProfile[] profiles = _catalog.ProfilesOf(successor.Id).ToArray();
        InferenceProfile? profile = profiles.FirstOrDefault(entry => FoundationModelId.GeographyOf(entry.Id) == geography) ?? profiles.FirstOrDefault();
        return profile is not null && (geography is not null || !successor.InferenceType.Contains("ON_DEMAND")) ? profile.Id : successor.Id;
    }
}
