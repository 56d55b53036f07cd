using System;
using System.Collections.Concurrent;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Protocol;

namespace BedrockPS.Knowledge;

/// <summary>Finds knowledge bases by what users call them, and remembers what names have turned out to mean.</summary>
internal sealed class KnowledgeBaseFinder
{
    private readonly ConcurrentDictionary<(string Region, string Text), KnowledgeBaseReference> _named = new();

    /// <summary>The knowledge base that is meant, as far as that can be told without calling it.</summary>
    public async Task<KnowledgeBaseReference> FindAsync(ApiClient api, string text, CancellationToken cancellationToken) =>
        Known(api, text) ?? KnowledgeBaseReference.Parse(text) ?? await NameAsync(api, text, cancellationToken).ConfigureAwait(false);

    /// <summary>Has a knowledge base called. A name may look like an id: where there is none of that id, its name is looked for.</summary>
    /// <param name="api">Where to call.</param>
    /// <param name="text">Id, ARN or name.</param>
    /// <param name="call">The call.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<T> CallAsync<T>(ApiClient api, string text, Func<KnowledgeBaseReference, Task<T>> call, CancellationToken cancellationToken)
    {
        KnowledgeBaseReference reference = await FindAsync(api, text, cancellationToken).ConfigureAwait(false);
        try
        {
            return await call(reference).ConfigureAwait(false);
        }
        catch (BedrockException exception) when (exception.Code == "ResourceNotFound" && reference.Arn is null && Known(api, text) is null)
        {
            KnowledgeBaseReference named;
            try
            {
                named = await NameAsync(api, text, cancellationToken).ConfigureAwait(false);
            }
            catch (BedrockException other) when (other.Code != "NameAmbiguous")
            {
                // Looking for a name was only an attempt to help; the first refusal is what the user should read.
                throw exception;
            }

            return await call(named).ConfigureAwait(false);
        }
    }

    private KnowledgeBaseReference? Known(ApiClient api, string text) =>
        _named.TryGetValue((api.Region, text), out KnowledgeBaseReference? known) ? known : null;

    private async Task<KnowledgeBaseReference> NameAsync(ApiClient api, string name, CancellationToken cancellationToken) =>
        _named[(api.Region, name)] = await KnowledgeBaseReference.FindAsync(api, name, cancellationToken).ConfigureAwait(false);
}
