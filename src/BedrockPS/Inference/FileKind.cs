using System;
using System.IO;
using System.Text;

namespace BedrockPS.Inference;

/// <summary>What a file is, told by its first bytes; the extension only chooses between formats that begin alike.</summary>
internal readonly struct FileKind
{
    private FileKind(string? block, string format)
    {
        Block = block;
        Format = format;
    }

    /// <summary>Content block that carries the file: text, image or document; null when no model reads it.</summary>
    public string? Block { get; }

    /// <summary>Format as Converse names it.</summary>
    public string Format { get; }

    public static FileKind Of(byte[] bytes, string extension)
    {
        ReadOnlySpan<byte> head = bytes;
        string suffix = extension.TrimStart('.').ToLowerInvariant();
        if (head.StartsWith(new byte[] { 0x89, 0x50, 0x4E, 0x47 }))
        {
            return new FileKind("image", "png");
        }

        if (head.StartsWith(new byte[] { 0xFF, 0xD8, 0xFF }))
        {
            return new FileKind("image", "jpeg");
        }

        if (head.StartsWith("GIF8"u8))
        {
            return new FileKind("image", "gif");
        }

        if (head.StartsWith("RIFF"u8) && head.Length > 12 && head.Slice(8).StartsWith("WEBP"u8))
        {
            return new FileKind("image", "webp");
        }

        if (head.StartsWith("%PDF-"u8))
        {
            return new FileKind("document", "pdf");
        }

        if (head.StartsWith("PK"u8) && suffix is "docx" or "xlsx")
        {
            return new FileKind("document", suffix);
        }

        if (head.StartsWith(new byte[] { 0xD0, 0xCF, 0x11, 0xE0 }) && suffix is "doc" or "xls")
        {
            return new FileKind("document", suffix);
        }

        return IsText(bytes) ? new FileKind("text", "txt") : new FileKind(null, "");
    }

    /// <summary>The text of a file in UTF-8, or in UTF-16 or UTF-32 with a byte order mark.</summary>
    public static string DecodeText(byte[] bytes)
    {
        using StreamReader reader = new(new MemoryStream(bytes), Encoding.UTF8, detectEncodingFromByteOrderMarks: true);
        return reader.ReadToEnd();
    }

    private static bool IsText(byte[] bytes)
    {
        bool hasMark = bytes.Length > 1 && ((bytes[0] == 0xFF && bytes[1] == 0xFE) || (bytes[0] == 0xFE && bytes[1] == 0xFF));
        if (hasMark)
        {
            return true;
        }

        if (Array.IndexOf(bytes, (byte)0) >= 0)
        {
            return false;
        }

        try
        {
            new UTF8Encoding(false, throwOnInvalidBytes: true).GetCharCount(bytes);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
