using System;
using System.IO;
using System.Text;
using System.Text.Json;
using BedrockPS.Protocol;

namespace BedrockPS.Inference;

/// <summary>Makes content blocks of files, bytes and objects in S3.</summary>
internal static class AttachmentBlock
{
    /// <param name="kind">What the bytes are.</param>
    /// <param name="bytes">The whole file.</param>
    /// <param name="fileName">Name with extension, for a document's name and for messages.</param>
    public static ContentBlock FromBytes(FileKind kind, byte[] bytes, string fileName)
    {
        byte[] sent = kind.Block == "document" ? AsUtf8(kind.Format, bytes) : bytes;
        AttachmentInfo info = new(fileName, kind.Format, sent.Length, kind.Block == "image" ? ImageSize.Of(sent, kind.Format) : null);
        return Write(kind.Block!, kind.Format, fileName, info, writer => writer.WriteBase64String("bytes", sent));
    }

    /// <param name="block">image, document, video or audio.</param>
    /// <param name="uri">s3://bucket/key.</param>
    /// <param name="bucketOwner">Account id where the bucket is another account's; null else.</param>
    /// <exception cref="BedrockException">AttachmentInvalid: no such URI; FileUnsupported: its extension names no format.</exception>
    public static ContentBlock FromS3(string block, string uri, string? bucketOwner)
    {
        int key = uri.IndexOf('/', "s3://".Length);
        if (key < "s3://".Length + 3 || key == uri.Length - 1 || uri.Length > 1024)
        {
            throw new BedrockException("AttachmentInvalid", $"'{uri}' is not of the form s3://bucket/key, with a bucket's name of 3 to 63 characters and 1,024 characters at most.");
        }

        string fileName = uri.Substring(uri.LastIndexOf('/') + 1);
        string format = MediaFormats.Of(block, Path.GetExtension(fileName)) ?? throw new BedrockException(
            "FileUnsupported",
            $"The name of '{uri}' does not end in a format of {WithArticle(block)}: {MediaFormats.List(block)}.");
        return Write(block, format, fileName, new AttachmentInfo(fileName, format, 0), writer =>
        {
            writer.WriteStartObject("s3Location");
            writer.WriteString("uri", uri);
            if (bucketOwner is not null)
            {
                writer.WriteString("bucketOwner", bucketOwner);
            }

            writer.WriteEndObject();
        });
    }

    public static string WithArticle(string block) => block switch
    {
        "text" => block,
        "image" or "audio" => "an " + block,
        _ => "a " + block,
    };

    private static ContentBlock Write(string block, string format, string fileName, AttachmentInfo info, Action<Utf8JsonWriter> writeSource) =>
        ContentBlock.FromAttachment(
            block,
            Encoding.UTF8.GetString(JsonText.ToUtf8(writer =>
            {
                writer.WriteStartObject();
                writer.WriteString("format", format);
                if (block == "document")
                {
                    writer.WriteString("name", DocumentNames.Clean(fileName));
                }

                writer.WriteStartObject("source");
                writeSource(writer);
                writer.WriteEndObject();
                writer.WriteEndObject();
            })),
            info);

    /// <summary>A text in UTF-16, as older Windows tools write it, becomes what every model reads.</summary>
    private static byte[] AsUtf8(string format, byte[] bytes) =>
        format is "txt" or "md" or "csv" or "html" && bytes.Length > 1 && bytes[0] >= 0xFE && bytes[1] >= 0xFE
            ? Encoding.UTF8.GetBytes(FileKind.DecodeText(bytes))
            : bytes;
}
