using System;
using System.Collections.Generic;
using System.IO;
using System.Text.Json;

namespace BedrockPS.Local.Catalogue;

/// <summary>The models the endpoint knows, read once from the embedded list.</summary>
internal static class ModelCatalogue
{
    private static readonly Lazy<Dictionary<string, CatalogueModel>> s_byId = new(Read);

    public static IReadOnlyCollection<CatalogueModel> Models => s_byId.Value.Values;

    public static CatalogueModel? Find(string id) => s_byId.Value.TryGetValue(id, out CatalogueModel? model) ? model : null;

    private static Dictionary<string, CatalogueModel> Read()
    {
        using Stream stream = typeof(ModelCatalogue).Assembly.GetManifestResourceStream("catalogue.json")
            ?? throw new InvalidOperationException("The model catalogue is not in this build.");
        using JsonDocument document = JsonDocument.Parse(stream);
        Dictionary<string, CatalogueModel> models = new(StringComparer.Ordinal);
        foreach (JsonElement entry in document.RootElement.EnumerateArray())
        {
            CatalogueModel model = new()
            {
                Id = entry.GetProperty("id").GetString()!,
                Name = entry.GetProperty("name").GetString()!,
                Provider = entry.GetProperty("provider").GetString()!,
                Family = entry.GetProperty("family").GetString()!,
                Input = Strings(entry, "input"),
                Output = Strings(entry, "output"),
                Streams = entry.GetProperty("stream").GetBoolean(),
                Inference = Strings(entry, "inference"),
                Profiles = Strings(entry, "profiles"),
                Customizations = Strings(entry, "customizations"),
                Lifecycle = entry.TryGetProperty("lifecycle", out JsonElement life) ? life.GetString()! : "ACTIVE",
                Context = Number(entry, "context"),
                MaxOutput = Number(entry, "maxOutput"),
                Lacks = Strings(entry, "lacks"),
                Features = Strings(entry, "features"),
                CacheMin = Number(entry, "cacheMin"),
                NeedsAgreement = entry.TryGetProperty("agreement", out JsonElement agreement) && agreement.GetBoolean(),
            };
            models.Add(model.Id, model);
        }

        return models;
    }

    private static string[] Strings(JsonElement entry, string name)
    {
        if (!entry.TryGetProperty(name, out JsonElement list))
        {
            return [];
        }

        List<string> values = [];
        foreach (JsonElement value in list.EnumerateArray())
        {
            values.Add(value.GetString()!);
        }

        return [.. values];
    }

    private static int Number(JsonElement entry, string name) => entry.TryGetProperty(name, out JsonElement value) ? value.GetInt32() : 0;
}
