using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Text;
using System.Text.Json;
using BedrockPS.Engine.Hashing;
using BedrockPS.Files;
using BedrockPS.Models;
using BedrockPS.Protocol;

namespace BedrockPS.Batches;

/// <summary>
/// How far the answers of jobs have been given out. A job has two places of fixed length in the file, written in turn: one that was cut
/// off by the end of a process leaves the other.
/// </summary>
internal sealed class BatchCheckpoint : IDisposable
{
    private const int SlotLength = 1024;
    private const int HashLength = 16;

    private readonly FileStream _file;
    private readonly Dictionary<string, (long Place, BatchProgress Progress)> _jobs = new(StringComparer.Ordinal);

    private BatchCheckpoint(FileStream file) => _file = file;

    /// <exception cref="BedrockException">BatchCheckpointInvalid, FileUnwritable.</exception>
    public static BatchCheckpoint Open(string path)
    {
        FileStream file;
        try
        {
            file = PrivateFile.Open(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new BedrockException("FileUnwritable", $"'{path}' cannot be opened: {exception.Message}", exception) { EndsPipeline = true };
        }

        BatchCheckpoint checkpoint = new(file);
        if (!checkpoint.Load())
        {
            file.Dispose();
            throw new BedrockException("BatchCheckpointInvalid", $"'{path}' is no checkpoint of Receive-BRBatch. It is left as it is.");
        }

        return checkpoint;
    }

    /// <summary>How far a job's answers have been given out; at the beginning where it is new.</summary>
    public BatchProgress Of(string jobArn) => _jobs.TryGetValue(jobArn, out (long Place, BatchProgress Progress) job) ? job.Progress : new BatchProgress();

    /// <exception cref="BedrockException">FileUnwritable.</exception>
    public void Save(string jobArn, BatchProgress progress)
    {
        if (!_jobs.TryGetValue(jobArn, out (long Place, BatchProgress Progress) job))
        {
            job.Place = _jobs.Count * 2L * SlotLength;
        }

        progress.Turn++;
        _jobs[jobArn] = (job.Place, progress);
        byte[] text = JsonText.BytesOf(new Dictionary<string, object?>
        {
            ["job"] = jobArn,
            ["turn"] = progress.Turn,
            ["file"] = progress.File,
            ["etag"] = progress.ETag,
            ["next"] = progress.Next,
            ["answered"] = progress.Answered,
            ["failed"] = progress.Failed,
        });
        byte[] slot = new byte[SlotLength];
        slot.AsSpan().Fill((byte)' ');
        text.CopyTo(slot, 0);
        Encoding.ASCII.GetBytes(Hash(text), 0, HashLength, slot, SlotLength - HashLength - 1);
        slot[SlotLength - 1] = (byte)'\n';
        try
        {
            _file.Position = job.Place + (progress.Turn % 2 * SlotLength);
            _file.Write(slot, 0, slot.Length);
            _file.Flush();
        }
        catch (IOException exception)
        {
            throw new BedrockException("FileUnwritable", $"'{_file.Name}' cannot be written: {exception.Message}", exception) { EndsPipeline = true };
        }
    }

    public void Dispose() => _file.Dispose();

    private static string Hash(ReadOnlySpan<byte> text) => ContentHash.Of(text).ToString("x16", CultureInfo.InvariantCulture);

    /// <returns>False where the file is something else.</returns>
    private bool Load()
    {
        byte[] slot = new byte[SlotLength];
        bool isKnown = _file.Length == 0;
        for (long place = 0; ; place += SlotLength)
        {
            int length = 0;
            int count;
            while (length < SlotLength && (count = _file.Read(slot, length, SlotLength - length)) > 0)
            {
                length += count;
            }

            if (length < SlotLength)
            {
                // The very first may have been cut off.
                return isKnown || _jobs.Count > 0 || _file.Length < SlotLength * 2;
            }

            if (Parse(slot) is (string job, BatchProgress progress) && !(_jobs.TryGetValue(job, out (long, BatchProgress Progress) other) && other.Progress.Turn > progress.Turn))
            {
                _jobs[job] = (place / (SlotLength * 2) * SlotLength * 2, progress);
            }
        }
    }

    private static (string Job, BatchProgress Progress)? Parse(byte[] slot)
    {
        int end = slot.AsSpan(0, SlotLength - HashLength - 1).LastIndexOf((byte)'}') + 1;
        if (end == 0 || Encoding.ASCII.GetString(slot, SlotLength - HashLength - 1, HashLength) != Hash(slot.AsSpan(0, end)))
        {
            return null;
        }

        try
        {
            Dictionary<string, object?> values = (Dictionary<string, object?>)JsonText.Parse(slot.AsSpan(0, end).ToArray())!;
            return (values.Text("job"), new BatchProgress
            {
                Turn = (long)values["turn"]!,
                File = values.Text("file"),
                ETag = values.Text("etag"),
                Next = (long)values["next"]!,
                Answered = (long)values["answered"]!,
                Failed = (long)values["failed"]!,
            });
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidCastException)
        {
            return null;
        }
    }
}
