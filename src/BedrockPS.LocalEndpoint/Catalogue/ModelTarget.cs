namespace BedrockPS.Local.Catalogue;

/// <summary>What a modelId of a request means.</summary>
internal sealed class ModelTarget
{
    public ModelTarget(string identifier, CatalogueModel model, InferenceProfile? profile)
    {
        Identifier = identifier;
        Model = model;
        Profile = profile;
    }

    /// <summary>As the request gave it, decoded.</summary>
    public string Identifier { get; }

    public CatalogueModel Model { get; }

    /// <summary>Null when the model itself was named.</summary>
    public InferenceProfile? Profile { get; }
}
