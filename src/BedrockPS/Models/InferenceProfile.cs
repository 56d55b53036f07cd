using System.Collections.Generic;

namespace BedrockPS.Models;

/// <summary>An inference profile and the models it routes to, as far as choosing one needs it.</summary>
internal sealed class InferenceProfile
{
    public InferenceProfile(string id, string arn, string type, string status, IReadOnlyList<string> modelIds)
    {
        Id = id;
        Arn = arn;
        Type = type;
        Status = status;
        ModelIds = modelIds;
    }

    public string Id { get; }

    public string Arn { get; }

    public string Type { get; }

    public string Status { get; }

    public IReadOnlyList<string> ModelIds { get; }

    public bool IsUsable => Type != "APPLICATION" && (Status.Length == 0 || Status == "ACTIVE");
}
