using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace BedrockPS.Engine;

/// <summary>
/// Reads application/vnd.amazon.eventstream frames from a stream: <c>do { while (TryRead(out f)) … } while (await FillAsync())</c>.
/// A stream that ends inside a frame is StreamTruncated; a wrong CRC, length or header is StreamCorrupt.
/// </summary>
public sealed class EventStreamReader : IDisposable
{
    public EventStreamReader(Stream stream) => Stream = stream;

    internal Stream Stream { get; }

    /// <summary>Takes the next whole frame from the buffer; false when more bytes are needed.</summary>
    /// <exception cref="EngineException">StreamCorrupt.</exception>
    public bool TryRead(out EventFrame frame) => throw new NotImplementedException();

    /// <summary>Reads more bytes; false at a clean end.</summary>
    /// <exception cref="EngineException">StreamTruncated, Connection, IdleTimeout or Timeout.</exception>
    public ValueTask<bool> FillAsync(CancellationToken cancellationToken) => throw new NotImplementedException();

    public void Dispose() => Stream.Dispose();
}
