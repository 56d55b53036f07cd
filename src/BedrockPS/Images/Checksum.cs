using System;

namespace BedrockPS.Images;

/// <summary>The two checksums of PNG: CRC-32 of a chunk, Adler-32 of a zlib stream.</summary>
internal static class Checksum
{
    private const uint Largest = 65521;
    private static readonly uint[] s_table = Table();

    /// <param name="crc">The sum so far, 0 at the beginning.</param>
    /// <param name="bytes">What is added.</param>
    public static uint Crc(uint crc, ReadOnlySpan<byte> bytes)
    {
        crc = ~crc;
        foreach (byte value in bytes)
        {
            crc = s_table[(byte)(crc ^ value)] ^ (crc >> 8);
        }

        return ~crc;
    }

    /// <param name="adler">The sum so far, 1 at the beginning.</param>
    /// <param name="bytes">What is added.</param>
    public static uint Adler(uint adler, ReadOnlySpan<byte> bytes)
    {
        uint low = adler & 0xFFFF;
        uint high = adler >> 16;
        while (bytes.Length > 0)
        {
            // So many additions cannot overflow.
            int count = Math.Min(bytes.Length, 5552);
            foreach (byte value in bytes.Slice(0, count))
            {
                low += value;
                high += low;
            }

            low %= Largest;
            high %= Largest;
            bytes = bytes.Slice(count);
        }

        return (high << 16) | low;
    }

    private static uint[] Table()
    {
        uint[] table = new uint[256];
        for (uint i = 0; i < table.Length; i++)
        {
            uint value = i;
            for (int bit = 0; bit < 8; bit++)
            {
                value = (value & 1) == 0 ? value >> 1 : (value >> 1) ^ 0xEDB88320u;
            }

            table[i] = value;
        }

        return table;
    }
}
