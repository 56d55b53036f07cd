using System.Collections.Generic;
using System.Linq;
using BedrockPS.Local.Resources;
using BedrockPS.Local.Serving;

namespace BedrockPS.Local.Operations;

/// <summary>Tags of what was made here.</summary>
internal sealed class TagOperations
{
    private const int MaxTags = 50;

    private readonly ResourceStore _store;

    public TagOperations(ResourceStore store) => _store = store;

    public void AddTo(OperationTable table)
    {
        table.Add("bedrock", "TagResource", Tag);
        table.Add("bedrock", "UntagResource", Untag);
        table.Add("bedrock", "ListTagsForResource", List);
    }

    private Answer Tag(OperationCall call)
    {
        Resource resource = Find(call);
        lock (resource.Tags)
        {
            foreach (Dictionary<string, object?> tag in call.Input.Maps("tags"))
            {
                resource.Tags[tag.Text("key")!] = tag.Text("value") ?? "";
            }

            return resource.Tags.Count <= MaxTags
                ? Answer.Of([])
                : throw new ServiceFault(400, "TooManyTagsException", $"A resource has at most {MaxTags} tags.");
        }
    }

    private Answer Untag(OperationCall call)
    {
        Resource resource = Find(call);
        lock (resource.Tags)
        {
            foreach (string key in call.Input.Texts("tagKeys"))
            {
                resource.Tags.Remove(key);
            }
        }

        return Answer.Of([]);
    }

    private Answer List(OperationCall call)
    {
        Resource resource = Find(call);
        lock (resource.Tags)
        {
            return Answer.Of(new()
            {
                ["tags"] = resource.Tags
                    .Select(static tag => (object?)new Dictionary<string, object?> { ["key"] = tag.Key, ["value"] = tag.Value })
                    .ToList(),
            });
        }
    }

    private Resource Find(OperationCall call)
    {
        string arn = call.Input.Text("resourceARN") ?? "";
        return _store.FindByArn(arn) ?? throw ServiceFault.NotFound($"The resource '{arn}' does not exist.");
    }
}
