using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace BedrockPS.Engine;

/// <summary>
/// A successful answer whose body has not been read yet. The body stream honours the idle and overall time-outs and the
/// token it was sent with, and reports a cut connection as <see cref="EngineException"/>. Dispose it in any case: a body
/// read to its end gives the connection back, anything else closes it.
/// </summary>
public sealed class EngineResponse : IDisposable
{
    private readonly IDisposable? _owner;

    public EngineResponse(int statusCode, IReadOnlyDictionary<string, string> headers, Stream body, int attempts, IDisposable? owner)
    {
        StatusCode = statusCode;
        Headers = headers;
        Body = body;
        Attempts = attempts;
        _owner = owner;
    }

    public int StatusCode { get; }

    /// <summary>Header names compare without regard to case.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; }

    public string? RequestId => Headers.TryGetValue("x-amzn-RequestId", out string? id) ? id : null;

    public Stream Body { get; }

    /// <summary>How many times the request was sent.</summary>
    public int Attempts { get; }

    /// <summary>Reads the whole body.</summary>
    public async Task<byte[]> ReadBodyAsync(CancellationToken cancellationToken)
    {
        using MemoryStream buffer = new();
        await Body.CopyToAsync(buffer, 81920, cancellationToken).ConfigureAwait(false);
        return buffer.ToArray();
    }

    public void Dispose()
    {
        Body.Dispose();
        _owner?.Dispose();
    }
}
