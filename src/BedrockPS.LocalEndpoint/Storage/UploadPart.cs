using System;

namespace BedrockPS.Local.Storage;

/// <summary>A part that has arrived, in a file of its own.</summary>
internal sealed record UploadPart(string File, long Length, byte[] Md5, DateTimeOffset Arrived)
{
    public string ETag => "\"" + HexText.Of(Md5) + "\"";
}
