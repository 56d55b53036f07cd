using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Engine;
using BedrockPS.Engine.S3;
using BedrockPS.Errors;

namespace BedrockPS.S3;

/// <summary>S3 on the connection of a command. All failures are <see cref="BedrockException"/>, apart from OperationCanceledException.</summary>
internal sealed class S3Client
{
    private readonly S3Store _store;
    private readonly string? _profileName;
    private readonly TimeSpan? _idleTimeout;

    public S3Client(S3Store store, string? profileName, TimeSpan? idleTimeout)
    {
        _store = store;
        _profileName = profileName;
        _idleTimeout = idleTimeout;
    }

    public Task<S3Entry?> FindAsync(S3Location location, CancellationToken cancellationToken) =>
        RunAsync("HeadObject", () => _store.FindAsync(location, cancellationToken));

    public Task PutAsync(S3Location location, byte[] content, S3WriteOptions? options, CancellationToken cancellationToken) =>
        RunAsync("PutObject", () => _store.PutAsync(location, content, options, cancellationToken));

    public Task<S3Upload> BeginUploadAsync(S3Location location, S3WriteOptions? options, CancellationToken cancellationToken) =>
        RunAsync("CreateMultipartUpload", () => _store.BeginUploadAsync(location, options, cancellationToken));

    public S3Upload ResumeUpload(S3Location location, string uploadId) => _store.ResumeUpload(location, uploadId);

    public Task<S3Part> SendAsync(S3Upload upload, int number, byte[] content, int count, CancellationToken cancellationToken) =>
        RunAsync("UploadPart", () => upload.SendAsync(number, content, count, cancellationToken));

    public Task CompleteAsync(S3Upload upload, IEnumerable<S3Part> parts, CancellationToken cancellationToken) =>
        RunAsync("CompleteMultipartUpload", () => upload.CompleteAsync(parts, cancellationToken));

    /// <summary>Reads from a byte on, over breaks of the connection; see <see cref="S3Store.OpenAsync"/>. Its reads go through <see cref="ReadAsync"/>.</summary>
    public Task<S3Content> OpenAsync(S3Location location, long from, string? etag, CancellationToken cancellationToken) =>
        RunAsync("GetObject", () => _store.OpenAsync(location, from, etag, _idleTimeout, cancellationToken));

    public Task<int> ReadAsync(S3Content content, byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        RunAsync("GetObject", () => content.ReadAsync(buffer, offset, count, cancellationToken));

    public async IAsyncEnumerable<S3Entry> ListAsync(
        S3Location prefix, bool byFolder, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using IAsyncEnumerator<S3Entry> entries = _store.ListAsync(prefix, byFolder, cancellationToken).GetAsyncEnumerator(cancellationToken);
        while (await RunAsync("ListObjectsV2", () => entries.MoveNextAsync().AsTask()).ConfigureAwait(false))
        {
            yield return entries.Current;
        }
    }

    public Task<IReadOnlyList<string>> BucketsAsync(CancellationToken cancellationToken) =>
        RunAsync("ListBuckets", () => _store.BucketsAsync(cancellationToken));

    private Task RunAsync(string operation, Func<Task> call) => RunAsync(operation, async () =>
    {
        await call().ConfigureAwait(false);
        return true;
    });

    private async Task<T> RunAsync<T>(string operation, Func<Task<T>> call)
    {
        try
        {
            return await call().ConfigureAwait(false);
        }
        catch (EngineException exception)
        {
            throw ServiceErrors.From(exception, "s3", operation, _profileName);
        }
    }
}
