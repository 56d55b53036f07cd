using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;

namespace BedrockPS.Engine.Vectors;

/// <summary>Writes the live entries of an index into another file, in few large commits.</summary>
public static class IndexCompaction
{
    private const int MaxRows = 65_536;
    private const long MaxBytes = 64L << 20;

    /// <param name="reader">The index.</param>
    /// <param name="stream">An empty file, open for writing.</param>
    /// <param name="progress">Told how many entries have been copied.</param>
    /// <param name="cancellationToken">Heard between entries.</param>
    /// <returns>Entries that were copied. Damaged ones are not among them; the reader tells of them.</returns>
    /// <exception cref="IOException">The disk refuses.</exception>
    public static int Copy(IndexReader reader, FileStream stream, Action<int> progress, CancellationToken cancellationToken)
    {
        FileTarget target = new(stream);
        byte[] header = IndexWriter.NewFile(reader.Model, reader.Dimension, reader.Created, out ulong fileId);
        target.Write(0, header, header.Length);
        target.Flush();
        long end = header.Length;
        long sequence = 0;
        int rows = 0;
        Dictionary<IndexKey, int>? known = IsCertain(reader) ? null : [];
        List<int> dead = [];
        List<IndexEntry> batch = [];
        long bytes = 0;
        SegmentWriter writer = new(target);
        foreach (IndexEntry entry in reader.ReadLive(cancellationToken))
        {
            if (known is not null)
            {
                // Which entries had been superseded is lost in part, but a later one with the same id always supersedes.
                if (known.TryGetValue(entry.Id, out int earlier))
                {
                    dead.Add(earlier);
                }

                known[entry.Id] = rows + batch.Count;
            }

            batch.Add(entry);
            bytes += entry.Record.Length + (entry.Vector.Length * sizeof(float));
            if (batch.Count == MaxRows || bytes >= MaxBytes)
            {
                Commit();
            }
        }

        Commit();
        return rows - (known is null ? 0 : rows - known.Count);

        void Commit()
        {
            if (batch.Count > 0)
            {
                end = writer.Write(end, fileId, ++sequence, rows, reader.Dimension, batch, dead);
                rows += batch.Count;
                batch.Clear();
                dead.Clear();
                bytes = 0;
                progress(rows);
            }
        }
    }

    private static bool IsCertain(IndexReader reader)
    {
        foreach (IndexDamage damage in reader.Damage)
        {
            if (damage.IsFatal)
            {
                return false;
            }
        }

        return true;
    }
}
