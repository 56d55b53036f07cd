using System;
using BedrockPS.Engine.Hashing;
using BedrockPS.Protocol;

namespace BedrockPS.Batches;

/// <summary>The lines of a record: the one the service reads, and the one its input object is kept in.</summary>
internal static class BatchRecord
{
    /// <summary>Bytes of a record's line beside its body.</summary>
    public static readonly int Frame = RecordStart.Length + BatchRecordId.Length + RecordMiddle.Length + RecordEnd.Length;

    /// <summary>Bytes of an object's line beside the member that holds the object.</summary>
    public static readonly int ObjectFrame = RecordStart.Length + BatchRecordId.Length + ObjectMiddle.Length + RecordEnd.Length;

    private static ReadOnlySpan<byte> RecordStart => "{\"recordId\":\""u8;

    private static ReadOnlySpan<byte> RecordMiddle => "\",\"modelInput\":"u8;

    private static ReadOnlySpan<byte> ObjectMiddle => "\","u8;

    private static ReadOnlySpan<byte> RecordEnd => "}\n"u8;

    /// <param name="bodyHash">ContentHash of the body.</param>
    /// <param name="inputObject">The member with the object.</param>
    public static ulong Hash(ulong bodyHash, ReadOnlySpan<byte> inputObject) => ContentHash.Of(inputObject, bodyHash);

    /// <summary>What of a record's line was hashed.</summary>
    public static ReadOnlySpan<byte> BodyOf(ReadOnlySpan<byte> line) =>
        line.Slice(Frame - RecordEnd.Length, line.Length - Frame);

    /// <summary>What of an object's line was hashed.</summary>
    public static ReadOnlySpan<byte> ObjectOf(ReadOnlySpan<byte> line) =>
        line.Slice(ObjectFrame - RecordEnd.Length, line.Length - ObjectFrame);

    /// <summary>The id in a line of either kind.</summary>
    public static ReadOnlySpan<byte> IdOf(ReadOnlySpan<byte> line) => line.Slice(RecordStart.Length, BatchRecordId.Length);

    public static void WriteRecord(ByteBuffer target, ReadOnlySpan<byte> id, ReadOnlySpan<byte> body) => Write(target, id, RecordMiddle, body);

    /// <param name="target">Where to.</param>
    /// <param name="id">The record's id.</param>
    /// <param name="inputObject">A member with the input object: "object":…, or "file":… for a file's path.</param>
    public static void WriteObject(ByteBuffer target, ReadOnlySpan<byte> id, ReadOnlySpan<byte> inputObject) =>
        Write(target, id, ObjectMiddle, inputObject);

    private static void Write(ByteBuffer target, ReadOnlySpan<byte> id, ReadOnlySpan<byte> middle, ReadOnlySpan<byte> value)
    {
        Span<byte> line = target.GetSpan(RecordStart.Length + id.Length + middle.Length + value.Length + RecordEnd.Length);
        int length = 0;
        Put(RecordStart, line, ref length);
        Put(id, line, ref length);
        Put(middle, line, ref length);
        Put(value, line, ref length);
        Put(RecordEnd, line, ref length);
        target.Advance(length);
    }

    private static void Put(ReadOnlySpan<byte> part, Span<byte> line, ref int length)
    {
        part.CopyTo(line.Slice(length));
        length += part.Length;
    }
}
