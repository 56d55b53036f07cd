using System.Collections.Generic;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Api;
using BedrockPS.Models;
using BedrockPS.Protocol;

namespace BedrockPS.Resources;

/// <summary>Policies on resources. bedrock-agent counts their revisions, bedrock does not, and they name the document differently.</summary>
internal sealed class ResourcePolicyApi
{
    private readonly ApiClient _api;

    public ResourcePolicyApi(ApiClient api) => _api = api;

    public async Task<ResourcePolicy> GetAsync(ResourceArn arn, CancellationToken cancellationToken)
    {
        Dictionary<string, object?> answer = await CallAsync(arn, "GetResourcePolicy", [], null, cancellationToken).ConfigureAwait(false);
        object? document = answer.TryGetValue(Member(arn), out object? value) ? value : null;
        string json = document as string ?? JsonText.Of(document);
        string revision = answer.Text("revisionId");
        return new ResourcePolicy
        {
            Arn = arn.Text,
            Json = json,
            Policy = Read(document is string ? json : document),
            RevisionId = revision.Length == 0 ? null : revision,
            Region = _api.Region,
        };
    }

    /// <param name="arn">What it is a policy of.</param>
    /// <param name="json">The document.</param>
    /// <param name="revision">The revision it is to replace; null: whichever there is.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task PutAsync(ResourceArn arn, string json, string? revision, CancellationToken cancellationToken) =>
        CallAsync(arn, "PutResourcePolicy", new() { [Member(arn)] = json }, revision, cancellationToken);

    public Task RemoveAsync(ResourceArn arn, string? revision, CancellationToken cancellationToken) =>
        CallAsync(arn, "DeleteResourcePolicy", [], revision, cancellationToken);

    private Task<Dictionary<string, object?>> CallAsync(
        ResourceArn arn, string operation, Dictionary<string, object?> members, string? revision, CancellationToken cancellationToken)
    {
        members["resourceArn"] = arn.Text;
        if (!string.IsNullOrEmpty(revision))
        {
            members["expectedRevisionId"] = arn.Service == "bedrock"
                ? throw new BedrockException("ParameterInvalid", $"bedrock counts no revisions of policies, so -RevisionId means nothing for {arn}.")
                : revision;
        }

        return _api.CallAsync(Service(arn), operation, members, cancellationToken);
    }

    // Sessions have none; their service would not know the operation.
    private static string Service(ResourceArn arn) => arn.Service == "bedrock-agent" ? arn.Service : "bedrock";

    private static string Member(ResourceArn arn) => Service(arn) == "bedrock" ? "resourcePolicy" : "policy";

    private static object? Read(object? document)
    {
        try
        {
            return ResourceObject.Value(document is string text ? JsonText.Parse(ValueBytes.Utf8.GetBytes(text)) : document, null);
        }
        catch (JsonException)
        {
            // Whatever it is, Json has it.
            return null;
        }
    }
}
