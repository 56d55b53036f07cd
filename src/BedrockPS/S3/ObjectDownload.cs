using System;
using System.Collections.Generic;
using System.IO;
using System.Security.Cryptography;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Engine.S3;
using BedrockPS.Files;

namespace BedrockPS.S3;

/// <summary>
/// Saves an object to a file. The bytes go to a file beside it first, which carries the object's tag in its name: whoever begins the
/// same download again goes on where the last one ended, and what is there under the target's own name is always whole.
/// </summary>
internal sealed class ObjectDownload
{
    private const int BufferSize = 128 * 1024;

    private readonly S3Client _s3;
    private readonly S3Entry _object;
    private readonly string _target;
    private long _done;

    /// <param name="s3">Where it comes from.</param>
    /// <param name="entry">Which object, and which version of it.</param>
    /// <param name="target">Full path of the file.</param>
    public ObjectDownload(S3Client s3, S3Entry entry, string target)
    {
        _s3 = s3;
        _object = entry;
        _target = target;
    }

    /// <summary>Bytes that are there so far.</summary>
    public long Done => Interlocked.Read(ref _done);

    /// <summary>Where the bytes are until they are all there.</summary>
    public string PartPath => _target + Tag() + ".part";

    /// <exception cref="BedrockException">
    /// What S3 refuses; PreconditionFailed: the object has changed; FileUnwritable: the file cannot be written.
    /// </exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_target)!);
            string part = PartPath;
            using (FileStream file = PrivateFile.Open(part, FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read))
            {
                await FillAsync(file, cancellationToken).ConfigureAwait(false);
            }

            PrivateFile.Replace(part, _target);
            RemoveOthers();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw FileFailure.Writing(_target, exception);
        }
    }

    private async Task FillAsync(FileStream file, CancellationToken cancellationToken)
    {
        if (file.Length > _object.Length)
        {
            file.SetLength(0);
        }

        file.Position = file.Length;
        Interlocked.Exchange(ref _done, file.Position);
        if (file.Position < _object.Length)
        {
            using S3Content content = await _s3.OpenAsync(_object.Location, file.Position, Empty(_object.ETag), cancellationToken).ConfigureAwait(false);
            byte[] buffer = new byte[BufferSize];
            int read;
            while ((read = await _s3.ReadAsync(content, buffer, 0, buffer.Length, cancellationToken).ConfigureAwait(false)) > 0)
            {
                await file.WriteAsync(buffer, 0, read, cancellationToken).ConfigureAwait(false);
                Interlocked.Add(ref _done, read);
            }
        }

        await file.FlushAsync(cancellationToken).ConfigureAwait(false);
        if (file.Length != _object.Length)
        {
            throw new BedrockException("PreconditionFailed", $"{_object.Location}: {file.Length} bytes came, and the object has {_object.Length}.");
        }
    }

    /// <summary>What earlier downloads have left of another version of the object.</summary>
    private void RemoveOthers()
    {
        string name = Path.GetFileName(_target);
        foreach (string left in Directory.GetFiles(Path.GetDirectoryName(_target)!, name + ".*.part"))
        {
            File.Delete(left);
        }
    }

    private string Tag()
    {
        using SHA256 hash = SHA256.Create();
        byte[] bytes = hash.ComputeHash(Encoding.UTF8.GetBytes(_object.ETag + _object.Location));
        StringBuilder text = new(".");
        for (int i = 0; i < 4; i++)
        {
            text.Append(bytes[i].ToString("x2", System.Globalization.CultureInfo.InvariantCulture));
        }

        return text.ToString();
    }

    private static string? Empty(string text) => text.Length == 0 ? null : text;
}
