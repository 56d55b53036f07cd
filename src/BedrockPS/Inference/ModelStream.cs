using System;
using System.Threading;
using System.Threading.Tasks;

namespace BedrockPS.Inference;

/// <summary>
/// A streamed answer being read: <c>do { while (TryRead(out c)) … } while (await FillAsync())</c>. Ends with a chunk of kind End,
/// or throws; a stream that stops before the model's own end is StreamTruncated, and <see cref="Partial"/> holds what had arrived.
/// </summary>
internal abstract class ModelStream : IDisposable
{
    /// <summary>Next chunk that can be had without waiting.</summary>
    /// <exception cref="BedrockException">The in-stream error.</exception>
    public abstract bool TryRead(out StreamChunk? chunk);

    /// <summary>Waits for more; false when the End chunk has been read.</summary>
    public abstract ValueTask<bool> FillAsync(CancellationToken cancellationToken);

    /// <summary>Text received so far.</summary>
    public abstract string Partial { get; }

    public abstract void Dispose();
}
