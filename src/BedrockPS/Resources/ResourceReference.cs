using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using BedrockPS.Api;
using BedrockPS.Inference;
using BedrockPS.Protocol;

namespace BedrockPS.Resources;

/// <summary>What an object of the module's or an ARN refers to.</summary>
internal sealed class ResourceReference
{
    private ResourceReference(ResourceType type, ResourceContent content, string? region)
    {
        Type = type;
        Content = content;
        Region = region;
    }

    public ResourceType Type { get; }

    /// <summary>What is known of it: enough to find it.</summary>
    public ResourceContent Content { get; }

    /// <summary>Where it is; null where that is not said.</summary>
    public string? Region { get; }

    /// <summary>What finds it.</summary>
    /// <exception cref="BedrockException">ResourceUnknown.</exception>
    public Dictionary<string, object?> KeyIn(ApiClient api) => new ResourceApi(api, Type).Locate(Content, Content.Values)
        ?? throw new BedrockException("ResourceUnknown", $"The {Type.Label} does not say all that finds it.");

    /// <summary>What an input refers to; null where it is nothing of that kind.</summary>
    public static ResourceReference? Of(object? input)
    {
        PSObject? value = input as PSObject;
        return (value?.BaseObject ?? input) is string text ? OfArn(text.Trim()) : value is null ? null : OfObject(value);
    }

    private static ResourceReference? OfArn(string arn)
    {
        // An agent's alias has an ARN that begins as an agent's does: the longer kind is meant.
        ResourceType? type = ResourceTypes.All
            .Where(type => type.Get is not null && type.HasArn(arn))
            .OrderByDescending(static type => type.ArnKind!.Length)
            .FirstOrDefault();
        if (type is null)
        {
            return null;
        }

        Dictionary<string, object?> values = new() { [type.Id[0]] = type.IdOf(arn) ?? arn };
        if (type.Arn.Length > 0)
        {
            values[type.Arn[0]] = arn;
        }

        return new ResourceReference(type, new ResourceContent(type, values, null), arn.Split(':')[3]);
    }

    private static ResourceReference? OfObject(PSObject value)
    {
        Dictionary<string, object?> values = [];
        foreach (PSPropertyInfo property in value.Properties)
        {
            if (property.Name.Length > 0 && ObjectJson.ValueOf(property) is string text)
            {
                values[char.ToLowerInvariant(property.Name[0]) + property.Name.Substring(1)] = text;
            }
        }

        string? region = value.Properties["Region"] is PSPropertyInfo place ? ObjectJson.ValueOf(place) as string : null;

        if (OwnObject.KindOf(value) is string kind && ResourceTypes.Named(kind) is { Get: not null } type)
        {
            return new ResourceReference(type, new ResourceContent(type, values, null), region);
        }

        // An answer of Invoke-BRApi has no type of ours, but tells the ARN of what it made.
        ResourceReference[] found = [.. values.Values
            .OfType<string>()
            .Select(OfArn)
            .OfType<ResourceReference>()
            .Where(static reference => reference.Type.States is not null)
            .GroupBy(static reference => reference.Content.First(reference.Type.Arn))
            .Select(static group => group.First())];
        return found.Length == 1 ? found[0] : null;
    }
}
