using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Engine.S3;
using BedrockPS.Files;
using BedrockPS.Protocol;
using BedrockPS.S3;

namespace BedrockPS.Batches;

/// <summary>
/// Copies files of answers into one file. Half a copy stands beside it under another name, with what it is a copy of, and is gone on with
/// for as long as that is the same.
/// </summary>
internal static class BatchDownload
{
    /// <param name="s3">S3.</param>
    /// <param name="files">What to copy, in this order.</param>
    /// <param name="path">The file.</param>
    /// <param name="cancellationToken">Ends the wait; the half is kept.</param>
    /// <exception cref="BedrockException">FileUnwritable; as S3 refuses.</exception>
    public static async Task RunAsync(S3Client s3, IReadOnlyList<S3Entry> files, string path, CancellationToken cancellationToken)
    {
        string half = path + ".part";
        string note = half + ".json";
        byte[] source = JsonText.BytesOf(files.Select(static file => (object?)new Dictionary<string, object?>
        {
            ["file"] = file.Location.ToString(),
            ["etag"] = file.ETag,
            ["bytes"] = file.Length,
        }).ToList());
        try
        {
            bool isSame = await PrivateFile.ReadAsync(note, cancellationToken).ConfigureAwait(false) is byte[] known && known.AsSpan().SequenceEqual(source);
            if (!isSame)
            {
                File.Delete(half);
                await PrivateFile.WriteAsync(note, source, cancellationToken).ConfigureAwait(false);
            }

            await CopyAsync(s3, files, half, cancellationToken).ConfigureAwait(false);
            PrivateFile.Replace(half, path);
            File.Delete(note);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw FileFailure.Writing(path, exception);
        }
    }

    private static async Task CopyAsync(S3Client s3, IReadOnlyList<S3Entry> files, string half, CancellationToken cancellationToken)
    {
        using FileStream target = PrivateFile.Open(half, FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read);
        long skip = target.Length;
        target.Position = skip;
        byte[] block = new byte[256 * 1024];
        foreach (S3Entry file in files)
        {
            if (skip >= file.Length)
            {
                skip -= file.Length;
                continue;
            }

            using S3Content content = await s3.OpenAsync(file.Location, skip, file.ETag, cancellationToken).ConfigureAwait(false);
            skip = 0;
            int count;
            while ((count = await s3.ReadAsync(content, block, 0, block.Length, cancellationToken).ConfigureAwait(false)) > 0)
            {
                await target.WriteAsync(block, 0, count, cancellationToken).ConfigureAwait(false);
            }
        }
    }
}
