using System;

namespace BedrockPS.Batches;

/// <summary>
/// Deals records out to files and files to jobs as they come, without knowing how many there will be. A job is full a few records
/// early, and those that would still fit go into a file of their own, the tail: it completes that job if no more come, and else begins
/// the next one, which so does not fall below the service's minimum for want of a few records. The same sizes always give the same
/// split.
/// </summary>
internal sealed class BatchSplit
{
    private readonly BatchLimits _limits;
    private readonly int _reserve;
    private long _fileBytes;
    private long _jobBytes;
    private int _fileRecords;
    private int _jobRecords;

    public BatchSplit(BatchLimits limits)
    {
        _limits = limits;
        _reserve = Math.Min(limits.MinRecords, limits.MaxRecordsPerJob / 2);
    }

    /// <summary>The file of the record last placed, from 1; 0 before the first.</summary>
    public int File { get; private set; }

    /// <summary>The job of that file, from 1.</summary>
    public int Job { get; private set; }

    /// <summary>That file is a tail: it may yet become the beginning of the next job.</summary>
    public bool IsTail { get; private set; }

    /// <summary>Places the next record.</summary>
    /// <param name="bytes">Of its line.</param>
    /// <returns>Whether it begins a file.</returns>
    public bool Place(long bytes)
    {
        bool begins = Advance(bytes);
        if (begins)
        {
            File++;
            _fileRecords = 0;
            _fileBytes = 0;
        }

        _fileRecords++;
        _fileBytes += bytes;
        _jobRecords++;
        _jobBytes += bytes;
        return begins;
    }

    private bool Advance(long bytes)
    {
        bool isFull = _fileRecords == _limits.MaxRecordsPerFile || _fileBytes + bytes > _limits.MaxBytesPerFile;
        if (File == 0 || _jobBytes + bytes > _limits.MaxBytesPerJob || (IsTail && isFull))
        {
            BeginJob(0, 0);
            return true;
        }

        if (IsTail && _jobRecords < _limits.MaxRecordsPerJob)
        {
            return false;
        }

        if (IsTail)
        {
            // The job is whole without the tail.
            BeginJob(_fileRecords, _fileBytes);
        }

        if (_jobRecords < _limits.MaxRecordsPerJob - _reserve)
        {
            return isFull;
        }

        IsTail = _reserve > 0;
        if (!IsTail)
        {
            BeginJob(0, 0);
        }

        return true;
    }

    private void BeginJob(int records, long bytes)
    {
        Job++;
        _jobRecords = records;
        _jobBytes = bytes;
        IsTail = false;
    }
}
