using System.Collections.Generic;

namespace BedrockPS.Local.Storage;

/// <summary>What is known of an object beside its bytes, for as long as its file stays as it was.</summary>
internal sealed class ObjectFacts
{
    /// <param name="length">Length of the file that was meant.</param>
    /// <param name="ticks">When that file was last written.</param>
    /// <param name="etag">In quotes.</param>
    public ObjectFacts(long length, long ticks, string etag)
    {
        Length = length;
        Ticks = ticks;
        ETag = etag;
    }

    public long Length { get; }

    public long Ticks { get; }

    public string ETag { get; }

    /// <summary>Headers it was put with that come back with it: its type, and what its maker noted of it.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>Header of the checksum it was put with.</summary>
    public KeyValuePair<string, string>? Checksum { get; init; }
}
