using System;
using System.Collections.Generic;
using System.Collections.Specialized;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Models;
using BedrockPS.Protocol;

namespace BedrockPS.Resources;

/// <summary>Tags of whatever has an ARN. The services take them in two forms; here they are names and values.</summary>
internal sealed class TagApi
{
    private readonly ApiClient _api;

    public TagApi(ApiClient api) => _api = api;

    public async Task<ResourceTag> GetAsync(ResourceArn arn, CancellationToken cancellationToken)
    {
        Dictionary<string, object?> answer = await CallAsync(arn, "ListTagsForResource", [], cancellationToken).ConfigureAwait(false);
        IEnumerable<(string Key, string Value)> tags = IsBedrock(arn)
            ? answer.Maps("tags").Select(static tag => (tag.Text("key"), tag.Text("value")))
            : answer.Map("tags").Select(static tag => (tag.Key, tag.Value as string ?? ""));
        OrderedDictionary sorted = [];
        foreach ((string key, string value) in tags.OrderBy(static tag => tag.Key, StringComparer.Ordinal))
        {
            sorted[key] = value;
        }

        return new ResourceTag { Arn = arn.Text, Tag = sorted, Region = _api.Region };
    }

    public Task AddAsync(ResourceArn arn, IReadOnlyDictionary<string, string> tags, CancellationToken cancellationToken) => CallAsync(
        arn,
        "TagResource",
        new()
        {
            ["tags"] = IsBedrock(arn)
                ? tags.Select(static tag => (object?)new Dictionary<string, object?> { ["key"] = tag.Key, ["value"] = tag.Value }).ToList()
                : tags.ToDictionary(static tag => tag.Key, static tag => (object?)tag.Value),
        },
        cancellationToken);

    public Task RemoveAsync(ResourceArn arn, IEnumerable<string> keys, CancellationToken cancellationToken) =>
        CallAsync(arn, "UntagResource", new() { ["tagKeys"] = keys.Cast<object?>().ToList() }, cancellationToken);

    private Task<Dictionary<string, object?>> CallAsync(
        ResourceArn arn, string operation, Dictionary<string, object?> members, CancellationToken cancellationToken)
    {
        members[IsBedrock(arn) ? "resourceARN" : "resourceArn"] = arn.Text;
        return _api.CallAsync(arn.Service, operation, members, cancellationToken);
    }

    private static bool IsBedrock(ResourceArn arn) => arn.Service == "bedrock";
}
