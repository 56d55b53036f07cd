using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using BedrockPS.Resources;

namespace BedrockPS.Cmdlets;

/// <summary>
/// Marks a parameter that takes ARNs, and takes them out of whole objects: whatever a service calls them, an object of Bedrock's has
/// one of its own.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ResourceArnAttribute : ArgumentTransformationAttribute
{
    private const string Suffix = "Arn";

    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        object? value = Base(inputData);
        return value is IEnumerable items and not (string or IDictionary)
            ? items.Cast<object?>().Select(One).ToArray()
            : value is null ? inputData : One(inputData);
    }

    /// <summary>The ARN of an object: called Arn, or after its type, or the one property of Bedrock's that ends so.</summary>
    /// <returns>Null where it has none, or several of which none is its own.</returns>
    internal static string? Find(PSObject source)
    {
        if (source.Properties[Suffix]?.Value is string { Length: > 0 } own)
        {
            return own;
        }

        foreach (ResourceType type in ResourceTypes.All)
        {
            if (source.TypeNames.Contains("BedrockPS." + type.Name))
            {
                foreach (string name in type.Arn)
                {
                    if (source.Properties[name]?.Value is string { Length: > 0 } arn)
                    {
                        return arn;
                    }
                }
            }
        }

        HashSet<string> found = [];
        foreach (PSPropertyInfo property in source.Properties)
        {
            if (property.Name.EndsWith(Suffix, StringComparison.OrdinalIgnoreCase) && property.Value is string text && ResourceArn.TryParse(text) is not null)
            {
                found.Add(text);
            }
        }

        return found.Count == 1 ? found.First() : null;
    }

    private static object? Base(object? value) => value is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : value;

    private static string One(object? item) => Base(item) switch
    {
        string text => text,
        null => "",
        _ => Find(PSObject.AsPSObject(item!)) ?? throw new ArgumentTransformationMetadataException("The object has no ARN of its own."),
    };
}
