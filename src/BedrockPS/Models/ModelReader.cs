using System.Collections.Generic;
using System.Linq;

namespace BedrockPS.Models;

/// <summary>Makes a <see cref="Model"/> of what the service says about it.</summary>
internal static class ModelReader
{
    public static Model Read(IReadOnlyDictionary<string, object?> summary, ILookup<string, string> profilesByModel, string region)
    {
        IReadOnlyDictionary<string, object?> lifecycle = summary.Map("modelLifecycle");
        string id = summary.Text("modelId");
        return new Model
        {
            Id = id,
            Name = summary.Text("modelName"),
            Provider = summary.Text("providerName"),
            InputModality = summary.Texts("inputModalities"),
            OutputModality = summary.Texts("outputModalities"),
            Streaming = summary.Flag("responseStreamingSupported"),
            InferenceType = summary.Texts("inferenceTypesSupported"),
            CustomizationType = summary.Texts("customizationsSupported"),
            Lifecycle = lifecycle.Text("status"),
            StartOfLife = lifecycle.Time("startOfLifeTime"),
            LegacyTime = lifecycle.Time("legacyTime"),
            EndOfLife = lifecycle.Time("endOfLifeTime"),
            Arn = summary.Text("modelArn"),
            InferenceProfile = profilesByModel[id].ToArray(),
            Region = region,
        };
    }

    /// <summary>The id at the end of a foundation model's ARN; an id stays as it is.</summary>
    public static string IdOf(string arn) => arn.Substring(arn.LastIndexOf('/') + 1);
}
