using System.Collections.Generic;
using System.Linq;
using BedrockPS.Inference.Families;
using BedrockPS.Models;

namespace BedrockPS.Lifecycle;

/// <summary>Finds the models a file names and holds them against those of a region.</summary>
internal sealed class ModelReferences
{
    private readonly ModelCatalog _catalog;
    private readonly ModelReplacement _replacement;
    private readonly ModelIdPattern _pattern;
    private readonly string _region;

    public ModelReferences(ModelCatalog catalog, string region)
    {
        _catalog = catalog;
        _replacement = new ModelReplacement(catalog);
        _pattern = new ModelIdPattern(catalog.Models.Select(static model => model.Id));
        _region = region;
    }

    /// <summary>In the order they stand there.</summary>
    public IEnumerable<ModelReference> In(string path, string content)
    {
        List<int> lines = LineStarts(content);
        foreach ((int start, string text) in ScriptText.Parts(path, content))
        {
            foreach ((int offset, string id) in _pattern.Find(text))
            {
                int line = lines.BinarySearch(start + offset);
                line = line < 0 ? ~line - 1 : line;
                yield return Judge(new ModelReference
                {
                    Path = path,
                    Line = line + 1,
                    Column = start + offset - lines[line] + 1,
                    Model = id,
                    Region = _region,
                });
            }
        }
    }

    private ModelReference Judge(ModelReference reference)
    {
        string id = FoundationModelId.Of(reference.Model)!;
        Model? model = _catalog.Models.FirstOrDefault(entry => entry.Id == id);
        reference.EndOfLife = model?.EndOfLife;
        bool isProfile = id != reference.Model;
        if (model is not null && isProfile && _catalog.ProfilesFailure is null && _catalog.Profiles.All(profile => profile.Id != reference.Model))
        {
            // The region has the model, and not this way to it.
            reference.Status = ModelLifecycleStatus.Unknown;
            reference.Replacement = _catalog.ProfilesOf(id).FirstOrDefault()?.Id ?? id;
            return reference;
        }

        reference.Status = model is null ? ModelLifecycleStatus.Unknown : ModelLifecycle.StatusOf(model);
        reference.Replacement = reference.Status == ModelLifecycleStatus.Active ? null : _replacement.For(reference.Model, id);
        return reference;
    }

    private static List<int> LineStarts(string content)
    {
        List<int> starts = [0];
        for (int index = 0; index < content.Length; index++)
        {
            if (content[index] == '\n')
            {
                starts.Add(index + 1);
            }
        }

        return starts;
    }
}
