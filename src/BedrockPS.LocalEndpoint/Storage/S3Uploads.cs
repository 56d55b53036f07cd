using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using System.Xml.Linq;

namespace BedrockPS.Local.Storage;

/// <summary>Objects that come in parts. Unfinished uploads end with the endpoint.</summary>
internal sealed class S3Uploads
{
    private const int MaxParts = 10_000;
    private const int MaxPage = 1000;

    /// <summary>What every part but the last must have, as S3 wants it.</summary>
    private const long MinPart = 5 * 1024 * 1024;

    private readonly ConcurrentDictionary<string, Upload> _uploads = new(StringComparer.Ordinal);
    private readonly ObjectFolder _folder;

    public S3Uploads(ObjectFolder folder) => _folder = folder;

    public Task CreateAsync(S3Call call, CancellationToken cancellationToken)
    {
        S3Objects.CheckKey(call.Key);
        _folder.CheckBucket(call.Bucket);
        Upload upload = new(Guid.NewGuid().ToString("N"), call.Bucket, call.Key, S3Objects.KeptHeaders(call.Request.Headers));
        _uploads[upload.Id] = upload;
        return call.SendXmlAsync(
            "InitiateMultipartUploadResult",
            xml =>
            {
                xml.Text("Bucket", upload.Bucket);
                xml.Text("Key", upload.Key);
                xml.Text("UploadId", upload.Id);
            },
            cancellationToken);
    }

    public async Task PutPartAsync(S3Call call, CancellationToken cancellationToken)
    {
        Upload upload = Find(call);
        int number = PartNumber(call);
        ReceivedBody body = await ReceivedBody.ReadAsync(call.Request, _folder, cancellationToken).ConfigureAwait(false);
        UploadPart part = new(body.File, body.Length, body.Md5, DateTimeOffset.UtcNow);
        Keep(upload, number, part);
        call.Response.Headers.Add("ETag", part.ETag);
        if (body.Checksum is KeyValuePair<string, string> checksum)
        {
            call.Response.Headers.Add(checksum.Key, checksum.Value);
        }

        await call.SendEmptyAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A part that is a part of another object.</summary>
    public async Task CopyPartAsync(S3Call call, CancellationToken cancellationToken)
    {
        Upload upload = Find(call);
        int number = PartNumber(call);
        (string bucket, string key) = call.CopySource();
        using FileStream from = _folder.Open(bucket, key);
        ByteRange range = ByteRange.Parse(call.Request.Headers["x-amz-copy-source-range"], from.Length) ?? new ByteRange(0, from.Length);
        from.Position = range.First;
        using FileStream to = _folder.NewFile();
        using Digest md5 = Digest.Md5();
        byte[] piece = new byte[128 * 1024];
        for (long left = range.Length; left > 0;)
        {
            int read = await from.ReadAsync(piece, 0, (int)Math.Min(piece.Length, left), cancellationToken).ConfigureAwait(false);
            if (read == 0)
            {
                throw S3Fault.NoSuchKey(key);
            }

            md5.Add(piece, read);
            await to.WriteAsync(piece, 0, read, cancellationToken).ConfigureAwait(false);
            left -= read;
        }

        to.Dispose();
        UploadPart part = new(to.Name, range.Length, md5.Finish(), DateTimeOffset.UtcNow);
        Keep(upload, number, part);
        await call.SendXmlAsync(
            "CopyPartResult",
            xml =>
            {
                xml.Text("ETag", part.ETag);
                xml.Time("LastModified", part.Arrived);
            },
            cancellationToken).ConfigureAwait(false);
    }

    public Task ListPartsAsync(S3Call call, CancellationToken cancellationToken)
    {
        Upload upload = Find(call);
        int after = call.Number("part-number-marker", MaxParts, 0);
        int max = call.Number("max-parts", MaxPage, MaxPage);
        List<KeyValuePair<int, UploadPart>> parts;
        lock (upload)
        {
            parts = upload.Parts.Where(part => part.Key > after).Take(max + 1).ToList();
        }

        bool more = parts.Count > max;
        if (more)
        {
            parts.RemoveAt(max);
        }

        return call.SendXmlAsync(
            "ListPartsResult",
            xml =>
            {
                xml.Text("Bucket", upload.Bucket);
                xml.Text("Key", upload.Key);
                xml.Text("UploadId", upload.Id);
                xml.Number("PartNumberMarker", after);
                xml.Number("NextPartNumberMarker", parts.Count > 0 ? parts[parts.Count - 1].Key : after);
                xml.Number("MaxParts", max);
                xml.Flag("IsTruncated", more);
                foreach (KeyValuePair<int, UploadPart> part in parts)
                {
                    xml.WriteStartElement("Part");
                    xml.Number("PartNumber", part.Key);
                    xml.Time("LastModified", part.Value.Arrived);
                    xml.Text("ETag", part.Value.ETag);
                    xml.Number("Size", part.Value.Length);
                    xml.WriteEndElement();
                }
            },
            cancellationToken);
    }

    public Task ListAsync(S3Call call, CancellationToken cancellationToken)
    {
        _folder.CheckBucket(call.Bucket);
        string prefix = call["prefix"] ?? "";
        List<Upload> uploads = _uploads.Values
            .Where(upload => upload.Bucket == call.Bucket && upload.Key.StartsWith(prefix, StringComparison.Ordinal))
            .OrderBy(static upload => upload.Key, StringComparer.Ordinal).ThenBy(static upload => upload.Begun).ToList();
        return call.SendXmlAsync(
            "ListMultipartUploadsResult",
            xml =>
            {
                xml.Text("Bucket", call.Bucket);
                xml.Text("Prefix", prefix);
                xml.Number("MaxUploads", MaxPage);
                xml.Flag("IsTruncated", false);
                foreach (Upload upload in uploads)
                {
                    xml.WriteStartElement("Upload");
                    xml.Text("Key", upload.Key);
                    xml.Text("UploadId", upload.Id);
                    xml.Text("StorageClass", "STANDARD");
                    xml.Time("Initiated", upload.Begun);
                    xml.WriteEndElement();
                }
            },
            cancellationToken);
    }

    public async Task CompleteAsync(S3Call call, CancellationToken cancellationToken)
    {
        Upload upload = Find(call);
        XElement request = await S3Xml.ReadAsync(call.Request, cancellationToken).ConfigureAwait(false) ?? throw S3Fault.MalformedXml();
        List<UploadPart> parts = Choose(upload, request);
        using FileStream file = _folder.NewFile();
        using Digest md5 = Digest.Md5();
        try
        {
            foreach (UploadPart part in parts)
            {
                md5.Add(part.Md5, part.Md5.Length);
                using FileStream from = File.OpenRead(part.File);
                await from.CopyToAsync(file, 128 * 1024, cancellationToken).ConfigureAwait(false);
            }

            file.Dispose();
            string count = parts.Count.ToString(CultureInfo.InvariantCulture);
            string etag = "\"" + HexText.Of(md5.Finish()) + "-" + count + "\"";
            _folder.Place(
                upload.Bucket, upload.Key, file.Name, (length, ticks) => new ObjectFacts(length, ticks, etag) { Headers = upload.Headers });
            Forget(upload);
            await call.SendXmlAsync(
                "CompleteMultipartUploadResult",
                xml =>
                {
                    xml.Text("Location", $"/{upload.Bucket}/{upload.Key}");
                    xml.Text("Bucket", upload.Bucket);
                    xml.Text("Key", upload.Key);
                    xml.Text("ETag", etag);
                },
                cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            File.Delete(file.Name);
        }
    }

    public Task AbortAsync(S3Call call, CancellationToken cancellationToken)
    {
        Forget(Find(call));
        return call.SendEmptyAsync(cancellationToken, 204);
    }

    private static int PartNumber(S3Call call) =>
        call.Number("partNumber", int.MaxValue, 0) is int number and >= 1 and <= MaxParts
            ? number
            : throw S3Fault.Invalid($"Part number must be an integer between 1 and {MaxParts}, inclusive");

    /// <summary>Takes a part in, for the one of that number before it; its upload may have ended meanwhile.</summary>
    private void Keep(Upload upload, int number, UploadPart part)
    {
        lock (upload)
        {
            if (!_uploads.ContainsKey(upload.Id))
            {
                File.Delete(part.File);
                throw S3Fault.NoSuchUpload();
            }

            if (upload.Parts.TryGetValue(number, out UploadPart? before))
            {
                File.Delete(before.File);
            }

            upload.Parts[number] = part;
        }
    }

    /// <summary>The parts that make up the object, in the order of the request, if they are those it says.</summary>
    private static List<UploadPart> Choose(Upload upload, XElement request)
    {
        List<UploadPart> parts = [];
        int last = 0;
        lock (upload)
        {
            foreach (XElement item in request.Items("Part"))
            {
                if (!int.TryParse(item.ValueOf("PartNumber"), out int number))
                {
                    throw S3Fault.MalformedXml();
                }

                if (number <= last)
                {
                    throw S3Fault.BadRequest("InvalidPartOrder", "The list of parts was not in ascending order.");
                }

                if (!upload.Parts.TryGetValue(number, out UploadPart? part) || item.ValueOf("ETag")?.Trim('"') != part.ETag.Trim('"'))
                {
                    throw S3Fault.BadRequest("InvalidPart", $"Part {number} could not be found, or its entity tag does not match.");
                }

                parts.Add(part);
                last = number;
            }
        }

        if (parts.Count == 0)
        {
            throw S3Fault.MalformedXml();
        }

        for (int i = 0; i < parts.Count - 1; i++)
        {
            if (parts[i].Length < MinPart)
            {
                throw S3Fault.BadRequest("EntityTooSmall", "Your proposed upload is smaller than the minimum allowed size");
            }
        }

        return parts;
    }

    private Upload Find(S3Call call)
    {
        _folder.CheckBucket(call.Bucket);
        return _uploads.TryGetValue(call["uploadId"] ?? "", out Upload? upload) && upload.Bucket == call.Bucket && upload.Key == call.Key
            ? upload
            : throw S3Fault.NoSuchUpload();
    }

    private void Forget(Upload upload)
    {
        lock (upload)
        {
            _uploads.TryRemove(upload.Id, out Upload? _);
            foreach (UploadPart part in upload.Parts.Values)
            {
                File.Delete(part.File);
            }

            upload.Parts.Clear();
        }
    }
}
