using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace BedrockPS.Batches;

/// <summary>
/// Takes a run's records one after the other and puts them into files. One thread adds, another may follow what has been written.
/// Made again over the same folder it goes on after the last record that is whole.
/// </summary>
internal sealed class BatchSpool : IDisposable
{
    private readonly object _lock = new();
    private readonly BatchFolder _folder;
    private readonly BatchLimits _limits;
    private readonly BatchSplit _split;
    private readonly List<BatchFile> _files = [];
    private readonly byte[] _id = new byte[BatchRecordId.Length];
    private BatchFileWriter? _writer;
    private int _records;
    private TaskCompletionSource<bool> _changed = NewSignal();
    private bool _isComplete;

    /// <param name="folder">The run's.</param>
    /// <param name="limits">Of files and jobs; the same each time.</param>
    /// <param name="isSent">Whether the records of a file are in S3, and need not be here any more.</param>
    /// <exception cref="BedrockException">FileUnreadable or FileUnwritable.</exception>
    public BatchSpool(BatchFolder folder, BatchLimits limits, Func<int, bool> isSent)
    {
        _folder = folder;
        _limits = limits;
        _split = new BatchSplit(limits);
        try
        {
            Reopen(isSent);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new BedrockException("FileUnreadable", $"'{folder.Path}' cannot be read: {exception.Message}", exception) { EndsPipeline = true };
        }
    }

    /// <summary>Records so far.</summary>
    public long Count { get; private set; }

    /// <summary>Bytes of the records so far.</summary>
    public long Bytes { get; private set; }

    public IReadOnlyList<BatchFile> Files
    {
        get
        {
            lock (_lock)
            {
                return [.. _files];
            }
        }
    }

    /// <summary>Adds a record.</summary>
    /// <param name="body">The request, JSON in one line.</param>
    /// <param name="inputObject">The member with the input object.</param>
    /// <param name="bodyHash">Of the body.</param>
    /// <param name="hash">As <see cref="BatchRecord.Hash"/> gives it.</param>
    /// <exception cref="BedrockException">RequestTooLarge, FileUnwritable.</exception>
    public void Add(ReadOnlySpan<byte> body, ReadOnlySpan<byte> inputObject, ulong bodyHash, ulong hash)
    {
        long bytes = BatchRecord.Frame + body.Length;
        if (bytes > _limits.MaxBytesPerRecord)
        {
            throw new BedrockException(
                "RequestTooLarge",
                string.Format(CultureInfo.InvariantCulture, "The record has {0:N0} bytes; a file of the batch takes at most {1:N0}.", bytes, _limits.MaxBytesPerRecord));
        }

        if (_split.Place(bytes))
        {
            CloseFile();
            _writer = new BatchFileWriter(_folder, _split.File, 0, default);
            _records = 0;
            Show(0, 0, isClosed: false);
        }

        if (_writer is null)
        {
            throw new BedrockException("BatchInputChanged", $"The input is another after record {Count}: the file that record is in was full, and is not.");
        }

        BatchRecordId.Write(_id, ++Count, bodyHash);
        Bytes += bytes;
        _records++;
        bool isMoved = _files[^1].Job != _split.Job;
        if (_writer.Add(_id, body, inputObject, hash) || isMoved)
        {
            Show(_records, _writer.Written, isClosed: false);
        }
    }

    /// <summary>The last record has come.</summary>
    public void Complete()
    {
        CloseFile();
        lock (_lock)
        {
            _isComplete = true;
            Signal();
        }
    }

    /// <summary>Puts what has come so far into the files.</summary>
    public void Flush()
    {
        if (_writer?.Flush() == true)
        {
            Show(_records, _writer.Written, isClosed: false);
        }
    }

    /// <summary>A file in a state that is wanted, once it is in it.</summary>
    /// <param name="number">From 1.</param>
    /// <param name="isWanted">Tells the state.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Null where all records have come and there is no such file.</returns>
    public async Task<BatchFile?> WhenAsync(int number, Func<BatchFile, bool> isWanted, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task changed;
            lock (_lock)
            {
                if (number <= _files.Count)
                {
                    BatchFile file = _files[number - 1];
                    file = _isComplete ? new BatchFile(file.Number, file.Job, file.Records, file.Written, isClosed: true, isPlaced: true) : file;
                    if (isWanted(file) || _isComplete)
                    {
                        return file;
                    }
                }
                else if (_isComplete)
                {
                    return null;
                }

                changed = _changed.Task;
            }

            using (cancellationToken.Register(Signal))
            {
                await changed.ConfigureAwait(false);
            }

            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    public void Dispose()
    {
        _writer?.Dispose();
        _writer = null;
    }

    private static TaskCompletionSource<bool> NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Reopen(Func<int, bool> isSent)
    {
        byte[] last = [];
        for (int number = 1; File.Exists(_folder.Index(number)); number++)
        {
            byte[] entries = BatchFileScan.Entries(_folder, number, isSent(number));
            int count = entries.Length / BatchIndex.Length;
            for (int record = 0; record < count; record++)
            {
                long bytes = BatchFileScan.At(entries, record).RecordEnd - BatchFileScan.At(entries, record - 1).RecordEnd;
                if (_split.Place(bytes))
                {
                    CloseShown();
                    Show(0, 0, isClosed: false);
                }

                Count++;
                Bytes += bytes;
            }

            if (count > 0)
            {
                Show(count, BatchFileScan.At(entries, count - 1).RecordEnd, isClosed: false);
            }

            last = entries;
            if (_split.File < number)
            {
                // A file that was begun and has nothing in it is begun again.
                break;
            }
        }

        if (_split.File > 0 && _files[^1].Records > 0)
        {
            if (last.Length == 0)
            {
                last = BatchFileScan.Entries(_folder, _split.File, isSent(_split.File));
            }

            if (!isSent(_split.File))
            {
                int count = last.Length / BatchIndex.Length;
                _writer = new BatchFileWriter(_folder, _split.File, count, BatchFileScan.At(last, count - 1));
                _records = count;
            }
        }
    }

    private void CloseFile()
    {
        if (_writer is not null)
        {
            _writer.Flush();
            Show(_records, _writer.Written, isClosed: true, number: _files.Count);
            _writer.Dispose();
            _writer = null;
        }
    }

    private void CloseShown()
    {
        if (_files.Count > 0)
        {
            BatchFile file = _files[^1];
            _files[^1] = new BatchFile(file.Number, file.Job, file.Records, file.Written, isClosed: true, isPlaced: true);
        }
    }

    private void Show(int records, long written, bool isClosed, int? number = null)
    {
        int which = number ?? _split.File;
        lock (_lock)
        {
            // What has been closed keeps the job it had: the split may be at the next already.
            bool isPresent = which == _split.File;
            int job = isPresent ? _split.Job : _files[which - 1].Job;
            BatchFile file = new(which, job, records, written, isClosed, isClosed || !_split.IsTail);
            if (which > _files.Count)
            {
                _files.Add(file);
            }
            else
            {
                _files[which - 1] = file;
            }

            Signal();
        }
    }

    private void Signal()
    {
        lock (_lock)
        {
            TaskCompletionSource<bool> changed = _changed;
            _changed = NewSignal();
            changed.TrySetResult(true);
        }
    }
}
