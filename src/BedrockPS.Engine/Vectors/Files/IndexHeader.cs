using System;
using System.Buffers.Binary;
using System.Text;

namespace BedrockPS.Engine.Vectors;

/// <summary>The beginning of an index file: what it was made with. It is written once, in two copies.</summary>
internal sealed class IndexHeader
{
    public const int Length = 4096;
    public const int MaxModelLength = 1024;

    private const int CopyLength = Length / 2;
    private const int CheckOffset = CopyLength - sizeof(ulong);
    private const int ModelOffset = 48;

    private static readonly byte[] s_magic = [(byte)'B', (byte)'R', (byte)'I', (byte)'N', (byte)'D', (byte)'E', (byte)'X', 0x1A];

    public IndexHeader(ulong fileId, string model, int dimension, DateTimeOffset created)
    {
        FileId = fileId;
        Model = model;
        Dimension = dimension;
        Created = created;
    }

    /// <summary>A random number that every commit repeats: what another index has left on the disk is not taken for one.</summary>
    public ulong FileId { get; }

    public string Model { get; }

    /// <summary>Length of the vectors; 0 until the first commit brings it.</summary>
    public int Dimension { get; }

    public DateTimeOffset Created { get; }

    public byte[] ToBytes()
    {
        byte[] bytes = new byte[Length];
        byte[] model = Encoding.UTF8.GetBytes(Model);
        if (model.Length > MaxModelLength)
        {
            throw new ArgumentException("The model's name is too long.");
        }

        Span<byte> copy = bytes.AsSpan(0, CopyLength);
        s_magic.CopyTo(copy);
        BinaryPrimitives.WriteInt32LittleEndian(copy.Slice(8), IndexFormat.Version);
        BinaryPrimitives.WriteInt32LittleEndian(copy.Slice(12), Length);
        BinaryPrimitives.WriteUInt64LittleEndian(copy.Slice(16), FileId);
        BinaryPrimitives.WriteInt64LittleEndian(copy.Slice(24), Created.ToUnixTimeMilliseconds());
        BinaryPrimitives.WriteInt32LittleEndian(copy.Slice(32), Dimension);
        BinaryPrimitives.WriteInt32LittleEndian(copy.Slice(36), model.Length);
        model.CopyTo(copy.Slice(ModelOffset));
        BinaryPrimitives.WriteUInt64LittleEndian(copy.Slice(CheckOffset), IndexFormat.Check(copy.Slice(0, CheckOffset), 0));
        copy.CopyTo(bytes.AsSpan(CopyLength));
        return bytes;
    }

    /// <param name="bytes">The file's beginning.</param>
    /// <param name="path">For messages.</param>
    /// <param name="isWhole">Both copies are sound.</param>
    /// <exception cref="IndexException">It is no index, one of another version, or both copies are damaged.</exception>
    public static IndexHeader Read(ReadOnlySpan<byte> bytes, string path, out bool isWhole)
    {
        IndexHeader? first = bytes.Length < CopyLength ? null : Read(bytes.Slice(0, CopyLength), path);
        IndexHeader? second = bytes.Length < Length ? null : Read(bytes.Slice(CopyLength, CopyLength), path);
        isWhole = first is not null && second is not null;
        if ((first ?? second) is IndexHeader header)
        {
            return header;
        }

        throw StartsRight(bytes)
            ? new IndexException(IndexFailure.Damaged, $"'{path}' is an index whose header is damaged in both of its copies; it cannot be read any more.")
            : new IndexException(IndexFailure.NotAnIndex, $"'{path}' is not an index file.");
    }

    private static bool StartsRight(ReadOnlySpan<byte> bytes) =>
        (bytes.Length >= s_magic.Length && bytes.Slice(0, s_magic.Length).SequenceEqual(s_magic))
        || (bytes.Length >= Length && bytes.Slice(CopyLength, s_magic.Length).SequenceEqual(s_magic));

    private static IndexHeader? Read(ReadOnlySpan<byte> copy, string path)
    {
        if (!copy.Slice(0, s_magic.Length).SequenceEqual(s_magic)
            || BinaryPrimitives.ReadUInt64LittleEndian(copy.Slice(CheckOffset)) != IndexFormat.Check(copy.Slice(0, CheckOffset), 0))
        {
            return null;
        }

        int version = BinaryPrimitives.ReadInt32LittleEndian(copy.Slice(8));
        if (version != IndexFormat.Version)
        {
            throw new IndexException(
                IndexFailure.Version, $"'{path}' is an index of version {version}; this module reads and writes version {IndexFormat.Version}.");
        }

        int dimension = BinaryPrimitives.ReadInt32LittleEndian(copy.Slice(32));
        int modelLength = BinaryPrimitives.ReadInt32LittleEndian(copy.Slice(36));
        long created = BinaryPrimitives.ReadInt64LittleEndian(copy.Slice(24));
        if (dimension is < 0 or > IndexFormat.MaxDimension || modelLength is < 0 or > MaxModelLength || created is < 0 or > 253402300799999)
        {
            return null;
        }

        return new IndexHeader(
            BinaryPrimitives.ReadUInt64LittleEndian(copy.Slice(16)),
            Encoding.UTF8.GetString(copy.Slice(ModelOffset, modelLength).ToArray()),
            dimension,
            DateTimeOffset.FromUnixTimeMilliseconds(created));
    }
}
