#if NET
using System;
using System.Buffers.Binary;
using System.Text;

namespace BedrockPS.Engine.Signing;

/// <summary>
/// Signs the messages of an event stream that is sent: each is wrapped into a frame whose signature covers that of the message
/// before it, the first one that of the request. Not for several threads at once.
/// </summary>
internal sealed class EventSigner
{
    /// <summary>What stands for the body's hash in the request that begins such a stream.</summary>
    public const string PayloadHash = "STREAMING-AWS4-HMAC-SHA256-EVENTS";

    private const string Algorithm = "AWS4-HMAC-SHA256-PAYLOAD";
    private const int DateLength = 1 + 5 + 1 + 8;
    private const int SignatureLength = 1 + 16 + 1 + 2 + 32;

    private readonly KeySet _keys;
    private readonly string _region;
    private readonly string _service;
    private string _prior;
    private string? _keyDate;
    private byte[] _key = [];

    /// <param name="keys">The keys the request was signed with.</param>
    /// <param name="region">Region of the request's scope.</param>
    /// <param name="service">Service of the request's scope.</param>
    /// <param name="prior">Signature of the request, in hex.</param>
    public EventSigner(KeySet keys, string region, string service, string prior)
    {
        _keys = keys;
        _region = region;
        _service = service;
        _prior = prior;
    }

    /// <summary>The frame to send for a message; an empty message ends the stream.</summary>
    public byte[] Wrap(byte[] message, DateTime utc)
    {
        byte[] headers = new byte[DateLength + SignatureLength];
        WriteName(headers, ":date", EventHeaderType.Timestamp);
        BinaryPrimitives.WriteInt64BigEndian(headers.AsSpan(7), new DateTimeOffset(utc, TimeSpan.Zero).ToUnixTimeMilliseconds());
        byte[] signature = Sign(headers.AsSpan(0, DateLength).ToArray(), message, utc);
        Span<byte> rest = headers.AsSpan(DateLength);
        WriteName(rest, ":chunk-signature", EventHeaderType.Bytes);
        BinaryPrimitives.WriteUInt16BigEndian(rest.Slice(18), 32);
        signature.CopyTo(rest.Slice(20));
        return EventStreamWriter.EncodeBlock(headers, message);
    }

    private byte[] Sign(byte[] headers, byte[] message, DateTime utc)
    {
        // Of its own moment, like the date above: a stream may outlive the day it began on.
        SigningScope scope = new(_keys, utc, _region, _service);
        if (scope.Date != _keyDate)
        {
            _key = SigV4Signer.SigningKey(scope);
            _keyDate = scope.Date;
        }

        string text = string.Join(
            "\n",
            Algorithm,
            scope.Timestamp,
            scope.Name,
            _prior,
            SigV4Signer.Hex(SigV4Signer.Sha256(headers)),
            SigV4Signer.Hex(SigV4Signer.Sha256(message)));
        byte[] signature = SigV4Signer.Hmac(_key, text);
        _prior = SigV4Signer.Hex(signature);
        return signature;
    }

    private static void WriteName(Span<byte> target, string name, EventHeaderType type)
    {
        target[0] = (byte)name.Length;
        Encoding.ASCII.GetBytes(name, target.Slice(1));
        target[1 + name.Length] = (byte)type;
    }
}
#endif
