using System;
using System.IO.Hashing;

namespace BedrockPS.Engine.Vectors;

/// <summary>What every part of an index file agrees on; docs/index-file.md describes the whole.</summary>
internal static class IndexFormat
{
    public const int Version = 1;

    /// <summary>Sections begin at multiples of it: what a core fetches from memory at once.</summary>
    public const int Alignment = 64;

    public const int MaxDimension = 65_536;

    /// <summary>Bytes of one row's entry in the table of rows.</summary>
    public const int RowEntryLength = 64;

    /// <summary>Bytes of a key: of an id, and of a text.</summary>
    public const int KeyLength = 16;

    public static long Align(long length) => (length + Alignment - 1) & ~(Alignment - 1L);

    /// <param name="bytes">What is checked.</param>
    /// <param name="seed">Its place: bytes that stand where others belong are found as well.</param>
    public static ulong Check(ReadOnlySpan<byte> bytes, long seed) => XxHash3.HashToUInt64(bytes, seed);
}
