using System;
using System.IO;
using BedrockPS.Engine.Hashing;
using BedrockPS.Files;

namespace BedrockPS.Batches;

/// <summary>Finds how much of a file's records, objects and index belongs together after a run has ended somehow.</summary>
internal static class BatchFileScan
{
    /// <summary>The entries that hold. Of a file whose records are in S3 and no more here, all that were written.</summary>
    /// <param name="folder">The run's.</param>
    /// <param name="file">Number of the file.</param>
    /// <param name="isSent">The records are in S3.</param>
    public static byte[] Entries(BatchFolder folder, int file, bool isSent)
    {
        byte[] entries = File.ReadAllBytes(folder.Index(file));
        int count = entries.Length / BatchIndex.Length;
        using FileStream objects = PrivateFile.Open(folder.Objects(file), FileMode.OpenOrCreate, FileAccess.Read, FileShare.ReadWrite);
        if (!isSent)
        {
            using FileStream records = PrivateFile.Open(folder.Records(file), FileMode.OpenOrCreate, FileAccess.Read, FileShare.ReadWrite);
            while (count > 0 && !Holds(entries, count - 1, records, objects))
            {
                count--;
            }
        }

        Array.Resize(ref entries, count * BatchIndex.Length);
        return entries;
    }

    public static BatchIndex At(byte[] entries, int record) =>
        record < 0 ? default : BatchIndex.Read(entries.AsSpan(record * BatchIndex.Length, BatchIndex.Length));

    /// <summary>The record and the object an entry tells of are in their files, as they were written.</summary>
    private static bool Holds(byte[] entries, int record, FileStream records, FileStream objects)
    {
        BatchIndex before = At(entries, record - 1);
        BatchIndex entry = At(entries, record);
        byte[]? line = Read(records, before.RecordEnd, entry.RecordEnd, BatchRecord.Frame);
        byte[]? kept = Read(objects, before.ObjectEnd, entry.ObjectEnd, BatchRecord.ObjectFrame);
        return line is not null && kept is not null && BatchRecord.Hash(ContentHash.Of(BatchRecord.BodyOf(line)), BatchRecord.ObjectOf(kept)) == entry.Hash;
    }

    private static byte[]? Read(FileStream file, long start, long end, int least)
    {
        if (end > file.Length || end - start < least || end - start > int.MaxValue)
        {
            return null;
        }

        byte[] line = new byte[end - start];
        file.Position = start;
        int length = 0;
        int count;
        while (length < line.Length && (count = file.Read(line, length, line.Length - length)) > 0)
        {
            length += count;
        }

        return length == line.Length ? line : null;
    }
}
