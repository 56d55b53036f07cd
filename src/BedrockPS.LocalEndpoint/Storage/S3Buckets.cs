using System.Threading;
using System.Threading.Tasks;
using System.Xml.Linq;

namespace BedrockPS.Local.Storage;

/// <summary>Buckets, and the lists of what is in them.</summary>
internal sealed class S3Buckets
{
    private readonly ObjectFolder _folder;

    public S3Buckets(ObjectFolder folder) => _folder = folder;

    public Task ListAsync(S3Call call, CancellationToken cancellationToken) => call.SendXmlAsync(
        "ListAllMyBucketsResult",
        xml =>
        {
            xml.WriteStartElement("Owner");
            xml.Text("ID", "local");
            xml.WriteEndElement();
            xml.WriteStartElement("Buckets");
            foreach (string bucket in _folder.Buckets())
            {
                xml.WriteStartElement("Bucket");
                xml.Text("Name", bucket);
                xml.Time("CreationDate", _folder.CreatedOn(bucket));
                xml.WriteEndElement();
            }

            xml.WriteEndElement();
        },
        cancellationToken);

    public async Task CreateAsync(S3Call call, CancellationToken cancellationToken)
    {
        if (!BucketName.IsValid(call.Bucket))
        {
            throw S3Fault.BadRequest("InvalidBucketName", $"The specified bucket is not valid: {call.Bucket}");
        }

        // The body names a region; every bucket here serves all of them.
        await S3Xml.ReadAsync(call.Request, cancellationToken).ConfigureAwait(false);
        if (_folder.HasBucket(call.Bucket))
        {
            throw new Serving.ServiceFault(
                409, "BucketAlreadyOwnedByYou", "Your previous request to create the named bucket succeeded and you already own it.");
        }

        _folder.CreateBucket(call.Bucket);
        call.Response.Headers.Add("Location", "/" + call.Bucket);
        await call.SendEmptyAsync(cancellationToken).ConfigureAwait(false);
    }

    public Task HeadAsync(S3Call call, CancellationToken cancellationToken)
    {
        _folder.CheckBucket(call.Bucket);
        return call.SendEmptyAsync(cancellationToken);
    }

    public Task LocateAsync(S3Call call, CancellationToken cancellationToken)
    {
        _folder.CheckBucket(call.Bucket);
        return call.SendXmlAsync("LocationConstraint", static _ => { }, cancellationToken);
    }

    public Task DeleteAsync(S3Call call, CancellationToken cancellationToken)
    {
        _folder.CheckBucket(call.Bucket);
        return _folder.RemoveBucket(call.Bucket)
            ? call.SendEmptyAsync(cancellationToken, 204)
            : throw new Serving.ServiceFault(409, "BucketNotEmpty", "The bucket you tried to delete is not empty");
    }

    public Task ListObjectsV2Async(S3Call call, CancellationToken cancellationToken)
    {
        string? token = call["continuation-token"];
        S3Page page = new(_folder, call, token is null ? call["start-after"] ?? "" : S3Page.KeyOf(token));
        return call.SendXmlAsync(
            "ListBucketResult",
            xml =>
            {
                page.WriteHead(xml);
                xml.Number("KeyCount", page.Count);
                xml.Text("ContinuationToken", token);
                xml.Text("StartAfter", page.Encode(call["start-after"]));
                xml.Text("NextContinuationToken", page.Last is string last ? S3Page.TokenOf(last) : null);
                page.WriteItems(xml);
            },
            cancellationToken);
    }

    /// <summary>The older way to list, which some tools still go.</summary>
    public Task ListObjectsAsync(S3Call call, CancellationToken cancellationToken)
    {
        S3Page page = new(_folder, call, call["marker"] ?? "");
        return call.SendXmlAsync(
            "ListBucketResult",
            xml =>
            {
                page.WriteHead(xml);
                xml.Text("Marker", page.Encode(call["marker"] ?? ""));
                xml.Text("NextMarker", page.Encode(page.Last));
                page.WriteItems(xml);
            },
            cancellationToken);
    }
}
