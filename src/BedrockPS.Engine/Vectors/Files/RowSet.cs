using System;

namespace BedrockPS.Engine.Vectors;

/// <summary>Some rows of an index.</summary>
public sealed class RowSet
{
    private readonly ulong[] _bits;

    public RowSet(int rowCount) => _bits = new ulong[((long)rowCount + 63) / 64];

    public void Add(int row) => _bits[row >> 6] |= 1UL << (row & 63);

    internal ulong[] Without(ulong[] rows)
    {
        ulong[] left = new ulong[rows.Length];
        for (int i = 0; i < left.Length; i++)
        {
            left[i] = rows[i] & ~_bits[i];
        }

        return left;
    }
}
