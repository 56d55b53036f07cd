using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Engine.S3;
using BedrockPS.S3;

namespace BedrockPS.Batches;

/// <summary>S3 itself.</summary>
internal sealed class BatchStore : IBatchStore
{
    private readonly S3Client _s3;
    private readonly S3WriteOptions _options;

    /// <param name="s3">On the connection of the command.</param>
    /// <param name="bucketOwner">Account the bucket must belong to; null: any.</param>
    /// <param name="kmsKeyId">Key to encrypt what is uploaded with; null: as the bucket says.</param>
    public BatchStore(S3Client s3, string? bucketOwner, string? kmsKeyId)
    {
        _s3 = s3;
        _options = new S3WriteOptions { ContentType = "application/jsonl", BucketOwner = bucketOwner, KmsKeyId = kmsKeyId };
    }

    public Task PutAsync(S3Location location, byte[] content, CancellationToken cancellationToken) =>
        _s3.PutAsync(location, content, _options, cancellationToken);

    public async Task<long?> LengthAsync(S3Location location, CancellationToken cancellationToken) =>
        (await _s3.FindAsync(location, cancellationToken).ConfigureAwait(false))?.Length;

    public async Task<string> BeginUploadAsync(S3Location location, CancellationToken cancellationToken) =>
        (await _s3.BeginUploadAsync(location, _options, cancellationToken).ConfigureAwait(false)).Id;

    public async Task<string> SendPartAsync(
        S3Location location, string upload, int number, byte[] content, int count, CancellationToken cancellationToken) =>
        (await _s3.SendAsync(_s3.ResumeUpload(location, upload), number, content, count, cancellationToken).ConfigureAwait(false)).ETag;

    public Task CompleteUploadAsync(
        S3Location location, string upload, IReadOnlyCollection<BatchPart> parts, CancellationToken cancellationToken) =>
        _s3.CompleteAsync(
            _s3.ResumeUpload(location, upload),
            parts.Select(static part => new S3Part(part.Number, part.ETag, part.Length)),
            cancellationToken);
}
