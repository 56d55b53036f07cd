using System;
using System.Text.Json;
using BedrockPS.Protocol;

namespace BedrockPS.Batches;

/// <summary>A text as a JSON string, its memory kept for the next.</summary>
internal sealed class BatchText : IDisposable
{
    private readonly ByteBuffer _buffer = new();
    private readonly Utf8JsonWriter _writer;

    public BatchText() => _writer = new Utf8JsonWriter(_buffer, JsonText.WriterOptions);

    /// <summary>With quotation marks.</summary>
    public ReadOnlySpan<byte> Whole => _buffer.Written;

    /// <summary>Without.</summary>
    public ReadOnlySpan<byte> Inner => Whole.Slice(1, Whole.Length - 2);

    public void Set(string text)
    {
        Begin();
        _writer.WriteStringValue(text);
        _writer.Flush();
    }

    /// <param name="utf8">The text; valid UTF-8.</param>
    public void Set(ReadOnlySpan<byte> utf8)
    {
        Begin();
        _writer.WriteStringValue(utf8);
        _writer.Flush();
    }

    public void Dispose() => _writer.Dispose();

    private void Begin()
    {
        _buffer.Clear();
        _writer.Reset(_buffer);
    }
}
