using System;
using System.Collections.Generic;
using BedrockPS.Protocol;

namespace BedrockPS.Resources;

/// <summary>Some members of a structure, each given for itself: to change one of them is not to drop the others.</summary>
internal sealed class PartialMembers : Dictionary<string, object?>
{
    public PartialMembers()
        : base(StringComparer.Ordinal)
    {
    }

    /// <summary>A value as it is after a change.</summary>
    /// <param name="present">The value so far.</param>
    /// <param name="change">What takes its place; partial members take only theirs, in a structure or in the one item of a list.</param>
    /// <param name="shape">The shape of both. Of a union just one member may be set, so no other stays.</param>
    public static object? Merge(object? present, object? change, ShapeDescription shape) => change switch
    {
        PartialMembers part => part.Over(present, shape),
        List<object?> and [PartialMembers part] when shape.Max == 1 && present is List<object?> and [object only] => new List<object?> { part.Over(only, shape.Element!) },
        _ => change,
    };

    /// <summary>The structure as it was, with these members changed.</summary>
    public Dictionary<string, object?> Over(object? present, ShapeDescription shape)
    {
        if (present is not IReadOnlyDictionary<string, object?> members)
        {
            return this;
        }

        Dictionary<string, object?> result = new(StringComparer.Ordinal);
        foreach (KeyValuePair<string, object?> member in members)
        {
            if (!shape.IsUnion)
            {
                result[member.Key] = member.Value;
            }
        }

        foreach (KeyValuePair<string, object?> change in this)
        {
            members.TryGetValue(change.Key, out object? before);
            result[change.Key] = Merge(before, change.Value, shape.FindMember(change.Key)!.Shape);
        }

        return result;
    }
}
