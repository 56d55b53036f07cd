using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace BedrockPS.Local.Storage;

/// <summary>An object that is being written to a file first. Disposed of without having been committed, it was never there.</summary>
internal sealed class ObjectWriter : IDisposable
{
    private readonly FileStream _file;
    private readonly Func<string, CancellationToken, Task> _commit;

    /// <param name="file">A new file in the folder of the endpoint.</param>
    /// <param name="commit">Makes the object of the file, which is closed by then and may be moved away.</param>
    public ObjectWriter(FileStream file, Func<string, CancellationToken, Task> commit)
    {
        _file = file;
        _commit = commit;
    }

    public Stream Stream => _file;

    public async Task CommitAsync(CancellationToken cancellationToken)
    {
        await _file.FlushAsync(cancellationToken).ConfigureAwait(false);
        _file.Dispose();
        await _commit(_file.Name, cancellationToken).ConfigureAwait(false);
    }

    public void Dispose()
    {
        _file.Dispose();
        File.Delete(_file.Name);
    }
}
