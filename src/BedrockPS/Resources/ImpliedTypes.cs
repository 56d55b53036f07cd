using System;
using System.Collections.Generic;
using System.Linq;
using BedrockPS.Protocol;

namespace BedrockPS.Resources;

/// <summary>
/// Fills in what the rest already says. The services want a type beside the one configuration that is given, S3_VECTORS beside
/// s3VectorsConfiguration, and filters with the only attribute and operator there is.
/// </summary>
internal static class ImpliedTypes
{
    /// <summary>Adds to a request's members, at any depth.</summary>
    /// <param name="shape">The shape of the value.</param>
    /// <param name="value">Plain members or items.</param>
    public static void Fill(ShapeDescription shape, object? value)
    {
        switch (value)
        {
            case Dictionary<string, object?> members when shape.Kind == ShapeKind.Structure:
                FillMembers(shape, members);
                break;
            case Dictionary<string, object?> map when shape.Kind == ShapeKind.Map:
                foreach (object? entry in map.Values)
                {
                    Fill(shape.Element!, entry);
                }

                break;
            case List<object?> items when shape.Kind == ShapeKind.List:
                foreach (object? item in items)
                {
                    Fill(shape.Element!, item);
                }

                break;
        }
    }

    private static void FillMembers(ShapeDescription shape, Dictionary<string, object?> members)
    {
        List<MemberDescription> given = [];
        foreach (KeyValuePair<string, object?> entry in members)
        {
            if (entry.Value is not null && shape.FindMember(entry.Key) is MemberDescription member)
            {
                Fill(member.Shape, entry.Value);
                given.Add(member);
            }
        }

        if (given.Count == 0)
        {
            return;
        }

        foreach (MemberDescription missing in shape.Members)
        {
            if (missing.IsRequired && missing.Shape.EnumValues.Count > 0 && !given.Contains(missing) && Implied(missing.Shape, given) is string word)
            {
                members[missing.Name] = word;
            }
        }
    }

    private static string? Implied(ShapeDescription type, List<MemberDescription> given)
    {
        if (type.EnumValues.Count == 1)
        {
            return type.EnumValues[0];
        }

        // S3 and S3_VECTORS both begin s3VectorsConfiguration: the longer word is meant.
        string?[] words =
        [
            .. given.Select(member => type.EnumValues
                .Where(word => member.Name.StartsWith(word.Replace("_", ""), StringComparison.OrdinalIgnoreCase))
                .OrderByDescending(static word => word.Length)
                .FirstOrDefault()).Where(static word => word is not null).Distinct(),
        ];
        return words.Length == 1 ? words[0] : null;
    }
}
