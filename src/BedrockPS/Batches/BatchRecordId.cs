using System;

namespace BedrockPS.Batches;

/// <summary>
/// A record's id: ten digits that say the how manieth input it is, counted from 1 over all files of a run, and eight that tell its
/// content from that of another run's. Letters and digits alone, for the service asks for that.
/// </summary>
internal static class BatchRecordId
{
    public const int Length = 18;

    /// <summary>Inputs a run can have.</summary>
    public const long MaxOrdinal = 9_999_999_999;

    private const int Digits = 10;

    /// <param name="target">At least <see cref="Length"/> bytes.</param>
    /// <param name="ordinal">From 1.</param>
    /// <param name="hash">Of the record's content.</param>
    public static void Write(Span<byte> target, long ordinal, ulong hash)
    {
        for (int i = Digits - 1; i >= 0; i--)
        {
            target[i] = (byte)('0' + (int)(ordinal % 10));
            ordinal /= 10;
        }

        for (int i = Length - 1; i >= Digits; i--)
        {
            int digit = (int)(hash & 0xF);
            target[i] = (byte)(digit < 10 ? '0' + digit : 'a' + digit - 10);
            hash >>= 4;
        }
    }

    /// <returns>The ordinal; 0 where the id is none of this module's.</returns>
    public static long OrdinalOf(ReadOnlySpan<byte> id)
    {
        if (id.Length != Length)
        {
            return 0;
        }

        long ordinal = 0;
        foreach (byte digit in id.Slice(0, Digits))
        {
            if (digit is < (byte)'0' or > (byte)'9')
            {
                return 0;
            }

            ordinal = (ordinal * 10) + digit - '0';
        }

        return ordinal;
    }
}
