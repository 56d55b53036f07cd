using System;
using System.IO;
using System.Security.Cryptography;
using System.Text;
using BedrockPS.Storage;

namespace BedrockPS.Embeddings;

/// <summary>
/// One embedding as a file of the cache: a head with the key of its request, the model, the numbers as they are in memory, and a
/// checksum over all of it.
/// </summary>
internal static class EmbeddingFile
{
    // The last byte is the version.
    private const uint Magic = 0x01564542;

    private const int ChecksumLength = 8;

    public static byte[] Write(RequestKey key, Embedding embedding)
    {
        using MemoryStream buffer = new(embedding.Vector.Length * sizeof(float) + 256);
        using BinaryWriter writer = new(buffer, Encoding.UTF8);
        writer.Write(Magic);
        writer.Write(key.ToString());
        writer.Write(embedding.Model);
        writer.Write(embedding.EmbeddingType);
        writer.Write(embedding.TokenCount ?? -1);
        byte[] numbers = new byte[embedding.Vector.Length * sizeof(float)];
        Buffer.BlockCopy(embedding.Vector, 0, numbers, 0, numbers.Length);
        writer.Write(embedding.Vector.Length);
        writer.Write(numbers);
        writer.Flush();
        writer.Write(Checksum(buffer.GetBuffer(), (int)buffer.Length));
        writer.Flush();
        return buffer.ToArray();
    }

    /// <summary>The embedding; null when the file is damaged, of another version, or of another request.</summary>
    public static Embedding? TryRead(byte[] content, RequestKey key, object? source)
    {
        int length = content.Length - ChecksumLength;
        if (length < sizeof(uint) || BitConverter.ToUInt32(content, 0) != Magic || BitConverter.ToUInt64(content, length) != Checksum(content, length))
        {
            return null;
        }

        using BinaryReader reader = new(new MemoryStream(content, 0, length, writable: false), Encoding.UTF8);
        reader.ReadUInt32();
        if (reader.ReadString() != key.ToString())
        {
            return null;
        }

        string model = reader.ReadString();
        string type = reader.ReadString();
        int tokens = reader.ReadInt32();
        float[] vector = new float[reader.ReadInt32()];
        Buffer.BlockCopy(reader.ReadBytes(vector.Length * sizeof(float)), 0, vector, 0, vector.Length * sizeof(float));
        return new Embedding(vector, model, type, source, tokens < 0 ? null : tokens) { FromCache = true };
    }

    /// <summary>The first bytes of the SHA-256: what a disk or an editor does to a file, it does not go unseen.</summary>
    private static ulong Checksum(byte[] content, int length)
    {
        using SHA256 hash = SHA256.Create();
        return BitConverter.ToUInt64(hash.ComputeHash(content, 0, length), 0);
    }
}
