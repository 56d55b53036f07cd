using BedrockPS.Local.Resources;
using BedrockPS.Local.Serving;

namespace BedrockPS.Local.Operations;

/// <summary>Tags of what was made here, in every service that has them.</summary>
internal sealed class TagOperations
{
    private readonly ResourceStore _store;

    public TagOperations(ResourceStore store, OperationTable table)
    {
        _store = store;
        foreach (string service in new[] { "bedrock", "bedrock-agent", "bedrock-agent-runtime" })
        {
            table.Add(service, "TagResource", Tag);
            table.Add(service, "UntagResource", Untag);
            table.Add(service, "ListTagsForResource", List);
        }
    }

    private Answer Tag(OperationCall call)
    {
        ResourceTags.Add(Find(call), ResourceTags.Read(call.Input.Get("tags")), call.Operation);
        return Answer.Of([]);
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

    private Answer List(OperationCall call) =>
        Answer.Of(new() { ["tags"] = ResourceTags.Write(Find(call), call.Operation.Service.Name != "bedrock") });

    private Resource Find(OperationCall call)
    {
        string arn = call.Input.Text("resourceARN") ?? call.Input.Text("resourceArn") ?? "";
        return _store.FindByArn(ResourceAddress.SplitVersion(arn).Id)
            ?? _store.FindByArn(arn)
            ?? throw ServiceFault.NotFound($"The resource '{arn}' does not exist.");
    }
}
