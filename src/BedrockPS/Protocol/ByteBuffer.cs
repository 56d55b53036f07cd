using System;
using System.Buffers;
using System.Text;

namespace BedrockPS.Protocol;

/// <summary>Bytes that grow, kept for the next use. Takes JSON writers, header text and frames alike.</summary>
internal sealed class ByteBuffer : IBufferWriter<byte>
{
    /// <summary>A buffer that once held a large answer does not keep its memory for the small ones after it.</summary>
    private const int KeepAtMost = 256 * 1024;

    private byte[] _bytes;

    public ByteBuffer(int capacity = 1024) => _bytes = new byte[capacity];

    public byte[] Array => _bytes;

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, Length);

    public void Clear()
    {
        Length = 0;
        if (_bytes.Length > KeepAtMost)
        {
            _bytes = new byte[1024];
        }
    }

    public void Advance(int count) => Length += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(Math.Max(sizeHint, 1));
        return _bytes.AsMemory(Length);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Reserve(Math.Max(sizeHint, 1));
        return _bytes.AsSpan(Length);
    }

    public void Add(ReadOnlySpan<byte> bytes)
    {
        Reserve(bytes.Length);
        bytes.CopyTo(_bytes.AsSpan(Length));
        Length += bytes.Length;
    }

    /// <summary>Header text: one byte a character.</summary>
    public void AddLatin1(string text)
    {
        Reserve(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            _bytes[Length + i] = text[i] > 0xFF ? (byte)'?' : (byte)text[i];
        }

        Length += text.Length;
    }

    public byte[] ToArray() => Written.ToArray();

    public override string ToString() => Encoding.UTF8.GetString(_bytes, 0, Length);

    private void Reserve(int count)
    {
        if (_bytes.Length - Length < count)
        {
            System.Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, Length + count));
        }
    }
}
