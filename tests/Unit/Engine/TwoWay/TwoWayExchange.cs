using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace BedrockPS.Unit.Engine.TwoWay;

/// <summary>
/// One call at the service's side. Verifies the request's signature and that of every message, each over the one before, written
/// from the description of the algorithm.
/// </summary>
internal sealed class TwoWayExchange
{
    private readonly HttpContext _context;
    private readonly string _secret;
    private readonly string _region;
    private string? _prior;

    public TwoWayExchange(HttpContext context, string secret, string region)
    {
        _context = context;
        _secret = secret;
        _region = region;
        Connection = context.Connection.Id;
        Aborted = context.RequestAborted;

        // On the wire it is :authority, which some clients sign under this name and some as host.
        string host = context.Request.Headers.Authorization.ToString().Contains("=:authority;") ? ":authority" : "Host";
        Request = new ReceivedRequest(
            context.Request.Method,
            context.Features.Get<IHttpRequestFeature>()!.RawTarget,
            [.. context.Request.Headers.Select(header =>
                new KeyValuePair<string, string>(header.Key == "Host" ? host : header.Key, header.Value.ToString()))],
            []);
    }

    public ReceivedRequest Request { get; }

    public string Connection { get; }

    /// <summary>Ends when the client gives up the call.</summary>
    public CancellationToken Aborted { get; }

    /// <summary>Milliseconds since 1970 of the last message's date.</summary>
    public long Date { get; private set; }

    /// <summary>Throws unless the request is signed as one that a stream of signed messages follows.</summary>
    public void VerifyRequest()
    {
        if (_context.Request.Protocol != "HTTP/2")
        {
            throw new InvalidDataException("not HTTP/2: " + _context.Request.Protocol);
        }

        if (Request["Content-Type"] != "application/vnd.amazon.eventstream")
        {
            throw new InvalidDataException("Content-Type " + Request["Content-Type"]);
        }

        const string Hash = "STREAMING-AWS4-HMAC-SHA256-EVENTS";
        if (Request["x-amz-content-sha256"] != Hash)
        {
            throw new InvalidDataException("x-amz-content-sha256 " + Request["x-amz-content-sha256"]);
        }

        _prior = SignatureCheck.Verify(Request, _secret, _region, Hash);
    }

    /// <summary>The next event; null at the end of the stream.</summary>
    public async Task<SentMessage?> ReadAsync()
    {
        SentMessage outer = SentMessage.Parse(
            await ReadFrameAsync() ?? throw new InvalidDataException("the stream ended without its empty message"));
        Verify(outer);
        if (outer.Payload.Length > 0)
        {
            return SentMessage.Parse(outer.Payload);
        }

        return await ReadFrameAsync() is null ? null : throw new InvalidDataException("something follows the empty message");
    }

    /// <summary>The next event's bytes, as the text they are.</summary>
    public async Task<string?> ReadTextAsync()
    {
        SentMessage? message = await ReadAsync();
        if (message is null)
        {
            return null;
        }

        if ((message.Text(":message-type"), message.Text(":event-type"), message.Text(":content-type")) != ("event", "chunk", "application/json"))
        {
            throw new InvalidDataException("not a chunk");
        }

        return Encoding.UTF8.GetString(
            JsonDocument.Parse(message.Payload).RootElement.GetProperty("bytes").GetBytesFromBase64());
    }

    public async Task StartAsync()
    {
        _context.Response.Headers.ContentType = "application/vnd.amazon.eventstream";
        _context.Response.Headers["x-amzn-RequestId"] = "id-2";
        await _context.Response.StartAsync();
        await _context.Response.Body.FlushAsync();
    }

    public async Task SendAsync(byte[] bytes)
    {
        await _context.Response.Body.WriteAsync(bytes);
        await _context.Response.Body.FlushAsync();
    }

    public Task SendTextAsync(string text) =>
        SendAsync(FrameBytes.Event("chunk", $$"""{"bytes":"{{Convert.ToBase64String(Encoding.UTF8.GetBytes(text))}}"}"""));

    public Task RefuseAsync(int status, string code, string message)
    {
        _context.Response.StatusCode = status;
        _context.Response.Headers["x-amzn-ErrorType"] = code;
        return _context.Response.WriteAsJsonAsync(new { message });
    }

    public void Reset() => _context.Abort();

    private void Verify(SentMessage outer)
    {
        if (!outer.Names.SequenceEqual([":date", ":chunk-signature"]))
        {
            throw new InvalidDataException("headers " + string.Join(' ', outer.Names));
        }

        byte[] date = outer.Value(":date", 8);
        Date = BinaryPrimitives.ReadInt64BigEndian(date);
        DateTimeOffset time = DateTimeOffset.FromUnixTimeMilliseconds(Date);
        string[] scope = [time.ToString("yyyyMMdd"), _region, "bedrock", "aws4_request"];
        string text = string.Join(
            '\n',
            "AWS4-HMAC-SHA256-PAYLOAD",
            time.ToString("yyyyMMdd'T'HHmmss'Z'"),
            string.Join('/', scope),
            _prior,
            SignatureCheck.Hash(FrameBytes.Header(":date", 8, date)),
            SignatureCheck.Hash(outer.Payload));
        byte[] expected = HMACSHA256.HashData(SignatureCheck.Key(_secret, scope), Encoding.UTF8.GetBytes(text));
        if (!expected.SequenceEqual(outer.Value(":chunk-signature", 6)))
        {
            throw new InvalidDataException("wrong signature of a message");
        }

        _prior = Convert.ToHexStringLower(expected);
    }

    private async Task<byte[]?> ReadFrameAsync()
    {
        byte[] head = new byte[4];
        int read = await _context.Request.Body.ReadAtLeastAsync(head, 4, throwOnEndOfStream: false);
        if (read < 4)
        {
            return read == 0 ? null : throw new InvalidDataException("the body ends inside a frame");
        }

        byte[] frame = new byte[BinaryPrimitives.ReadInt32BigEndian(head)];
        head.CopyTo(frame, 0);
        await _context.Request.Body.ReadExactlyAsync(frame.AsMemory(4));
        return frame;
    }
}
