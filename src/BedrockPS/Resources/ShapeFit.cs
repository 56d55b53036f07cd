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
            if ((shape.FindMember(value.Key) ?? shape.FindMember(value.Key + Suffix)) is MemberDescription member && value.Value is not null)
            {
                fitting[member.Name] = Fit(value.Value, member.Shape);
            }
        }

        return fitting;
    }

    private static object? Fit(object? value, ShapeDescription shape) => value switch
    {
        IReadOnlyDictionary<string, object?> members when shape.Kind == ShapeKind.Structure => Fit(members, shape),
        IReadOnlyDictionary<string, object?> map when shape.Kind == ShapeKind.Map =>
            map.ToDictionary(static entry => entry.Key, entry => Fit(entry.Value, shape.Element!)),
        List<object?> items when shape.Kind == ShapeKind.List => items.ConvertAll(item => Fit(item, shape.Element!)),
        _ => value,
    };
}
