using System;
using System.Collections.Generic;
using System.Linq;
using BedrockPS.Models;
using BedrockPS.Resources;

namespace BedrockPS.Access;

/// <summary>A model under examination, and what is known of it by now.</summary>
internal sealed class AccessPatient
{
    /// <param name="name">As it was asked for.</param>
    /// <param name="model">The foundation model; no more than its id is sure.</param>
    public AccessPatient(string name, Model model)
    {
        Name = name;
        Model = model;
    }

    public string Name { get; }

    public Model Model { get; }

    public ModelAccess? Access { get; set; }

    /// <summary>The profile it is called through; null: by its own id.</summary>
    public InferenceProfile? Profile { get; set; }

    public string CallId => Name.StartsWith("arn:", StringComparison.Ordinal) ? Name : Profile?.Id ?? (ModelResolver.IsFullId(Name) ? Name : Model.Id);

    /// <summary>Named by the ARN of a provisioned, custom or deployed model.</summary>
    public bool IsOwned => ResourceArn.TryParse(Name) is { Account.Length: > 0, Kind: not ("inference-profile" or "application-inference-profile") };

    /// <summary>Only what writes text can be asked for one token.</summary>
    public bool IsTextModel => Model.OutputModality.Length == 0 || Model.OutputModality.Contains("TEXT");

    /// <summary>Regions the profile routes to.</summary>
    public IEnumerable<string> Destinations() => Profile!.ModelArns
        .Select(static arn => ResourceArn.TryParse(arn)?.Region ?? "")
        .Select(static region => region.Length == 0 ? "every region" : region)
        .Distinct();

    /// <summary>What a policy must allow for a call: the model, or the profile with the model in each of its regions.</summary>
    public IReadOnlyList<string> Resources(string region, string partition) => Profile is null
        ? [IsOwned ? Name : Model.Arn.Length > 0 ? Model.Arn : $"arn:{partition}:bedrock:{region}::foundation-model/{Model.Id}"]
        : [Profile.Arn, .. Profile.ModelArns];
}
