using System.Collections.Concurrent;
using System.Threading.Tasks;
using System.Threading;
using System;

namespace BedrockPS.Storage;

/// <summary>
/// Answers kept for a time, shared by all processes of a user. A file that is damaged counts as none and is replaced; the whole is
/// kept within its bound by deleting the oldest.
/// </summary>
internal sealed class AnswerCache : IAnswerStore
{
    private const string Format = "BedrockPS.CachedAnswer";

    // Answers a clock that runs ahead has stamped are still good; anything further off is a broken clock.
    private static readonly TimeSpan s_clockSkew = TimeSpan.FromMinutes(5);

    private readonly CacheFolder _folder;
    private readonly TimeSpan _maxAge;
    private readonly long _maxBytes;
    private readonly string _scope;

    /// <param name="path">The cache's folder; made when the first answer is kept.</param>
    /// <param name="maxAge">Older answers do not count.</param>
    /// <param name="maxBytes">Bound of the whole cache.</param>
    /// <param name="scope">The endpoint, where it is not the service's own: a simulator's answer must not pass for the service's.</param>
    public AnswerCache(string path, TimeSpan maxAge, long maxBytes, string scope)
    {
        _folder = new CacheFolder(path);
        _maxAge = maxAge;
        _maxBytes = maxBytes;
        _scope = scope;
    }

    public string Name => "the cache";

    public IAnswerPlace Open(StoredRequest request, bool mayWait) => new Place(this, RequestKey.Of(request, _scope), mayWait);

    private async Task<StoredAnswer?> FindAsync(RequestKey key, CancellationToken cancellationToken)
    {
        byte[]? content = await CacheFolder.ReadAsync(_folder.FileOf(key), cancellationToken).ConfigureAwait(false);
        if (content is null || AnswerFile.TryRead(content, Format, key) is not StoredAnswer answer)
        {
            return null;
        }

        TimeSpan age = DateTimeOffset.UtcNow - answer.Created;
        return age <= _maxAge && age >= -s_clockSkew ? answer : null;
    }

    private Task SaveAsync(RequestKey key, StoredAnswer answer, CancellationToken cancellationToken) =>
        _folder.WriteAsync(_folder.FileOf(key), AnswerFile.Write(Format, key, null, answer), _maxBytes, cancellationToken);

    private sealed class Place : IAnswerPlace
    {
        // Answers this process is asking for, by their files: what many calls want at a time is asked for once.
        private static readonly ConcurrentDictionary<string, TaskCompletionSource<bool>> s_asking = new(StringComparer.Ordinal);

        private readonly AnswerCache _cache;
        private readonly RequestKey _key;
        private readonly bool _mayWait;
        private TaskCompletionSource<bool>? _asking;

        public Place(AnswerCache cache, RequestKey key, bool mayWait) => (_cache, _key, _mayWait) = (cache, key, mayWait);

        private string File => _cache._folder.FileOf(_key);

        public async Task<StoredAnswer?> FindAsync(CancellationToken cancellationToken)
        {
            while (true)
            {
                StoredAnswer? answer = await _cache.FindAsync(_key, cancellationToken).ConfigureAwait(false);
                if (answer is not null || !_mayWait || _asking is not null)
                {
                    return answer;
                }

                TaskCompletionSource<bool> mine = new(TaskCreationOptions.RunContinuationsAsynchronously);
                TaskCompletionSource<bool> asking = s_asking.GetOrAdd(File, mine);
                if (ReferenceEquals(asking, mine))
                {
                    // Once more: the one before may have ended between the look and this.
                    _asking = mine;
                    continue;
                }

                using CancellationTokenSource leave = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
                await Task.WhenAny(asking.Task, Task.Delay(Timeout.Infinite, leave.Token)).ConfigureAwait(false);
                cancellationToken.ThrowIfCancellationRequested();

                // Or the delay would hang on the caller's token for as long as the pipeline runs.
                leave.Cancel();
            }
        }

        public Task SaveAsync(StoredAnswer answer, CancellationToken cancellationToken) => _cache.SaveAsync(_key, answer, cancellationToken);

        /// <summary>Answered or failed: whoever waits looks again, and asks itself if there is nothing.</summary>
        public void Dispose()
        {
            if (_asking is not null)
            {
                s_asking.TryRemove(File, out _);
                _asking.TrySetResult(true);
                _asking = null;
            }
        }
    }
}
