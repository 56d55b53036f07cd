using System.Collections.Generic;
using System.Linq;
using BedrockPS.Protocol;

namespace BedrockPS.Resources;

/// <summary>
/// Cuts what a service has answered down to what it takes. The services show a policy as contentPolicy and take it as
/// contentPolicyConfig; that they do throughout, so it is a rule here.
/// </summary>
internal static class ShapeFit
{
    private const string Suffix = "Config";

    public static Dictionary<string, object?> Fit(IReadOnlyDictionary<string, object?> values, ShapeDescription shape)
    {
        Dictionary<string, object?> fitting = [];
        foreach (KeyValuePair<string, object?> value in values)
        {
            // A list that has to hold something is left out when it is empty, which is how the service means it.
            if (Find(shape, value.Key) is MemberDescription member
                && value.Value is not null
                && !(value.Value is List<object?> { Count: 0 } && member.Shape.Min > 0))
            {
                fitting[member.Name] = Fit(value.Value, member.Shape);
            }
        }

        return fitting;
    }

    /// <summary>
    /// The same under the names the service takes: what it has shown can be given back. What it does not know stays as it is, to be
    /// refused by its own name.
    /// </summary>
    public static object? Rename(object? value, ShapeDescription shape)
    {
        switch (value)
        {
            case Dictionary<string, object?> members when shape.Kind == ShapeKind.Structure:
                Dictionary<string, object?> renamed = new(members.Count);
                foreach (KeyValuePair<string, object?> entry in members)
                {
                    MemberDescription? member = Find(shape, entry.Key);
                    string name = member is null || shape.FindMember(entry.Key) is not null ? entry.Key : member.Name;
                    renamed[name] = member is null ? entry.Value : Rename(entry.Value, member.Shape);
                }

                return renamed;
            case List<object?> items when shape.Kind == ShapeKind.List:
                return items.ConvertAll(item => Rename(item, shape.Element!));
            default:
                return value;
        }
    }

    private static MemberDescription? Find(ShapeDescription shape, string name) => shape.FindMember(name) ?? shape.FindMember(name + Suffix);

    private static object? Fit(object? value, ShapeDescription shape) => value switch
    {
        IReadOnlyDictionary<string, object?> members when shape.Kind == ShapeKind.Structure => Fit(members, shape),
        IReadOnlyDictionary<string, object?> map when shape.Kind == ShapeKind.Map =>
            map.ToDictionary(static entry => entry.Key, entry => Fit(entry.Value, shape.Element!)),
        List<object?> items when shape.Kind == ShapeKind.List => items.ConvertAll(item => Fit(item, shape.Element!)),
        _ => value,
    };
}
