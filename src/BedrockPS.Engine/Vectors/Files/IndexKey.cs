using System;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace BedrockPS.Engine.Vectors;

/// <summary>
/// An id or a text in 16 bytes: the first half of its SHA-256, so that nobody can think out another with the same key, however ids
/// come about.
/// </summary>
public readonly struct IndexKey : IEquatable<IndexKey>
{
    private readonly ulong _first;
    private readonly ulong _second;

    private IndexKey(ulong first, ulong second)
    {
        _first = first;
        _second = second;
    }

    public static IndexKey Of(string text) => Of(Encoding.UTF8.GetBytes(text));

    public static IndexKey Of(byte[] bytes)
    {
#if NET
        return Read(SHA256.HashData(bytes));
#else
        using SHA256 hash = SHA256.Create();
        return Read(hash.ComputeHash(bytes));
#endif
    }

    internal static IndexKey Read(ReadOnlySpan<byte> bytes) =>
        new(BinaryPrimitives.ReadUInt64LittleEndian(bytes), BinaryPrimitives.ReadUInt64LittleEndian(bytes.Slice(8)));

    internal void Write(Span<byte> bytes)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, _first);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.Slice(8), _second);
    }

    public bool Equals(IndexKey other) => _first == other._first && _second == other._second;

    public override bool Equals(object? obj) => obj is IndexKey other && Equals(other);

    public override int GetHashCode() => _first.GetHashCode();

    /// <summary>32 hexadecimal digits.</summary>
    public override string ToString()
    {
        byte[] bytes = new byte[IndexFormat.KeyLength];
        Write(bytes);
        return BitConverter.ToString(bytes).Replace("-", "").ToLowerInvariant();
    }
}
