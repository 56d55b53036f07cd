using System;
using System.Collections.Generic;
using System.IO;
using BedrockPS.Files;
using BedrockPS.Inference;
using BedrockPS.Resources;

namespace BedrockPS.Knowledge;

/// <summary>A document that is sent with a question, for an answer from that alone.</summary>
internal static class ExternalSource
{
    /// <summary>The service's limit for what is sent.</summary>
    private const long MaxLength = 10_485_760;

    /// <exception cref="BedrockException">FileNotFound, FileUnreadable, FileTooLarge, FileEmpty or FileUnsupported.</exception>
    public static Dictionary<string, object?> OfFile(FileInfo file)
    {
        byte[] bytes = Material.ReadBytes(file, MaxLength);
        if (bytes.Length == 0)
        {
            throw new BedrockException("FileEmpty", $"'{file.FullName}' is empty; there is nothing to send.");
        }

        return DocumentContent.MimeTypeOf(bytes, file.Extension) is string type
            ? OfBytes(bytes, file.Name, type)
            : throw new BedrockException("FileUnsupported", $"'{file.FullName}' is no document the service reads: text, {DocumentContent.KnownFormats}.");
    }

    /// <param name="bytes">The document.</param>
    /// <param name="name">How the answer is to call it.</param>
    /// <param name="type">What it is, such as text/plain.</param>
    public static Dictionary<string, object?> OfBytes(byte[] bytes, string name, string type) => new()
    {
        ["sourceType"] = "BYTE_CONTENT",
        ["byteContent"] = new Dictionary<string, object?> { ["identifier"] = name, ["contentType"] = type, ["data"] = bytes },
    };

    public static Dictionary<string, object?> OfS3(string uri) => new()
    {
        ["sourceType"] = "S3",
        ["s3Location"] = new Dictionary<string, object?> { ["uri"] = uri },
    };
}
