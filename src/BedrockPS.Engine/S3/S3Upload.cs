using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Amazon.S3.Model;

namespace BedrockPS.Engine.S3;

/// <summary>An upload in parts. Parts may be sent side by side and again; S3 keeps the last of each number until the upload is completed.</summary>
public sealed class S3Upload
{
    private readonly S3Store _store;

    internal S3Upload(S3Store store, S3Location location, string id)
    {
        _store = store;
        Location = location;
        Id = id;
    }

    public S3Location Location { get; }

    public string Id { get; }

    /// <param name="number">From 1 to <see cref="S3Store.MostParts"/>.</param>
    /// <param name="content">Not changed until the part is sent; all parts but the last are at least <see cref="S3Store.SmallestPart"/> long.</param>
    /// <param name="count">How many bytes of it.</param>
    /// <param name="cancellationToken">Ends the sending; the part may have arrived all the same.</param>
    public async Task<S3Part> SendAsync(int number, byte[] content, int count, CancellationToken cancellationToken)
    {
        UploadPartResponse answer = await _store.RunAsync(
            Location,
            (client, token) => client.UploadPartAsync(
                new UploadPartRequest
                {
                    BucketName = Location.Bucket,
                    Key = Location.Key,
                    UploadId = Id,
                    PartNumber = number,
                    PartSize = count,
                    InputStream = new MemoryStream(content, 0, count, writable: false),
                    UseChunkEncoding = false,
                },
                token),
            cancellationToken).ConfigureAwait(false);
        return new S3Part(number, answer.ETag, count);
    }

    /// <summary>Makes the object of the parts.</summary>
    public Task CompleteAsync(IEnumerable<S3Part> parts, CancellationToken cancellationToken) => _store.RunAsync(
        Location,
        (client, token) => client.CompleteMultipartUploadAsync(
            new CompleteMultipartUploadRequest
            {
                BucketName = Location.Bucket,
                Key = Location.Key,
                UploadId = Id,
                PartETags = parts.OrderBy(static part => part.Number).Select(static part => new PartETag(part.Number, part.ETag)).ToList(),
            },
            token),
        cancellationToken);
}
