using System;
using System.Collections.Generic;
using System.Linq;
using BedrockPS.Local.Serving;
using BedrockPS.Protocol;

namespace BedrockPS.Local.Resources;

/// <summary>Makes an answer of an operation's output shape out of what is known: no member it does not ask for, every one it must have.</summary>
internal static class ShapeFiller
{
    /// <param name="shape">A structure of an answer; null for operations without one.</param>
    /// <param name="facts">What is known, by name.</param>
    /// <param name="noun">What a structure inside is called that is the thing itself, such as agent in {"agent": {...}}.</param>
    public static Dictionary<string, object?> Fill(ShapeDescription? shape, Dictionary<string, object?> facts, string noun = "")
    {
        Dictionary<string, object?> filled = [];
        foreach (MemberDescription member in shape?.Members ?? [])
        {
            object? value = member.Shape.Kind == ShapeKind.Structure && facts.Get(member.Name) is not Dictionary<string, object?>
                && IsItself(member.Name, noun)
                    ? Fill(member.Shape, facts)
                    : member.IsJsonValue ? facts.Get(member.Name)
                    : Project(member.Shape, Find(facts, member.Name));
            value ??= member.IsRequired ? Plausible(member.Shape) : null;
            if (value is not null)
            {
                filled[member.Name] = value;
            }
        }

        return filled;
    }

    /// <summary>Whether a structure is the thing the answer is about, or a version of it.</summary>
    private static bool IsItself(string member, string noun) =>
        noun.Length > 0
        && (member.EndsWith(noun, StringComparison.OrdinalIgnoreCase) || member.EndsWith(noun + "Version", StringComparison.OrdinalIgnoreCase));

    /// <summary>A member under its name or the one it is configured by: topicPolicyConfig makes topicPolicy.</summary>
    private static object? Find(Dictionary<string, object?> values, string name) => values.Get(name) ?? values.Get(name + "Config");

    /// <summary>A value as the shape can hold it; null when it cannot.</summary>
    private static object? Project(ShapeDescription shape, object? value) => (shape.Kind, value) switch
    {
        (_, null) => null,
        (ShapeKind.Structure, Dictionary<string, object?> members) => Fill(shape, members),
        (ShapeKind.List, List<object?> items) => items.Select(item => Project(shape.Element!, item)).Where(static item => item is not null).ToList(),
        (ShapeKind.Map, Dictionary<string, object?> entries) => entries.ToDictionary(static e => e.Key, e => Project(shape.Element!, e.Value)),
        (ShapeKind.Structure or ShapeKind.List or ShapeKind.Map, _) => null,
        (ShapeKind.String, not string) => null,
        (ShapeKind.Timestamp, not DateTimeOffset) => null,
        _ => value,
    };

    private static object? Plausible(ShapeDescription shape) => shape.Kind switch
    {
        ShapeKind.Structure when shape.IsUnion => new Dictionary<string, object?> { [shape.Members[0].Name] = Plausible(shape.Members[0].Shape) },
        ShapeKind.Structure => Fill(shape, []),
        ShapeKind.List => new List<object?>(),
        ShapeKind.Map or ShapeKind.Document => new Dictionary<string, object?>(),
        ShapeKind.String => shape.EnumValues.Count > 0 ? shape.EnumValues[0] : "simulated",
        ShapeKind.Boolean => false,
        ShapeKind.Timestamp => DateTimeOffset.UtcNow,
        ShapeKind.Blob => Array.Empty<byte>(),
        ShapeKind.Float or ShapeKind.Double => shape.Min ?? 0.0,
        _ => (long)(shape.Min ?? 0),
    };
}
