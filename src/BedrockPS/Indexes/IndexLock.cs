using System;
using System.IO;
using BedrockPS.Files;

namespace BedrockPS.Indexes;

/// <summary>
/// The right to change an index: held by one writer of all processes, and given back when a process ends, however it ends. It is a
/// file of its own beside the index, so that it outlasts the index's replacement; it is empty and stays.
/// </summary>
internal sealed class IndexLock : IDisposable
{
    public const string Extension = ".lock";

    private readonly FileStream _stream;

    private IndexLock(FileStream stream) => _stream = stream;

    /// <exception cref="BedrockException">IndexBusy, FileUnwritable.</exception>
    public static IndexLock Take(string path)
    {
        try
        {
            return new IndexLock(PrivateFile.Open(path + Extension, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException exception) when (PrivateFile.IsHeld(exception))
        {
            throw new BedrockException("IndexBusy", $"Another run is writing '{path}'.", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new BedrockException("FileUnwritable", $"'{path}' cannot be opened for writing: {exception.Message}", exception);
        }
    }

    public void Dispose() => _stream.Dispose();
}
