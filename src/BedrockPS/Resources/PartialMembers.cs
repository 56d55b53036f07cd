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

    /// <summary>The structure as it was, with these members changed.</summary>
    /// <param name="present">The structure so far.</param>
    /// <param name="shape">Its shape. Of a union just one member may be set, so no other stays.</param>
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
            result[change.Key] = change.Value is PartialMembers part && members.TryGetValue(change.Key, out object? before)
                ? part.Over(before, shape.FindMember(change.Key)!.Shape)
                : change.Value;
        }

        return result;
    }
}
