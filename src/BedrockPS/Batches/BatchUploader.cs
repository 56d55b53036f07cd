using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Engine.Hashing;
using BedrockPS.Engine.S3;
using BedrockPS.Files;

namespace BedrockPS.Batches;

/// <summary>
/// Puts the files of a run into S3, following the spool while it is being filled. What the journal has is not sent again; memory is
/// that of one part.
/// </summary>
internal sealed class BatchUploader
{
    /// <summary>Files of 80 GB fit into the 10,000 parts S3 takes.</summary>
    public const int DefaultPartBytes = 8 * 1024 * 1024;

    private readonly IBatchStore _store;
    private readonly BatchFolder _folder;
    private readonly BatchJournal _journal;
    private readonly BatchSpool _spool;
    private readonly BatchPlace _place;
    private readonly int _partBytes;
    private readonly byte[] _part;
    private long _sentBytes;

    /// <param name="store">S3.</param>
    /// <param name="folder">The run's.</param>
    /// <param name="journal">What has been done.</param>
    /// <param name="spool">What there is to send.</param>
    /// <param name="place">Where to.</param>
    /// <param name="partBytes">Bytes of a part; S3 takes no fewer than 5 MiB, but for the last.</param>
    public BatchUploader(
        IBatchStore store, BatchFolder folder, BatchJournal journal, BatchSpool spool, BatchPlace place, int partBytes = DefaultPartBytes)
    {
        _store = store;
        _folder = folder;
        _journal = journal;
        _spool = spool;
        _place = place;
        _partBytes = partBytes;
        _part = new byte[partBytes];
    }

    /// <summary>Bytes S3 has been sent by this process.</summary>
    public long SentBytes => Interlocked.Read(ref _sentBytes);

    /// <summary>Sends all there is, to the end of the spool.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        for (int number = 1; await _spool.WhenAsync(number, static file => file.IsPlaced, cancellationToken).ConfigureAwait(false) is BatchFile file; number++)
        {
            string name = BatchFolder.Stem(number) + BatchFolder.RecordsExtension;
            if (!_journal.IsSent(name))
            {
                await SendRecordsAsync(name, number, _place.Records(file.Job, number), cancellationToken).ConfigureAwait(false);
            }

            string objects = BatchFolder.Stem(number) + BatchFolder.ObjectsExtension;
            if (!_journal.IsSent(objects))
            {
                await SendWholeAsync(objects, _folder.Objects(number), _place.Objects(number), cancellationToken).ConfigureAwait(false);
            }

            Delete(_folder.Records(number));
        }
    }

    /// <summary>The records are in S3; the objects stay, for the answers to be joined with.</summary>
    private static void Delete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It is in nobody's way.
        }
    }

    private async Task SendRecordsAsync(string name, int number, S3Location target, CancellationToken cancellationToken)
    {
        long wanted = _partBytes;
        BatchFile file;
        while (!(file = (await _spool.WhenAsync(number, at => at.IsClosed || at.Written > wanted, cancellationToken).ConfigureAwait(false))!.Value).IsClosed)
        {
            // The spool has more than one part: the file will have several.
            BatchUpload upload = await UploadAsync(name, target, cancellationToken).ConfigureAwait(false);
            wanted = await SendPartsAsync(name, _folder.Records(number), target, upload, file.Written, isAll: false, cancellationToken).ConfigureAwait(false) + _partBytes;
        }

        await SendWholeAsync(name, _folder.Records(number), target, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Sends a file that does not grow any more, or what S3 has not got of it.</summary>
    private async Task SendWholeAsync(string name, string path, S3Location target, CancellationToken cancellationToken)
    {
        long length = new FileInfo(path).Length;
        if (length <= _partBytes && _journal.UploadOf(name) is null)
        {
            byte[] content = new byte[length];
            await ReadAsync(path, 0, content, content.Length, cancellationToken).ConfigureAwait(false);
            await _store.PutAsync(target, content, cancellationToken).ConfigureAwait(false);
            Interlocked.Add(ref _sentBytes, length);
        }
        else if (!(_journal.UploadOf(name) is not null && await _store.LengthAsync(target, cancellationToken).ConfigureAwait(false) == length))
        {
            // Else the upload was completed, and the process ended before it noted that.
            await SendInPartsAsync(name, path, target, length, cancellationToken).ConfigureAwait(false);
        }

        _journal.MarkSent(name);
    }

    private async Task SendInPartsAsync(string name, string path, S3Location target, long length, CancellationToken cancellationToken)
    {
        for (bool isFirst = true; ; isFirst = false)
        {
            BatchUpload upload = await UploadAsync(name, target, cancellationToken).ConfigureAwait(false);
            try
            {
                await SendPartsAsync(name, path, target, upload, length, isAll: true, cancellationToken).ConfigureAwait(false);
                await _store.CompleteUploadAsync(target, upload.Id, upload.Parts.Values, cancellationToken).ConfigureAwait(false);
                return;
            }
            catch (BedrockException exception) when (exception.Code == "NoSuchUpload" && isFirst)
            {
                // Given up by somebody, or by a rule of the bucket that does so after some days.
                _journal.BeginUpload(name, await _store.BeginUploadAsync(target, cancellationToken).ConfigureAwait(false), _partBytes);
            }
        }
    }

    private async Task<BatchUpload> UploadAsync(string name, S3Location target, CancellationToken cancellationToken) =>
        _journal.UploadOf(name) is BatchUpload known && known.PartBytes == _partBytes
            ? known
            : _journal.BeginUpload(name, await _store.BeginUploadAsync(target, cancellationToken).ConfigureAwait(false), _partBytes);

    /// <summary>Sends the parts there are bytes for.</summary>
    /// <returns>Bytes S3 has.</returns>
    private async Task<long> SendPartsAsync(
        string name, string path, S3Location target, BatchUpload upload, long length, bool isAll, CancellationToken cancellationToken)
    {
        long position = 0;
        for (int number = 1; position < length && (isAll || length - position > _partBytes); number++)
        {
            int count = (int)Math.Min(_partBytes, length - position);
            if (!upload.Parts.TryGetValue(number, out BatchPart? sent) || sent.Length != count || !sent.IsChecked)
            {
                await ReadAsync(path, position, _part, count, cancellationToken).ConfigureAwait(false);
                ulong hash = ContentHash.Of(_part.AsSpan(0, count));
                if (sent is null || sent.Length != count || sent.Hash != hash)
                {
                    string etag = await _store.SendPartAsync(target, upload.Id, number, _part, count, cancellationToken).ConfigureAwait(false);
                    Interlocked.Add(ref _sentBytes, count);
                    _journal.AddPart(name, sent = new BatchPart(number, etag, count, hash));
                }

                sent.IsChecked = true;
            }

            position += count;
        }

        return position;
    }

    private static async Task ReadAsync(string path, long position, byte[] target, int count, CancellationToken cancellationToken)
    {
        try
        {
            using FileStream file = PrivateFile.Open(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            file.Position = position;
            int length = 0;
            int read;
            while (length < count && (read = await file.ReadAsync(target, length, count - length, cancellationToken).ConfigureAwait(false)) > 0)
            {
                length += read;
            }

            if (length < count)
            {
                throw new EndOfStreamException("It is shorter than it was.");
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new BedrockException("FileUnreadable", $"'{path}' cannot be read: {exception.Message}", exception) { EndsPipeline = true };
        }
    }
}
