using System;
using System.Buffers;
using System.Buffers.Text;
using System.Text.Json;

namespace BedrockPS.Inference;

/// <summary>Unwraps a chunk event, <c>{"bytes": base64}</c>, into one buffer that is used again for every chunk.</summary>
internal sealed class NativeStreamPayload : IDisposable
{
    private byte[] _buffer = [];

    /// <summary>The decoded bytes, valid until the next call.</summary>
    /// <exception cref="FormatException">Not base64.</exception>
    /// <exception cref="JsonException">Not JSON, or no bytes in it.</exception>
    public ReadOnlyMemory<byte> Decode(ReadOnlySpan<byte> payload)
    {
        Utf8JsonReader json = new(payload);
        json.Read();
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            bool found = json.ValueTextEquals("bytes"u8);
            json.Read();
            if (found)
            {
                return Decode(ref json);
            }

            json.Skip();
        }

        throw new JsonException("The chunk holds no bytes.");
    }

    /// <summary>OpenAI-style servers end a stream with a mark that is no JSON.</summary>
    public static bool IsDoneMark(ReadOnlySpan<byte> json) =>
        json.SequenceEqual("[DONE]"u8) || json.SequenceEqual("data: [DONE]"u8);

    public void Dispose()
    {
        if (_buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = [];
        }
    }

    private ReadOnlyMemory<byte> Decode(ref Utf8JsonReader json)
    {
        if (json.TokenType != JsonTokenType.String)
        {
            throw new JsonException("The chunk's bytes are not a string.");
        }

        Reserve(json.ValueSpan.Length);
        int length = json.ValueSpan.Length;
        OperationStatus status;
        int written;
        if (json.ValueIsEscaped)
        {
            // A writer may escape the '+' and '/' of base64.
            length = json.CopyString(_buffer);
            status = Base64.DecodeFromUtf8InPlace(_buffer.AsSpan(0, length), out written);
        }
        else
        {
            status = Base64.DecodeFromUtf8(json.ValueSpan, _buffer, out _, out written);
        }

        return status == OperationStatus.Done
            ? _buffer.AsMemory(0, written)
            : throw new FormatException("The chunk's bytes are not base64.");
    }

    private void Reserve(int length)
    {
        if (_buffer.Length < length)
        {
            Dispose();
            _buffer = ArrayPool<byte>.Shared.Rent(Math.Max(length, 1024));
        }
    }
}
