using System;
using System.Collections.Generic;
using System.Threading;

namespace BedrockPS.Engine.Vectors;

/// <content>Looking at every byte.</content>
public sealed partial class IndexReader
{
    /// <summary>Checks everything that belongs to a live entry.</summary>
    /// <param name="cancellationToken">Heard between entries.</param>
    /// <returns>The number of live entries that can be read, vector and object.</returns>
    public int Verify(CancellationToken cancellationToken)
    {
        int sound = 0;
        for (int row = 0; row < RowCount; row++)
        {
            if ((row & 0xFF) == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            if (IsLive(row) && TryRead(row, out _))
            {
                sound++;
            }
        }

        return sound;
    }

    /// <summary>All live entries that can be read, in their order; of damaged ones the damage is noted.</summary>
    internal IEnumerable<IndexEntry> ReadLive(CancellationToken cancellationToken)
    {
        for (int row = 0; row < RowCount; row++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (IsLive(row) && TryRead(row, out IndexEntry? entry))
            {
                yield return entry!;
            }
        }
    }

    private bool TryRead(int row, out IndexEntry? entry)
    {
        entry = null;
        Segment segment = SegmentOf(row);
        if (row >= segment.Header.FirstRow + segment.Header.RowCount || !IsSound(segment.FirstPage + ((row - segment.Header.FirstRow) / segment.Header.PageRows)))
        {
            return false;
        }

        try
        {
            byte[] record = ReadRecord(row);
            IndexRow read = ReadEntry(row);
            entry = new IndexEntry(read.Id, read.Text, record, ReadVector(row));
            return true;
        }
        catch (IndexException exception)
        {
            lock (_damage)
            {
                _damage.Add(new IndexDamage(exception.Message, losesRows: true));
            }

            return false;
        }
    }
}
