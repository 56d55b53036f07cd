using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Protocol;
using BedrockPS.Resources;

namespace BedrockPS.Knowledge;

/// <summary>A knowledge base as it was named: by its id, its ARN or its name.</summary>
internal sealed class KnowledgeBaseReference
{
    private KnowledgeBaseReference(string id, string? arn)
    {
        Id = id;
        Arn = arn;
    }

    public string Id { get; }

    /// <summary>Null where it was not given.</summary>
    public string? Arn { get; }

    /// <summary>What operations take that know knowledge bases of other accounts: the ARN where there is one.</summary>
    public string Identifier => Arn ?? Id;

    /// <summary>Where it is, as far as its ARN says so.</summary>
    public string? Region => Arn?.Split(':')[3];

    /// <summary>What a text can be told to mean without asking; null: a name.</summary>
    public static KnowledgeBaseReference? Parse(string text)
    {
        if (text.StartsWith("arn:", StringComparison.Ordinal))
        {
            return ResourceTypes.KnowledgeBase.IdOf(text) is string id
                ? new KnowledgeBaseReference(id, text)
                : throw new BedrockException("ParameterInvalid", $"'{text}' is no ARN of a knowledge base.")
                {
                    RecommendedAction = "Give a knowledge base's id, ARN or name; Get-BRKnowledgeBase lists them.",
                };
        }

        return ResourceTypes.KnowledgeBase.IsId(text) ? new KnowledgeBaseReference(text, null) : null;
    }

    /// <summary>The one that has a name.</summary>
    /// <param name="api">Where to look.</param>
    /// <param name="name">Its name.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="BedrockException">ResourceNotFound, NameAmbiguous.</exception>
    public static async Task<KnowledgeBaseReference> FindAsync(ApiClient api, string name, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> found = await new ResourceApi(api, ResourceTypes.KnowledgeBase).FindByNameAsync(name, [], cancellationToken).ConfigureAwait(false);
        return found.Count switch
        {
            1 => new KnowledgeBaseReference(found[0], null),
            0 => throw new BedrockException("ResourceNotFound", $"There is no knowledge base with the id or name '{name}' in {api.Region}."),
            _ => throw ResourceApi.Ambiguous(ResourceTypes.KnowledgeBase, name, found),
        };
    }

    /// <summary>Its ARN, asked for where it is not known.</summary>
    public async Task<string> FindArnAsync(ApiClient api, CancellationToken cancellationToken) =>
        Arn ?? (await new ResourceApi(api, ResourceTypes.KnowledgeBase).GetAsync(new() { ["knowledgeBaseId"] = Id }, cancellationToken).ConfigureAwait(false))
            .First(ResourceTypes.KnowledgeBase.Arn) as string ?? Id;

    public override string ToString() => Id;
}
