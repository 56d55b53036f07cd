using System;
using System.Collections.Generic;
using System.IO;
using BedrockPS.Engine.Vectors;

namespace BedrockPS.Unit.Vectors;

/// <summary>A file whose writer dies after so many bytes. What had been written is there; what comes next never is.</summary>
internal sealed class BreakingTarget : IAppendTarget, IDisposable
{
    private readonly FileStream _stream;
    private readonly bool _zeroFills;
    private long _left;

    /// <param name="stream">The file.</param>
    /// <param name="left">Bytes until the end.</param>
    /// <param name="zeroFills">The file's length had reached the disk before its bytes: the rest of the write reads as zeros.</param>
    public BreakingTarget(FileStream stream, long left, bool zeroFills)
    {
        _stream = stream;
        _left = left;
        _zeroFills = zeroFills;
    }

    /// <summary>Writes and flushes, in their order.</summary>
    public List<string> Log { get; } = [];

    public void Write(long position, byte[] buffer, int count)
    {
        if (_left < 0)
        {
            throw new IOException("Dead.");
        }

        Log.Add($"write {count}");
        int written = (int)Math.Min(count, _left);
        _stream.Position = position;
        _stream.Write(buffer, 0, written);
        _left -= written;
        if (written < count)
        {
            if (_zeroFills)
            {
                _stream.Write(new byte[count - written]);
            }

            _stream.Flush();
            _left = -1;
            throw new IOException("Killed.");
        }

        _stream.Flush();
    }

    public void Flush() => Log.Add("flush");

    public void Truncate(long length)
    {
        if (_left < 0)
        {
            throw new IOException("Dead.");
        }

        _stream.SetLength(length);
    }

    public void Dispose() => _stream.Dispose();
}
