using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Storage;

namespace BedrockPS.Embeddings;

/// <summary>
/// Takes embeddings from the cache, and has the rest made and kept there. What occurs twice among the inputs is asked for once.
/// </summary>
internal sealed class CachedEmbedding
{
    private readonly EmbeddingCache? _cache;
    private readonly EmbeddingClient _client;
    private readonly Action<string> _warn;
    private bool _hasWarned;

    /// <param name="cache">Null: nothing is kept.</param>
    /// <param name="client">Makes embeddings.</param>
    /// <param name="warn">Told once when they cannot be kept; may run on any thread.</param>
    public CachedEmbedding(EmbeddingCache? cache, EmbeddingClient client, Action<string> warn)
    {
        _cache = cache;
        _client = client;
        _warn = warn;
    }

    /// <summary>One result an input, in their order.</summary>
    public async Task<IReadOnlyList<EmbeddingResult>> EmbedAsync(IReadOnlyList<EmbeddingInput> inputs, CancellationToken cancellationToken)
    {
        EmbeddingResult[] results = new EmbeddingResult[inputs.Count];
        RequestKey[] keys = new RequestKey[inputs.Count];
        Dictionary<RequestKey, int> asked = [];
        List<int> missing = [];
        for (int i = 0; i < keys.Length; i++)
        {
            keys[i] = KeyOf(inputs[i]);
            if (_cache is not null && await _cache.FindAsync(keys[i], inputs[i].Source, cancellationToken).ConfigureAwait(false) is Embedding kept)
            {
                results[i] = new EmbeddingResult(inputs[i], kept);
            }
            else if (!asked.ContainsKey(keys[i]))
            {
                asked[keys[i]] = missing.Count;
                missing.Add(i);
            }
        }

        if (missing.Count == 0)
        {
            return results;
        }

        IReadOnlyList<EmbeddingResult> made =
            await _client.EmbedAsync(missing.ConvertAll(index => inputs[index]), cancellationToken).ConfigureAwait(false);
        for (int i = 0; i < results.Length; i++)
        {
            if (results[i].Input is null)
            {
                results[i] = For(inputs[i], made[asked[keys[i]]]);
            }
        }

        for (int i = 0; i < made.Count; i++)
        {
            await KeepAsync(keys[missing[i]], made[i].Embedding, cancellationToken).ConfigureAwait(false);
        }

        return results;
    }

    private RequestKey KeyOf(EmbeddingInput input)
    {
        StoredRequest request = _client.Describe(input);
        return _cache?.KeyOf(request) ?? RequestKey.Of(request);
    }

    private static EmbeddingResult For(EmbeddingInput input, EmbeddingResult made) =>
        ReferenceEquals(made.Input, input) ? made
        : made.Embedding is Embedding twin
            ? new EmbeddingResult(input, new Embedding(twin.Vector, twin.Model, twin.EmbeddingType, input.Source, twin.TokenCount) { FromCache = true })
            : new EmbeddingResult(input, made.Error!);

    private async Task KeepAsync(RequestKey key, Embedding? embedding, CancellationToken cancellationToken)
    {
        if (_cache is null || embedding is null)
        {
            return;
        }

        try
        {
            await _cache.SaveAsync(key, embedding, cancellationToken).ConfigureAwait(false);
        }
        catch (BedrockException exception)
        {
            // It is here and paid for.
            if (!_hasWarned)
            {
                _hasWarned = true;
                _warn($"Embeddings cannot be kept in the cache: {exception.Message}");
            }
        }
    }
}
