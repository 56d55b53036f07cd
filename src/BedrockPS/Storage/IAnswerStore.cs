using System;
using System.Threading;
using System.Threading.Tasks;

namespace BedrockPS.Storage;

/// <summary>A place that keeps answers: the cache, a checkpoint, recordings. Safe to use from several calls at once.</summary>
internal interface IAnswerStore
{
    /// <summary>What messages call it, such as "the checkpoint 'run.jsonl'".</summary>
    string Name { get; }

    /// <summary>Takes a place for this request, in the order in which requests are made.</summary>
    /// <remarks>Does not wait, so that calls made one after another take their places in that order.</remarks>
    /// <param name="request">What is asked.</param>
    /// <param name="mayWait">
    /// A call of this process that asks the same may be waited for. Not of a stream: who reads it may be waiting for this call.
    /// </param>
    IAnswerPlace Open(StoredRequest request, bool mayWait);
}

/// <summary>One request's place in a store. Disposed when the request has been answered or has failed.</summary>
internal interface IAnswerPlace : IDisposable
{
    /// <summary>The answer kept here, or null.</summary>
    /// <exception cref="BedrockException">The store holds something else, or must hold an answer and does not.</exception>
    Task<StoredAnswer?> FindAsync(CancellationToken cancellationToken);

    /// <exception cref="BedrockException">It cannot be written.</exception>
    Task SaveAsync(StoredAnswer answer, CancellationToken cancellationToken);
}
