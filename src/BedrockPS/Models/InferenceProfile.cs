using System.Collections.Generic;
using System.Linq;

namespace BedrockPS.Models;

/// <summary>An inference profile and the models it routes to, as far as choosing one needs it.</summary>
internal sealed class InferenceProfile
{
    public InferenceProfile(string id, string arn, string type, string status, IReadOnlyList<string> modelArns)
    {
        Id = id;
        Arn = arn;
        Type = type;
        Status = status;
        ModelArns = modelArns;
        ModelIds = modelArns.Select(ModelReader.IdOf).Distinct().ToArray();
    }

    /// <summary>As a list or one's details say.</summary>
    public static InferenceProfile Read(IReadOnlyDictionary<string, object?> summary) => new(
        summary.Text("inferenceProfileId"),
        summary.Text("inferenceProfileArn"),
        summary.Text("type"),
        summary.Text("status"),
        summary.Maps("models").Select(static model => model.Text("modelArn")).Distinct().ToArray());

    public string Id { get; }

    public string Arn { get; }

    public string Type { get; }

    public string Status { get; }

    public IReadOnlyList<string> ModelIds { get; }

    /// <summary>One for every region a call may go to; that of a global profile's model may name no region.</summary>
    public IReadOnlyList<string> ModelArns { get; }

    public bool IsUsable => Type != "APPLICATION" && (Status.Length == 0 || Status == "ACTIVE");
}
