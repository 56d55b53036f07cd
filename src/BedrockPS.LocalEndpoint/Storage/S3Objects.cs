using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using System.Xml.Linq;
using BedrockPS.Local.Http;

namespace BedrockPS.Local.Storage;

/// <summary>Single objects: put, read, copied, deleted.</summary>
internal sealed class S3Objects
{
    private const int MaxKey = 1024;
    private const int MaxDeletes = 1000;

    private readonly ObjectFolder _folder;

    public S3Objects(ObjectFolder folder) => _folder = folder;

    public async Task PutAsync(S3Call call, CancellationToken cancellationToken)
    {
        CheckKey(call.Key);
        _folder.CheckBucket(call.Bucket);
        if (call.Request.Headers["If-None-Match"] == "*" && _folder.Find(call.Bucket, call.Key) is not null)
        {
            throw S3Fault.Precondition("If-None-Match");
        }

        using ReceivedBody body = await ReceivedBody.ReadAsync(call.Request, _folder, cancellationToken).ConfigureAwait(false);
        IReadOnlyDictionary<string, string> kept = KeptHeaders(call.Request.Headers);
        _folder.Place(
            call.Bucket,
            call.Key,
            body.File,
            (length, ticks) => new ObjectFacts(length, ticks, body.ETag) { Headers = kept, Checksum = body.Checksum });
        call.Response.Headers.Add("ETag", body.ETag);
        if (body.Checksum is KeyValuePair<string, string> checksum)
        {
            call.Response.Headers.Add(checksum.Key, checksum.Value);
        }

        await call.SendEmptyAsync(cancellationToken).ConfigureAwait(false);
    }

    public async Task GetAsync(S3Call call, CancellationToken cancellationToken)
    {
        using FileStream file = _folder.Open(call.Bucket, call.Key);
        ByteRange? range = Describe(call);
        long left = range?.Length ?? file.Length;
        file.Position = range?.First ?? 0;
        await call.Response.SendHeadAsync(left, cancellationToken).ConfigureAwait(false);
        byte[] piece = new byte[(int)Math.Min(128 * 1024, Math.Max(1, left))];
        long until = call.IsCut ? left / 2 : 0;
        while (left > until)
        {
            int read = await file.ReadAsync(piece, 0, (int)Math.Min(piece.Length, left - until), cancellationToken).ConfigureAwait(false);
            if (read == 0)
            {
                break;
            }

            await call.Response.SendRawAsync(piece, read, cancellationToken).ConfigureAwait(false);
            left -= read;
        }

        if (left > 0)
        {
            // Less than was promised: a fault, or a file that became shorter meanwhile.
            call.Response.Close();
        }
    }

    public Task HeadAsync(S3Call call, CancellationToken cancellationToken)
    {
        if (_folder.Find(call.Bucket, call.Key) is not StoredObject found)
        {
            throw S3Fault.NoSuchKey(call.Key);
        }

        ByteRange? range = Describe(call);
        return call.Response.SendHeadAsync(range?.Length ?? found.Length, cancellationToken);
    }

    public async Task CopyAsync(S3Call call, CancellationToken cancellationToken)
    {
        CheckKey(call.Key);
        (string bucket, string key) = call.CopySource();
        _folder.CheckBucket(call.Bucket);
        using FileStream from = _folder.Open(bucket, key);
        ObjectFacts facts = _folder.FactsOf(bucket, key);
        using FileStream to = _folder.NewFile();
        await from.CopyToAsync(to, 128 * 1024, cancellationToken).ConfigureAwait(false);
        to.Dispose();
        bool replaces = call.Request.Headers["x-amz-metadata-directive"] == "REPLACE";
        IReadOnlyDictionary<string, string> kept = replaces ? KeptHeaders(call.Request.Headers) : facts.Headers;
        _folder.Place(
            call.Bucket, call.Key, to.Name, (length, ticks) => new ObjectFacts(length, ticks, facts.ETag) { Headers = kept, Checksum = facts.Checksum });
        await call.SendXmlAsync(
            "CopyObjectResult",
            xml =>
            {
                xml.Text("ETag", facts.ETag);
                xml.Time("LastModified", DateTimeOffset.UtcNow);
            },
            cancellationToken).ConfigureAwait(false);
    }

    public Task DeleteAsync(S3Call call, CancellationToken cancellationToken)
    {
        _folder.Remove(call.Bucket, call.Key);
        return call.SendEmptyAsync(cancellationToken, 204);
    }

    public async Task DeleteManyAsync(S3Call call, CancellationToken cancellationToken)
    {
        XElement request = await S3Xml.ReadAsync(call.Request, cancellationToken).ConfigureAwait(false) ?? throw S3Fault.MalformedXml();
        List<string> keys = [];
        foreach (XElement item in request.Items("Object"))
        {
            keys.Add(item.ValueOf("Key") ?? throw S3Fault.MalformedXml());
        }

        if (keys.Count is 0 or > MaxDeletes)
        {
            throw S3Fault.MalformedXml();
        }

        foreach (string key in keys)
        {
            _folder.Remove(call.Bucket, key);
        }

        bool isQuiet = request.ValueOf("Quiet") == "true";
        await call.SendXmlAsync(
            "DeleteResult",
            xml =>
            {
                foreach (string key in isQuiet ? [] : keys)
                {
                    xml.WriteStartElement("Deleted");
                    xml.Text("Key", key);
                    xml.WriteEndElement();
                }
            },
            cancellationToken).ConfigureAwait(false);
    }

    public static void CheckKey(string key)
    {
        if (System.Text.Encoding.UTF8.GetByteCount(key) > MaxKey)
        {
            throw S3Fault.BadRequest("KeyTooLongError", "Your key is too long");
        }
    }

    /// <summary>Headers an object keeps and is read with.</summary>
    public static IReadOnlyDictionary<string, string> KeptHeaders(HeaderCollection headers)
    {
        Dictionary<string, string> kept = new(StringComparer.OrdinalIgnoreCase);
        foreach (KeyValuePair<string, string> header in headers)
        {
            string name = header.Key.ToLowerInvariant();
            string value = header.Value;
            if (name == "content-encoding")
            {
                // The coding of the transfer is none of the object.
                value = value.Replace("aws-chunked,", "").Replace(",aws-chunked", "").Replace("aws-chunked", "").Trim();
            }

            if (value.Length > 0 && (name.StartsWith("x-amz-meta-", StringComparison.Ordinal)
                || name is "content-type" or "cache-control" or "content-disposition" or "content-encoding" or "content-language" or "expires"))
            {
                kept[header.Key] = value;
            }
        }

        return kept;
    }

    /// <summary>Checks what the request makes conditions of and sets the headers of the answer; the part that is wanted, if not all is.</summary>
    private ByteRange? Describe(S3Call call)
    {
        HeaderCollection asked = call.Request.Headers;
        HeaderCollection answer = call.Response.Headers;
        StoredObject found = _folder.Find(call.Bucket, call.Key) ?? throw S3Fault.NoSuchKey(call.Key);
        ObjectFacts facts = _folder.FactsOf(call.Bucket, call.Key);
        if (asked["If-Match"] is string wanted && wanted != "*" && wanted.Trim('"') != facts.ETag.Trim('"'))
        {
            throw S3Fault.Precondition("If-Match");
        }

        if (asked["If-None-Match"] is string known && (known == "*" || known.Trim('"') == facts.ETag.Trim('"')))
        {
            throw new Serving.ServiceFault(304, "NotModified", "Not Modified");
        }

        ByteRange? range = ByteRange.Parse(asked["Range"], found.Length);
        answer.Add("ETag", facts.ETag);
        answer.Add("Last-Modified", found.Modified.UtcDateTime.ToString("r", CultureInfo.InvariantCulture));
        answer.Add("Accept-Ranges", "bytes");
        foreach (KeyValuePair<string, string> header in facts.Headers)
        {
            answer.Add(header.Key, header.Value);
        }

        if (!facts.Headers.ContainsKey("Content-Type"))
        {
            answer.Add("Content-Type", "binary/octet-stream");
        }

        if (range is ByteRange part)
        {
            call.Response.Status = 206;
            answer.Add("Content-Range", $"bytes {part.First}-{part.First + part.Length - 1}/{found.Length}");
        }
        else if (facts.Checksum is KeyValuePair<string, string> checksum && asked["x-amz-checksum-mode"] is not null)
        {
            answer.Add(checksum.Key, checksum.Value);
        }

        return range;
    }
}
