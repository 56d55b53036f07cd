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

    /// <summary>Content block that carries the file: text, image, document, video or audio; null when no model reads it.</summary>
    public string? Block { get; }

    /// <summary>Format as Converse names it.</summary>
    public string Format { get; }

    public static FileKind Of(byte[] bytes, string extension)
    {
        ReadOnlySpan<byte> head = bytes;
        string suffix = extension.TrimStart('.').ToLowerInvariant();
        return OfImage(head)
            ?? OfDocument(head, suffix)
            ?? MediaKind.Of(head, suffix) switch
            {
                (string block, string format) => new FileKind(block, format),
                null => IsText(bytes) ? new FileKind("text", "txt") : new FileKind(null, ""),
            };
    }

    /// <summary>
    /// The file as the content the user calls it: text may be a document, and a container that holds either sound or pictures is
    /// what it is said to be. Null: it is something else.
    /// </summary>
    /// <param name="block">image, document, video or audio.</param>
    /// <param name="bytes">The file.</param>
    /// <param name="extension">Its extension, empty where there is none.</param>
    public static FileKind? Of(string block, byte[] bytes, string extension)
    {
        FileKind kind = Of(bytes, extension);
        string suffix = extension.TrimStart('.').ToLowerInvariant();
        if (kind.Block == block)
        {
            return kind;
        }

        return (block, kind.Block) switch
        {
            ("document", "text") => new FileKind("document", MediaFormats.Of("document", suffix) is "csv" or "html" or "md" ? MediaFormats.Of("document", suffix)! : "txt"),
            ("audio", "video") when MediaKind.SoundOf(kind.Format, suffix) is string format => new FileKind("audio", format),
            // Raw samples have no mark of their own.
            ("audio", null) when suffix == "pcm" => new FileKind("audio", "pcm"),
            _ => null,
        };
    }

    /// <summary>The text of a file in UTF-8, or in UTF-16 or UTF-32 with a byte order mark.</summary>
    public static string DecodeText(byte[] bytes)
    {
        using StreamReader reader = new(new MemoryStream(bytes), Encoding.UTF8, detectEncodingFromByteOrderMarks: true);
        return reader.ReadToEnd();
    }

    private static FileKind? OfImage(ReadOnlySpan<byte> head)
    {
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

        return head.StartsWith("RIFF"u8) && head.Length > 12 && head.Slice(8).StartsWith("WEBP"u8)
            ? new FileKind("image", "webp")
            : null;
    }

    private static FileKind? OfDocument(ReadOnlySpan<byte> head, string suffix)
    {
        if (head.StartsWith("%PDF-"u8))
        {
            return new FileKind("document", "pdf");
        }

        if (head.StartsWith("PK"u8))
        {
            return suffix is "docx" or "xlsx" ? new FileKind("document", suffix)
                : head.IndexOf("word/document"u8) >= 0 ? new FileKind("document", "docx")
                : head.IndexOf("xl/workbook"u8) >= 0 ? new FileKind("document", "xlsx")
                : null;
        }

        if (head.StartsWith(new byte[] { 0xD0, 0xCF, 0x11, 0xE0 }))
        {
            return suffix is "doc" or "xls" ? new FileKind("document", suffix)
                : head.IndexOf(Encoding.Unicode.GetBytes("WordDocument")) >= 0 ? new FileKind("document", "doc")
                : head.IndexOf(Encoding.Unicode.GetBytes("Workbook")) >= 0 ? new FileKind("document", "xls")
                : null;
        }

        return null;
    }

    /// <summary>Letters and lines, but neither UTF-8 nor marked as anything else: Windows-1252, Latin-1 and their like.</summary>
    public static bool IsTextOfAnotherEncoding(byte[] bytes) =>
        bytes.Length > 0 && !IsText(bytes) && Array.TrueForAll(bytes, static letter => letter is >= 32 or (>= 9 and <= 13));

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
