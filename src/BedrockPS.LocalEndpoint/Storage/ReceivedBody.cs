using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Local.Http;

namespace BedrockPS.Local.Storage;

/// <summary>The bytes of an object as a request brought them: in a file, and found to be those its checksums promise.</summary>
internal sealed class ReceivedBody : IDisposable
{
    /// <summary>The most S3 takes in one request.</summary>
    private const long MaxLength = 5L * 1024 * 1024 * 1024;

    private const string ChecksumPrefix = "x-amz-checksum-";

    private ReceivedBody(string file, long length, byte[] md5, KeyValuePair<string, string>? checksum)
    {
        File = file;
        Length = length;
        Md5 = md5;
        Checksum = checksum;
    }

    public string File { get; }

    public long Length { get; }

    public byte[] Md5 { get; }

    public string ETag => "\"" + HexText.Of(Md5) + "\"";

    /// <summary>Header and value of the checksum it came with; null without one that is known here.</summary>
    public KeyValuePair<string, string>? Checksum { get; }

    public static async Task<ReceivedBody> ReadAsync(HttpRequest request, ObjectFolder folder, CancellationToken cancellationToken)
    {
        HeaderCollection headers = request.Headers;
        string declared = headers["x-amz-content-sha256"] ?? "";
        AwsChunkedStream? chunked = declared.StartsWith("STREAMING-", StringComparison.Ordinal) ? new AwsChunkedStream(request.BodyStream!) : null;
        Stream body = (Stream?)chunked ?? request.BodyStream!;
        string? checksumHeader = ChecksumHeaderOf(headers);
        using Digest md5 = Digest.Md5();
        using Digest? sha256 = declared.Length == 64 ? Digest.Sha256() : null;
        using Digest? checksum = checksumHeader is null ? null : Digest.OfHeader(checksumHeader);
        FileStream file = folder.NewFile();
        try
        {
            long length = 0;
            using (file)
            {
                byte[] piece = new byte[128 * 1024];
                int read;
                while ((read = await body.ReadAsync(piece, 0, piece.Length, cancellationToken).ConfigureAwait(false)) > 0)
                {
                    length += read;
                    if (length > MaxLength)
                    {
                        throw S3Fault.BadRequest("EntityTooLarge", "Your proposed upload exceeds the maximum allowed size");
                    }

                    md5.Add(piece, read);
                    sha256?.Add(piece, read);
                    checksum?.Add(piece, read);
                    await file.WriteAsync(piece, 0, read, cancellationToken).ConfigureAwait(false);
                }
            }

            if (headers["x-amz-decoded-content-length"] is string decoded && decoded != length.ToString(CultureInfo.InvariantCulture))
            {
                throw S3Fault.BadRequest("IncompleteBody", "You did not provide the number of bytes specified by the x-amz-decoded-content-length header");
            }

            byte[] hash = md5.Finish();
            if (headers["Content-MD5"] is string wanted && wanted != Convert.ToBase64String(hash))
            {
                throw S3Fault.BadRequest("BadDigest", "The Content-MD5 you specified did not match what we received.");
            }

            if (sha256 is not null && !string.Equals(declared, HexText.Of(sha256.Finish()), StringComparison.OrdinalIgnoreCase))
            {
                throw S3Fault.BadRequest(
                    "XAmzContentSHA256Mismatch", "The provided 'x-amz-content-sha256' header does not match what was computed.");
            }

            KeyValuePair<string, string>? kept = null;
            if (checksum is not null)
            {
                string value = Convert.ToBase64String(checksum.Finish());
                string? promised = headers[checksumHeader!];
                chunked?.Trailers.TryGetValue(checksumHeader!, out promised);
                if (promised is not null && promised != value)
                {
                    string name = checksumHeader!.Substring(ChecksumPrefix.Length).ToUpperInvariant();
                    throw S3Fault.BadRequest("BadDigest", $"The {name} you specified did not match the calculated checksum.");
                }

                kept = new KeyValuePair<string, string>(checksumHeader!, value);
            }

            return new ReceivedBody(file.Name, length, hash, kept);
        }
        catch (Exception)
        {
            // Whatever went wrong, nobody will have this file.
            System.IO.File.Delete(file.Name);
            throw;
        }
    }

    /// <summary>The file goes, where it has not become an object.</summary>
    public void Dispose() => System.IO.File.Delete(File);

    private static string? ChecksumHeaderOf(HeaderCollection headers)
    {
        foreach (string name in (headers["x-amz-trailer"] ?? "").Split(','))
        {
            if (name.Trim().StartsWith(ChecksumPrefix, StringComparison.OrdinalIgnoreCase))
            {
                return name.Trim();
            }
        }

        foreach (KeyValuePair<string, string> header in headers)
        {
            if (header.Key.StartsWith(ChecksumPrefix, StringComparison.OrdinalIgnoreCase) && Digest.OfHeader(header.Key) is Digest known)
            {
                known.Dispose();
                return header.Key;
            }
        }

        return null;
    }
}
