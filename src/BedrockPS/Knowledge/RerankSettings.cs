using System.Collections.Generic;
using System.Linq;

namespace BedrockPS.Knowledge;

/// <summary>How passages that were found are put into a better order.</summary>
internal sealed class RerankSettings
{
    /// <summary>The service's own choice of a model, and none, of managed knowledge bases.</summary>
    public const string Managed = "MANAGED";

    public const string None = "NONE";

    /// <summary>ARN of a rerank model, or <see cref="Managed"/> or <see cref="None"/>.</summary>
    public required string Model { get; init; }

    /// <summary>How many of them are kept.</summary>
    public int? Top { get; init; }

    /// <summary>Attributes the model is told beside the text; * for all.</summary>
    public IReadOnlyList<string>? Include { get; init; }

    /// <summary>Attributes the model is not told, all others being.</summary>
    public IReadOnlyList<string>? Exclude { get; init; }

    /// <summary>Fields of the model's own.</summary>
    public Dictionary<string, object?>? AdditionalFields { get; init; }

    /// <summary>A model was named, and not left to the service.</summary>
    public bool IsCustom => Model is not (Managed or None);

    public Dictionary<string, object?> Members()
    {
        Dictionary<string, object?> model = new() { ["modelArn"] = Model };
        if (AdditionalFields is not null)
        {
            model["additionalModelRequestFields"] = AdditionalFields;
        }

        Dictionary<string, object?> reranking = new() { ["modelConfiguration"] = model };
        if (Top is int top)
        {
            reranking["numberOfRerankedResults"] = top;
        }

        if (Metadata() is Dictionary<string, object?> metadata)
        {
            reranking["metadataConfiguration"] = metadata;
        }

        return new() { ["type"] = "BEDROCK_RERANKING_MODEL", ["bedrockRerankingConfiguration"] = reranking };
    }

    private Dictionary<string, object?>? Metadata() =>
        Include is null && Exclude is null ? null
        : Include?.Contains("*") == true ? new() { ["selectionMode"] = "ALL" }
        : new()
        {
            ["selectionMode"] = "SELECTIVE",
            ["selectiveModeConfiguration"] = Include is not null
                ? new Dictionary<string, object?> { ["fieldsToInclude"] = Fields(Include) }
                : new Dictionary<string, object?> { ["fieldsToExclude"] = Fields(Exclude!) },
        };

    private static List<object?> Fields(IEnumerable<string> names) =>
        [.. names.Select(static name => new Dictionary<string, object?> { ["fieldName"] = name })];
}
