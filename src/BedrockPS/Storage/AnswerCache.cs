using System.Collections.Concurrent;
using System.IO;
using System.Threading.Tasks;
using System.Threading;
using System;
using BedrockPS.Files;

namespace BedrockPS.Storage;

/// <summary>
/// Answers kept for a time, shared by all processes of a user. A file that is damaged counts as none and is replaced; the whole is
/// kept within its bound by deleting the oldest.
/// </summary>
internal sealed class AnswerCache : IAnswerStore
{
    private const string Format = "BedrockPS.CachedAnswer";
    private const string TrimMark = "trimmed";

    // Answers a clock that runs ahead has stamped are still good; anything further off is a broken clock.
    private static readonly TimeSpan s_clockSkew = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan s_trimInterval = TimeSpan.FromMinutes(10);

    // Bytes this process has written to each cache since it last looked at the cache's size.
    private static readonly ConcurrentDictionary<string, long> s_written = new(StringComparer.Ordinal);

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
        byte[]? content;
        try
        {
            content = await PrivateFile.ReadAsync(_folder.FileOf(key), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }

        if (content is null || AnswerFile.TryRead(content, Format, key) is not StoredAnswer answer)
        {
            return null;
        }

        TimeSpan age = DateTimeOffset.UtcNow - answer.Created;
        return age <= _maxAge && age >= -s_clockSkew ? answer : null;
    }

    private async Task SaveAsync(RequestKey key, StoredAnswer answer, CancellationToken cancellationToken)
    {
        byte[] content = AnswerFile.Write(Format, key, null, answer);
        if (content.Length > _maxBytes)
        {
            return;
        }

        string file = _folder.FileOf(key);
        try
        {
            PrivateFile.CreateFolder(_folder.Path);
            PrivateFile.CreateFolder(Path.GetDirectoryName(file)!);
            await PrivateFile.WriteAsync(file, content, cancellationToken).ConfigureAwait(false);
            if (ShouldTrim(content.Length))
            {
                // Listing a large cache takes its time, and nobody needs to wait for it.
                await Task.Run(() => _folder.Trim(_maxBytes), cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new BedrockException("FileUnwritable", $"'{_folder.Path}' cannot be written: {exception.Message}", exception);
        }
    }

    /// <summary>
    /// The size is looked at every sixteenth of the bound that this process writes, and otherwise by whichever process comes by when
    /// nobody has for ten minutes: many short-lived processes keep the bound too.
    /// </summary>
    private bool ShouldTrim(int length)
    {
        long written = s_written.AddOrUpdate(_folder.Path, length, (_, before) => before + length);
        FileInfo mark = new(Path.Combine(_folder.Path, TrimMark));
        if (written < _maxBytes / 16 && mark.Exists && DateTime.UtcNow - mark.LastWriteTimeUtc < s_trimInterval)
        {
            return false;
        }

        s_written[_folder.Path] = 0;
        using (PrivateFile.Open(mark.FullName, FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite))
        {
            // Only its time matters.
        }

        mark.LastWriteTimeUtc = DateTime.UtcNow;
        return true;
    }

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
