using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Amazon.S3.Model;

namespace BedrockPS.Engine.S3;

/// <summary>An upload in parts. Parts may be sent side by side and again; S3 keeps the last of each number until the upload is completed or aborted.</summary>
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

    /// <summary>The parts that S3 has, in order. NoSuchUpload where the upload was completed, aborted or has expired.</summary>
    public async Task<IReadOnlyList<S3Part>> PartsAsync(CancellationToken cancellationToken)
    {
        List<S3Part> parts = [];
        ListPartsRequest request = new() { BucketName = Location.Bucket, Key = Location.Key, UploadId = Id };
        while (true)
        {
            ListPartsResponse page = await _store.RunAsync(
                Location, (client, token) => client.ListPartsAsync(request, token), cancellationToken).ConfigureAwait(false);
            parts.AddRange((page.Parts ?? []).Select(static part => new S3Part(part.PartNumber ?? 0, part.ETag, part.Size ?? 0)));
            if (page.IsTruncated != true || page.NextPartNumberMarker is not int marker || request.PartNumberMarker == marker.ToString(System.Globalization.CultureInfo.InvariantCulture))
            {
                return parts;
            }

            request.PartNumberMarker = marker.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }
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

    /// <summary>Gives the upload up, and with it what S3 has of it and would charge for.</summary>
    public Task AbortAsync(CancellationToken cancellationToken) => _store.RunAsync(
        Location,
        (client, token) => client.AbortMultipartUploadAsync(
            new AbortMultipartUploadRequest { BucketName = Location.Bucket, Key = Location.Key, UploadId = Id }, token),
        cancellationToken);
}
