using System;
using System.IO;

namespace BedrockPS.Engine.Profiles;

/// <summary>When a file was last written, to notice that somebody has renewed the keys in it.</summary>
internal sealed class FileStamp
{
    private readonly string? _path;
    private readonly DateTime _written;

    public FileStamp(string? path)
    {
        _path = path;
        _written = Written();
    }

    public bool HasChanged => Written() != _written;

    // A file that is not there has a time too: 1601.
    private DateTime Written() => _path is null ? default : File.GetLastWriteTimeUtc(_path);
}
