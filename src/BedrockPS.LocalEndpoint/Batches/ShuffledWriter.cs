using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace BedrockPS.Local.Batches;

/// <summary>
/// Writes lines in another order than they come, the same each time: that of a batch's output is none to rely on. Only a window of
/// them is held.
/// </summary>
internal sealed class ShuffledWriter
{
    private const int MaxLines = 256;
    private const int MaxBytes = 8 * 1024 * 1024;

    private readonly List<byte[]> _window = [];
    private readonly Stream _stream;
    private ulong _seed = 0x9E3779B97F4A7C15;
    private long _held;

    public ShuffledWriter(Stream stream) => _stream = stream;

    public async Task AddAsync(byte[] line, CancellationToken cancellationToken)
    {
        _window.Add(line);
        _held += line.Length;
        while (_window.Count > MaxLines || (_held > MaxBytes && _window.Count > 1))
        {
            await WriteOneAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    public async Task FinishAsync(CancellationToken cancellationToken)
    {
        while (_window.Count > 0)
        {
            await WriteOneAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private Task WriteOneAsync(CancellationToken cancellationToken)
    {
        // xorshift64*
        _seed ^= _seed >> 12;
        _seed ^= _seed << 25;
        _seed ^= _seed >> 27;
        int at = (int)((_seed * 0x2545F4914F6CDD1D >> 33) % (ulong)_window.Count);
        byte[] line = _window[at];
        _window[at] = _window[_window.Count - 1];
        _window.RemoveAt(_window.Count - 1);
        _held -= line.Length;
        return _stream.WriteAsync(line, 0, line.Length, cancellationToken);
    }
}
