using System.IO;

namespace BedrockPS.Engine.Vectors;

/// <summary>A file to append to.</summary>
internal sealed class FileTarget : IAppendTarget
{
    private readonly FileStream _stream;

    public FileTarget(FileStream stream) => _stream = stream;

    public void Write(long position, byte[] buffer, int count)
    {
        _stream.Position = position;
        _stream.Write(buffer, 0, count);
    }

    public void Flush() => _stream.Flush(flushToDisk: true);

    public void Truncate(long length) => _stream.SetLength(length);
}
