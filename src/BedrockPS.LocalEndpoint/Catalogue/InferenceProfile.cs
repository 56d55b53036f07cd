using System.Collections.Generic;

namespace BedrockPS.Local.Catalogue;

/// <summary>A system inference profile as one region sees it.</summary>
internal sealed class InferenceProfile
{
    public InferenceProfile(CatalogueModel model, string geography, string region)
    {
        Model = model;
        Geography = geography;
        Region = region;
    }

    public CatalogueModel Model { get; }

    /// <summary>us, eu, apac, global and so on.</summary>
    public string Geography { get; }

    public string Region { get; }

    public string Id => Geography + "." + Model.Id;

    public string Name => (Geography == "global" ? "Global" : Geography.ToUpperInvariant()) + " " + Model.Provider + " " + Model.Name;

    public string Arn => Arns.Make(Region, Arns.Account, "inference-profile/" + Id);

    /// <summary>The model in every region requests may be routed to.</summary>
    public IEnumerable<string> ModelArns
    {
        get
        {
            foreach (string region in Geographies.Destinations(Geography, Region))
            {
                yield return Arns.Make(region, "", "foundation-model/" + Model.Id);
            }
        }
    }
}
