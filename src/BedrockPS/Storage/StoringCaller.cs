using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Inference;

namespace BedrockPS.Storage;

/// <summary>
/// Asks the stores before the model, in order, and lets them keep what the model answered. An answer that one store had is given to
/// those before it. Failures of the model are kept nowhere.
/// </summary>
internal sealed class StoringCaller : IModelCaller
{
    private readonly IModelCaller _next;
    private readonly IReadOnlyList<IAnswerStore> _stores;
    private readonly Func<InferenceRequest, StoredRequest> _describe;
    private readonly Action<string> _log;
    private readonly Action<string> _warn;
    private readonly ConcurrentDictionary<string, bool> _warned;

    /// <param name="next">The next step on the way to the model.</param>
    /// <param name="stores">The stores, the first asked first.</param>
    /// <param name="describe">The request as it would be sent.</param>
    /// <param name="log">Told where an answer came from; may run on any thread.</param>
    /// <param name="warn">Told once of each store that cannot be written; may run on any thread.</param>
    /// <param name="warned">Stores warned of already.</param>
    public StoringCaller(
        IModelCaller next,
        IReadOnlyList<IAnswerStore> stores,
        Func<InferenceRequest, StoredRequest> describe,
        Action<string> log,
        Action<string> warn,
        ConcurrentDictionary<string, bool>? warned = null)
    {
        _next = next;
        _stores = stores;
        _describe = describe;
        _log = log;
        _warn = warn;
        _warned = warned ?? new ConcurrentDictionary<string, bool>();
    }

    public async Task<ModelResponse> InvokeAsync(InferenceRequest request, CancellationToken cancellationToken)
    {
        StoredRequest stored = _describe(request);
        List<(IAnswerStore Store, IAnswerPlace Place)> places = Open(stored, mayWait: true);
        try
        {
            if (await FindAsync(places, cancellationToken).ConfigureAwait(false) is StoredAnswer kept)
            {
                return AnswerReader.Read(kept);
            }

            ModelResponse response = await _next.InvokeAsync(request, cancellationToken).ConfigureAwait(false);
            await SaveAsync(places, places.Count, StoredAnswer.From(stored.Operation, response), cancellationToken).ConfigureAwait(false);
            return response;
        }
        finally
        {
            foreach ((_, IAnswerPlace place) in places)
            {
                place.Dispose();
            }
        }
    }

    public async Task<ModelStream> StreamAsync(InferenceRequest request, CancellationToken cancellationToken)
    {
        StoredRequest stored = _describe(request);
        List<(IAnswerStore Store, IAnswerPlace Place)> places = Open(stored, mayWait: false);
        if (await FindAsync(places, cancellationToken).ConfigureAwait(false) is StoredAnswer kept)
        {
            return new StoredStream(kept);
        }

        return new CapturedStream(
            await _next.StreamAsync(request, cancellationToken).ConfigureAwait(false),
            (response, chunks, token) => SaveAsync(places, places.Count, StoredAnswer.From(stored.Operation, response, chunks), token));
    }

    private List<(IAnswerStore Store, IAnswerPlace Place)> Open(StoredRequest request, bool mayWait)
    {
        List<(IAnswerStore, IAnswerPlace)> places = [];
        foreach (IAnswerStore store in _stores)
        {
            places.Add((store, store.Open(request, mayWait)));
        }

        return places;
    }

    private async Task<StoredAnswer?> FindAsync(
        List<(IAnswerStore Store, IAnswerPlace Place)> places, CancellationToken cancellationToken)
    {
        for (int index = 0; index < places.Count; index++)
        {
            if (await places[index].Place.FindAsync(cancellationToken).ConfigureAwait(false) is StoredAnswer answer)
            {
                _log($"Answered from {places[index].Store.Name}; nothing is sent.");
                await SaveAsync(places, index, answer, cancellationToken).ConfigureAwait(false);
                return answer;
            }
        }

        return null;
    }

    private async Task SaveAsync(
        List<(IAnswerStore Store, IAnswerPlace Place)> places, int count, StoredAnswer answer, CancellationToken cancellationToken)
    {
        for (int index = 0; index < count; index++)
        {
            try
            {
                await places[index].Place.SaveAsync(answer, cancellationToken).ConfigureAwait(false);
            }
            catch (BedrockException exception)
            {
                // The answer is here and paid for: it is given, and what is lost is told.
                if (_warned.TryAdd(places[index].Store.Name, true))
                {
                    _warn($"An answer could not be kept in {places[index].Store.Name}: {exception.Message}");
                }
            }
        }
    }
}
