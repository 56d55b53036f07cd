using System;
using System.Collections.Generic;
using System.Linq;
using BedrockPS.Local.Serving;
using BedrockPS.Protocol;

namespace BedrockPS.Local.Resources;

/// <summary>Tags on the wire, which bedrock writes as a list of keys and values and bedrock-agent as a map.</summary>
internal static class ResourceTags
{
    private const int MaxTags = 50;

    /// <summary>The tags in a member of a request; none when it is not there.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Read(object? member) => member switch
    {
        Dictionary<string, object?> map => map.Select(static tag => new KeyValuePair<string, string>(tag.Key, tag.Value as string ?? "")),
        List<object?> list => list.OfType<Dictionary<string, object?>>()
            .Select(static tag => new KeyValuePair<string, string>(tag.Text("key") ?? "", tag.Text("value") ?? "")),
        _ => [],
    };

    public static object Write(Resource resource, bool asMap)
    {
        lock (resource.Tags)
        {
            return asMap
                ? resource.Tags.ToDictionary(static tag => tag.Key, static tag => (object?)tag.Value)
                : resource.Tags
                    .Select(static tag => (object?)new Dictionary<string, object?> { ["key"] = tag.Key, ["value"] = tag.Value })
                    .ToList();
        }
    }

    /// <exception cref="ServiceFault">There would be too many, or one is of those that only AWS gives.</exception>
    public static void Add(Resource resource, IEnumerable<KeyValuePair<string, string>> tags, OperationDescription operation)
    {
        lock (resource.Tags)
        {
            List<KeyValuePair<string, string>> given = tags.ToList();
            if (given.Exists(static tag => tag.Key.StartsWith("aws:", StringComparison.OrdinalIgnoreCase)))
            {
                throw ServiceFault.Validation("Tag keys that begin with aws: are reserved.");
            }

            if (given.Select(static tag => tag.Key).Concat(resource.Tags.Keys).Distinct().Count() > MaxTags)
            {
                string code = operation.Errors.Contains("TooManyTagsException") ? "TooManyTagsException" : "ServiceQuotaExceededException";
                throw new ServiceFault(400, code, $"A resource has at most {MaxTags} tags.");
            }

            foreach (KeyValuePair<string, string> tag in given)
            {
                resource.Tags[tag.Key] = tag.Value;
            }
        }
    }
}
