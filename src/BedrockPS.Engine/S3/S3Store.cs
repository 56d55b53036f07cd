using System;
using System.Collections.Generic;
using System.IO;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using Amazon.S3;
using Amazon.S3.Model;

namespace BedrockPS.Engine.S3;

/// <summary>
/// S3 on a connection's credentials: what batches and media need of it. All failures are <see cref="EngineException"/>, those of the
/// service with its code (NoSuchBucket, NoSuchKey, AccessDenied), apart from OperationCanceledException.
/// </summary>
public sealed class S3Store
{
    /// <summary>S3 takes no smaller part, but for the last (S3 user guide, multipart upload limits).</summary>
    public const int SmallestPart = 5 * 1024 * 1024;

    /// <summary>Parts of one upload at most.</summary>
    public const int MostParts = 10_000;

    private readonly EngineClient _engine;

    /// <param name="engine">Whose connection is used; S3 takes AWS credentials, never an API key.</param>
    public S3Store(EngineClient engine) => _engine = engine;

    /// <summary>What an object's headers say; null where there is no such object.</summary>
    public async Task<S3Entry?> FindAsync(S3Location location, CancellationToken cancellationToken)
    {
        try
        {
            GetObjectMetadataResponse answer = await RunAsync(
                location,
                (client, token) => client.GetObjectMetadataAsync(new GetObjectMetadataRequest { BucketName = location.Bucket, Key = location.Key }, token),
                cancellationToken).ConfigureAwait(false);
            return new S3Entry(location, answer.ContentLength, answer.ETag ?? "", Time(answer.LastModified));
        }
        catch (EngineException exception) when (exception is { Failure: EngineFailure.Service, ErrorCode: "NoSuchKey" })
        {
            return null;
        }
    }

    /// <summary>Writes a small object in one request.</summary>
    public Task PutAsync(S3Location location, byte[] content, S3WriteOptions? options, CancellationToken cancellationToken) => RunAsync(
        location,
        (client, token) => client.PutObjectAsync(
            new PutObjectRequest
            {
                BucketName = location.Bucket,
                Key = location.Key,
                InputStream = new MemoryStream(content, writable: false),
                ContentType = options?.ContentType,
                ExpectedBucketOwner = options?.BucketOwner,
                ServerSideEncryptionMethod = options?.KmsKeyId is null ? null : ServerSideEncryptionMethod.AWSKMS,
                ServerSideEncryptionKeyManagementServiceKeyId = options?.KmsKeyId,
                UseChunkEncoding = false,
            },
            token),
        cancellationToken);

    /// <summary>Begins an upload in parts; nothing is to be seen in the bucket until it is completed.</summary>
    public async Task<S3Upload> BeginUploadAsync(S3Location location, S3WriteOptions? options, CancellationToken cancellationToken)
    {
        InitiateMultipartUploadResponse answer = await RunAsync(
            location,
            (client, token) => client.InitiateMultipartUploadAsync(
                new InitiateMultipartUploadRequest
                {
                    BucketName = location.Bucket,
                    Key = location.Key,
                    ContentType = options?.ContentType,
                    ExpectedBucketOwner = options?.BucketOwner,
                    ServerSideEncryptionMethod = options?.KmsKeyId is null ? null : ServerSideEncryptionMethod.AWSKMS,
                    ServerSideEncryptionKeyManagementServiceKeyId = options?.KmsKeyId,
                },
                token),
            cancellationToken).ConfigureAwait(false);
        return new S3Upload(this, location, answer.UploadId);
    }

    /// <summary>An upload that was begun earlier, perhaps by another process.</summary>
    public S3Upload ResumeUpload(S3Location location, string uploadId) => new(this, location, uploadId);

    /// <summary>
    /// Reads an object from a byte on. A connection that breaks is made anew where it ended, for as long as the object is the same; a
    /// body that ends early is never taken for the whole.
    /// </summary>
    /// <param name="location">Which object.</param>
    /// <param name="from">First byte wanted.</param>
    /// <param name="etag">Only this version of it: another is PreconditionFailed. Null: whichever there is.</param>
    /// <param name="idleTimeout">Longest silence; null: the engine's default.</param>
    /// <param name="cancellationToken">Ends the opening; reads have their own.</param>
    public async Task<S3Content> OpenAsync(
        S3Location location, long from, string? etag, TimeSpan? idleTimeout, CancellationToken cancellationToken)
    {
        S3Entry entry = await FindAsync(location, cancellationToken).ConfigureAwait(false)
            ?? throw new EngineException(EngineFailure.Service, $"{location}: there is no such object.") { StatusCode = 404, ErrorCode = "NoSuchKey" };
        if (etag is not null && entry.ETag != etag)
        {
            throw new EngineException(EngineFailure.Service, $"{location}: the object has changed since its reading began.")
            {
                StatusCode = 412,
                ErrorCode = "PreconditionFailed",
            };
        }

        return new S3Content(this, entry, from, idleTimeout);
    }

    /// <summary>Objects whose key begins so, in the order of their keys.</summary>
    /// <param name="prefix">Bucket and beginning of the key.</param>
    /// <param name="byFolder">Gives what lies below the next slash as one folder.</param>
    /// <param name="cancellationToken">Ends the listing.</param>
    public async IAsyncEnumerable<S3Entry> ListAsync(
        S3Location prefix, bool byFolder, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ListObjectsV2Request request = new() { BucketName = prefix.Bucket, Prefix = prefix.Key, Delimiter = byFolder ? "/" : null };
        while (true)
        {
            ListObjectsV2Response page = await RunAsync(
                new S3Location(prefix.Bucket, ""), (client, token) => client.ListObjectsV2Async(request, token), cancellationToken).ConfigureAwait(false);
            foreach (string folder in page.CommonPrefixes ?? [])
            {
                yield return new S3Entry(new S3Location(prefix.Bucket, folder));
            }

            foreach (S3Object item in page.S3Objects ?? [])
            {
                yield return new S3Entry(new S3Location(prefix.Bucket, item.Key), item.Size ?? 0, item.ETag ?? "", Time(item.LastModified));
            }

            if (page.IsTruncated != true || string.IsNullOrEmpty(page.NextContinuationToken) || page.NextContinuationToken == request.ContinuationToken)
            {
                yield break;
            }

            request.ContinuationToken = page.NextContinuationToken;
        }
    }

    /// <summary>Names of the buckets these credentials may list.</summary>
    public async Task<IReadOnlyList<string>> BucketsAsync(CancellationToken cancellationToken)
    {
        ListBucketsResponse answer = await RunAsync(
            new S3Location("", ""), (client, token) => client.ListBucketsAsync(token), cancellationToken).ConfigureAwait(false);
        return (answer.Buckets ?? []).ConvertAll(static bucket => bucket.BucketName);
    }

    internal async Task<T> RunAsync<T>(S3Location location, Func<AmazonS3Client, CancellationToken, Task<T>> call, CancellationToken cancellationToken)
    {
        AmazonS3Client client = await S3Clients.ForAsync(_engine.Connect(), _engine.Settings, cancellationToken).ConfigureAwait(false);
        try
        {
            return await call(client, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception e)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw S3Failure.Explain(e, location);
        }
    }

    private static DateTimeOffset Time(DateTime? time) => time is DateTime known ? new DateTimeOffset(known.ToUniversalTime(), TimeSpan.Zero) : default;
}
