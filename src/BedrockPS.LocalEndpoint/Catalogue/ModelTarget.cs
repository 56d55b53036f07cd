using BedrockPS.Local.Resources;

namespace BedrockPS.Local.Catalogue;

/// <summary>What a modelId of a request means.</summary>
internal sealed class ModelTarget
{
    /// <summary>Member by which a resource remembers its foundation model; no operation's output has it.</summary>
    public const string BaseModel = "baseModelId";

    public ModelTarget(string identifier, CatalogueModel model, InferenceProfile? profile)
    {
        Identifier = identifier;
        Model = model;
        Profile = profile;
    }

    /// <summary>As the request gave it, decoded.</summary>
    public string Identifier { get; }

    public CatalogueModel Model { get; }

    /// <summary>Null when no system profile was named.</summary>
    public InferenceProfile? Profile { get; }

    /// <summary>The application profile, provisioned throughput or custom model that was named.</summary>
    public Resource? Made { get; set; }

    /// <summary>The model itself was named.</summary>
    public bool IsBare => Profile is null && Made is null;
}
