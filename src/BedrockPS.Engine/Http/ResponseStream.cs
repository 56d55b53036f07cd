using System;
using System.IO;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;

namespace BedrockPS.Engine.Http;

/// <summary>
/// A response body under its call's clock. Every failure comes out as <see cref="EngineException"/> or, when the caller
/// cancelled, OperationCanceledException.
/// </summary>
internal sealed class ResponseStream : Stream
{
    private readonly HttpResponseMessage _response;
    private readonly Stream _inner;
    private readonly CallClock _clock;
    private readonly CancellationToken _caller;
#if !NET
    private readonly CancellationTokenRegistration _abort;
#endif
    private int _disposed;

    /// <param name="response">Owned by this stream from now on.</param>
    /// <param name="inner">The response's content stream.</param>
    /// <param name="clock">Owned by this stream from now on.</param>
    /// <param name="caller">The token the clock already listens to.</param>
    public ResponseStream(HttpResponseMessage response, Stream inner, CallClock clock, CancellationToken caller)
    {
        _response = response;
        _inner = inner;
        _clock = clock;
        _caller = caller;
#if !NET
        // .NET Framework does not look at the token once a body read has begun.
        _abort = clock.Token.Register(static r => ((HttpResponseMessage)r!).Dispose(), response);
#endif
    }

    public override bool CanRead => Volatile.Read(ref _disposed) == 0;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) =>
        ReadAsync(buffer, offset, count, CancellationToken.None).GetAwaiter().GetResult();

#if NET
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        CancellationTokenSource? linked = Begin(cancellationToken);
        try
        {
            return await _inner.ReadAsync(buffer, linked?.Token ?? _clock.Token).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            throw Explain(e, cancellationToken);
        }
        finally
        {
            _clock.Disarm();
            linked?.Dispose();
        }
    }
#else
    public override async Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        CancellationTokenSource? linked = Begin(cancellationToken);
        using CancellationTokenRegistration abort = linked is null
            ? default
            : linked.Token.Register(static r => ((HttpResponseMessage)r!).Dispose(), _response);
        try
        {
            return await _inner.ReadAsync(buffer, offset, count, linked?.Token ?? _clock.Token).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            throw Explain(e, cancellationToken);
        }
        finally
        {
            _clock.Disarm();
            linked?.Dispose();
        }
    }
#endif

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing && Interlocked.Exchange(ref _disposed, 1) == 0)
        {
#if !NET
            _abort.Dispose();
#endif
            _inner.Dispose();
            _response.Dispose();
            _clock.Dispose();
        }

        base.Dispose(disposing);
    }

    private CancellationTokenSource? Begin(CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref _disposed) != 0)
        {
            throw new ObjectDisposedException(nameof(ResponseStream));
        }

        cancellationToken.ThrowIfCancellationRequested();
        if (_clock.HasEnded)
        {
            throw _clock.Explain(null);
        }

        _clock.Arm();
        // The usual case is the token the request was sent with; the clock listens to it already.
        return cancellationToken.CanBeCanceled && cancellationToken != _caller
            ? CancellationTokenSource.CreateLinkedTokenSource(_clock.Token, cancellationToken)
            : null;
    }

    private Exception Explain(Exception e, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return new OperationCanceledException("The call was cancelled.", e, cancellationToken);
        }

        return Volatile.Read(ref _disposed) != 0 ? new ObjectDisposedException(nameof(ResponseStream))
            : _clock.HasEnded ? _clock.Explain(e)
            : NetworkFailure.Explain(e);
    }
}
