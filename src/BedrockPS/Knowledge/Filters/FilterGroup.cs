using System.Collections.Generic;
using System.Linq;

namespace BedrockPS.Knowledge;

/// <summary>Conditions of which all must hold, or one.</summary>
internal sealed class FilterGroup : FilterNode
{
    private FilterGroup(bool isAll, IReadOnlyList<FilterNode> parts)
    {
        IsAll = isAll;
        Parts = parts;
    }

    public bool IsAll { get; }

    public IReadOnlyList<FilterNode> Parts { get; }

    /// <summary>One condition alone is no group; groups of the same kind inside each other are one.</summary>
    public static FilterNode Of(bool isAll, IEnumerable<FilterNode> parts)
    {
        FilterNode[] flat = parts.SelectMany(part => part is FilterGroup group && group.IsAll == isAll ? group.Parts : [part]).ToArray();
        return flat.Length == 1 ? flat[0] : new FilterGroup(isAll, flat) { Position = flat[0].Position };
    }

    public override Dictionary<string, object?>? ToService()
    {
        List<object?> parts = [];
        foreach (FilterNode part in Parts)
        {
            if (part.ToService() is not Dictionary<string, object?> service)
            {
                return null;
            }

            parts.Add(service);
        }

        return new() { [IsAll ? "andAll" : "orAll"] = parts };
    }

    public override bool Fits(IReadOnlyDictionary<string, object?> attributes) =>
        IsAll ? Parts.All(part => part.Fits(attributes)) : Parts.Any(part => part.Fits(attributes));

    public override FilterNode Negate() => Of(!IsAll, Parts.Select(static part => part.Negate()));
}
