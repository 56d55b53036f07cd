using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using Amazon.S3.Model;

namespace BedrockPS.Engine.S3;

/// <summary>
/// An object's bytes, read in order and never sought. Where the connection breaks it is made anew at the byte that is next, and
/// only for the version of the object that the reading began with.
/// </summary>
public sealed class S3Content : Stream
{
    private const int MostBreaks = 5;
    private static readonly TimeSpan s_defaultIdle = TimeSpan.FromMinutes(2);

    private readonly S3Store _store;
    private readonly TimeSpan _idle;
    private Stream? _body;
    private GetObjectResponse? _answer;
    private long _position;
    private int _breaks;

    internal S3Content(S3Store store, S3Entry entry, long from, TimeSpan? idleTimeout)
    {
        _store = store;
        Entry = entry;
        _position = from;
        _idle = idleTimeout ?? s_defaultIdle;
    }

    /// <summary>The object as it was when the reading began.</summary>
    public S3Entry Entry { get; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    /// <summary>Of the whole object.</summary>
    public override long Length => Entry.Length;

    /// <summary>Of the next byte within the object.</summary>
    public override long Position
    {
        get => _position;
        set => throw new NotSupportedException();
    }

    /// <exception cref="EngineException">The object has changed or gone (PreconditionFailed, NoSuchKey), or the network failed too often.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public override async Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        if (count == 0)
        {
            return 0;
        }

        while (_position < Entry.Length)
        {
            int read = await TryReadAsync(buffer, offset, count, cancellationToken).ConfigureAwait(false);
            if (read > 0)
            {
                _position += read;
                _breaks = 0;
                return read;
            }
        }

        return 0;
    }

    public override int Read(byte[] buffer, int offset, int count) =>
        ReadAsync(buffer, offset, count, CancellationToken.None).ConfigureAwait(false).GetAwaiter().GetResult();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            HangUp();
        }

        base.Dispose(disposing);
    }

    /// <returns>0: the connection broke, and another is to be tried.</returns>
    private async Task<int> TryReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        using CancellationTokenSource idle = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        idle.CancelAfter(_idle);
        try
        {
            _body ??= await OpenAsync(idle.Token).ConfigureAwait(false);
            int read = await _body.ReadAsync(buffer, offset, count, idle.Token).ConfigureAwait(false);
            if (read == 0)
            {
                throw new EndOfStreamException($"The body ended at byte {_position} of {Entry.Length}.");
            }

            return read;
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested && e is not EngineException)
        {
            HangUp();
            if (idle.IsCancellationRequested)
            {
                throw new EngineException(
                    EngineFailure.IdleTimeout, $"{Entry.Location}: nothing arrived for {_idle.TotalSeconds:0} seconds, at byte {_position} of {Entry.Length}.", e);
            }

            if (!S3Failure.IsBroken(e) || ++_breaks > MostBreaks)
            {
                throw S3Failure.Explain(e, Entry.Location);
            }

            return 0;
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            HangUp();
            throw new OperationCanceledException(cancellationToken);
        }
    }

    private async Task<Stream> OpenAsync(CancellationToken cancellationToken)
    {
        GetObjectRequest request = new()
        {
            BucketName = Entry.Location.Bucket,
            Key = Entry.Location.Key,
            EtagToMatch = Entry.ETag.Length > 0 ? Entry.ETag : null,
            ByteRange = _position > 0 ? new ByteRange(_position, Entry.Length - 1) : null,
        };
        _answer = await _store.RunAsync(Entry.Location, (client, token) => client.GetObjectAsync(request, token), cancellationToken)
            .ConfigureAwait(false);
        if (_answer.ContentLength != Entry.Length - _position)
        {
            throw new EngineException(
                EngineFailure.Service, $"{Entry.Location}: {_answer.ContentLength} bytes came where {Entry.Length - _position} were asked for.")
            {
                StatusCode = 200,
                ErrorCode = "PreconditionFailed",
            };
        }

        return _answer.ResponseStream;
    }

    private void HangUp()
    {
        _body = null;
        _answer?.Dispose();
        _answer = null;
    }
}
