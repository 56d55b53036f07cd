using System;

namespace BedrockPS.Inference;

/// <summary>Tells video and audio files by their first bytes.</summary>
internal static class MediaKind
{
    /// <summary>Content block and format; null for anything else.</summary>
    public static (string Block, string Format)? Of(ReadOnlySpan<byte> head, string suffix)
    {
        if (head.Length > 12 && head.Slice(4).StartsWith("ftyp"u8))
        {
            return OfBrand(head.Slice(8, 4), suffix);
        }

        if (head.Length > 8 && suffix == "mov" && (head.Slice(4).StartsWith("moov"u8) || head.Slice(4).StartsWith("mdat"u8) || head.Slice(4).StartsWith("wide"u8)))
        {
            return ("video", "mov");
        }

        if (head.StartsWith(new byte[] { 0x1A, 0x45, 0xDF, 0xA3 }))
        {
            bool isWebM = head.Slice(0, Math.Min(head.Length, 64)).IndexOf("webm"u8) >= 0;
            return isWebM ? ("video", "webm") : suffix == "mka" ? ("audio", "mka") : ("video", "mkv");
        }

        if (head.StartsWith("FLV"u8))
        {
            return ("video", "flv");
        }

        if (head.StartsWith(new byte[] { 0x00, 0x00, 0x01, 0xBA }) || head.StartsWith(new byte[] { 0x00, 0x00, 0x01, 0xB3 }))
        {
            return ("video", suffix == "mpg" ? "mpg" : "mpeg");
        }

        return head.StartsWith(new byte[] { 0x30, 0x26, 0xB2, 0x75, 0x8E, 0x66, 0xCF, 0x11 }) ? ("video", "wmv") : OfSound(head, suffix);
    }

    /// <summary>What a container that mostly holds video is called when it holds sound alone; null when it cannot.</summary>
    public static string? SoundOf(string format, string suffix) => format switch
    {
        "mp4" => suffix == "m4a" ? "m4a" : "mp4",
        "mkv" => "mkv",
        "webm" => "webm",
        "mpeg" or "mpg" => "mpeg",
        _ => null,
    };

    private static (string Block, string Format) OfBrand(ReadOnlySpan<byte> brand, string suffix)
    {
        if (brand.StartsWith("qt"u8))
        {
            return ("video", "mov");
        }

        if (brand.StartsWith("3g"u8))
        {
            return ("video", "three_gp");
        }

        return brand.StartsWith("M4A"u8) || brand.StartsWith("M4B"u8) || suffix == "m4a" ? ("audio", "m4a") : ("video", "mp4");
    }

    private static (string Block, string Format)? OfSound(ReadOnlySpan<byte> head, string suffix)
    {
        if (head.StartsWith("RIFF"u8) && head.Length > 12 && head.Slice(8).StartsWith("WAVE"u8))
        {
            return ("audio", "wav");
        }

        if (head.StartsWith("fLaC"u8))
        {
            return ("audio", "flac");
        }

        if (head.StartsWith("OggS"u8))
        {
            return ("audio", head.Slice(0, Math.Min(head.Length, 64)).IndexOf("OpusHead"u8) >= 0 ? "opus" : "ogg");
        }

        if (head.StartsWith("ID3"u8))
        {
            return ("audio", suffix == "aac" ? "aac" : "mp3");
        }

        // The sync word of an MPEG audio frame; UTF-16 text begins FF FE, whose layer would be 3 of a version that has none.
        if (head.Length > 3 && head[0] == 0xFF && (head[1] & 0xE0) == 0xE0 && head[1] < 0xFE)
        {
            return ("audio", (head[1] & 0x06) == 0 ? "aac" : "mp3");
        }

        return null;
    }
}
