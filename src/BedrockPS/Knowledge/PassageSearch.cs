using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Models;
using BedrockPS.Protocol;

namespace BedrockPS.Knowledge;

/// <summary>Searches a knowledge base, page by page.</summary>
internal sealed class PassageSearch
{
    private readonly ApiClient _api;
    private readonly RetrievalSettings _settings;

    public PassageSearch(ApiClient api, RetrievalSettings settings)
    {
        _api = api;
        _settings = settings;
    }

    /// <summary>Members of the request that have nothing to do with how is searched: guardrail, user.</summary>
    public IReadOnlyDictionary<string, object?> Rest { get; init; } = new Dictionary<string, object?>();

    /// <summary>Told that a guardrail stepped in; on any thread.</summary>
    public Action GuardrailIntervened { get; init; } = static () => { };

    /// <param name="knowledgeBase">Where to search.</param>
    /// <param name="query">The member retrievalQuery.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public async IAsyncEnumerable<Passage> FindAsync(
        KnowledgeBaseReference knowledgeBase, Dictionary<string, object?> query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Dictionary<string, object?> members = new() { ["knowledgeBaseId"] = knowledgeBase.Identifier, ["retrievalQuery"] = query };
        foreach (KeyValuePair<string, object?> member in Rest)
        {
            members[member.Key] = member.Value;
        }

        if (_settings.Members(_settings.Filter?.Service) is Dictionary<string, object?> configuration)
        {
            members["retrievalConfiguration"] = configuration;
        }

        int left = _settings.Wanted ?? int.MaxValue;
        string region = _api.Region;
        await foreach (Dictionary<string, object?> page in
            _api.CallPagesAsync(KnowledgeApi.Service, "Retrieve", members, cancellationToken).ConfigureAwait(false))
        {
            if (page.Text("guardrailAction") == "INTERVENED")
            {
                GuardrailIntervened();
            }

            foreach (IReadOnlyDictionary<string, object?> result in page.Maps("retrievalResults"))
            {
                if (_settings.Filter?.Fits(result.Map("metadata")) == false)
                {
                    continue;
                }

                Passage passage = PassageReader.Read(result, knowledgeBase.Id);
                passage.Region = region;
                yield return passage;
                if (--left == 0)
                {
                    yield break;
                }
            }

            if (!_settings.IsPaged)
            {
                yield break;
            }
        }
    }
}
