#if NET
using System;
using System.IO;
using System.Net;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;

namespace BedrockPS.Engine.Http;

/// <summary>A body that somebody else writes while the answer is already being read.</summary>
internal sealed class DuplexContent : HttpContent
{
    private readonly Func<Stream, CancellationToken, Task> _write;

    /// <param name="write">Given the stream to write to; the body ends when its task does.</param>
    public DuplexContent(Func<Stream, CancellationToken, Task> write) => _write = write;

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken) =>
        _write(stream, cancellationToken);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => _write(stream, CancellationToken.None);

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }
}
#endif
