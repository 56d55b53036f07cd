using System;
using System.Collections.Generic;
using System.IO;
using System.Security.Cryptography;
using BedrockPS.Engine.S3;
using BedrockPS.Files;
using BedrockPS.Inference;
using BedrockPS.Protocol;

namespace BedrockPS.Resources;

/// <summary>A document on its way into a knowledge base: what it is called, and its content as the service takes it.</summary>
internal sealed class DocumentContent
{
    // Formats sent as bytes; all else is text.
    private static readonly string[] s_formats = ["pdf", "csv", "html", "doc", "docx", "xls", "xlsx"];

    /// <summary>Formats that are not simply text, comma-separated.</summary>
    public static string KnownFormats => string.Join(", ", s_formats);

    private DocumentContent(string id, Dictionary<string, object?> members, long length)
    {
        Id = id;
        Members = members;
        Length = length;
    }

    /// <summary>Id in a data source of the type CUSTOM, s3:// URI in one of the type S3.</summary>
    public string Id { get; }

    /// <summary>The member content of the request.</summary>
    public Dictionary<string, object?> Members { get; }

    /// <summary>Bytes of the request it takes up; 0 where it lies in S3.</summary>
    public long Length { get; }

    /// <param name="text">The document.</param>
    /// <param name="id">Its id; null: made of the text, so that the same text is the same document.</param>
    public static DocumentContent OfText(string text, string? id)
    {
        byte[] bytes = ValueBytes.Utf8.GetBytes(text);
        return Inline(id ?? Hash(bytes), "textContent", new Dictionary<string, object?> { ["data"] = text }, bytes.Length);
    }

    /// <param name="file">A file of text, or of a format the service reads.</param>
    /// <param name="id">The document's id.</param>
    /// <param name="mimeType">What the file is; null: told by its content and extension.</param>
    /// <exception cref="BedrockException">FileUnreadable, FileTooLarge, FileEmpty or FileUnsupported.</exception>
    public static DocumentContent OfFile(FileInfo file, string id, string? mimeType)
    {
        byte[] bytes = Material.ReadBytes(file);
        if (bytes.Length == 0)
        {
            throw new BedrockException("FileEmpty", $"'{file.FullName}' is empty; there is nothing to send.");
        }

        FileKind? kind = FileKind.Of("document", bytes, file.Extension);
        string? type = mimeType ?? (kind is { } known && Array.IndexOf(s_formats, known.Format) >= 0 ? MimeTypes.Of(known.Format) : null);
        if (type is not null)
        {
            Dictionary<string, object?> content = new() { ["mimeType"] = type, ["data"] = bytes };
            return Inline(id, "byteContent", content, (bytes.Length + 2) / 3 * 4);
        }

        return kind is not null
            ? OfText(FileKind.DecodeText(bytes), id)
            : throw new BedrockException("FileUnsupported", $"'{file.FullName}' is no document a knowledge base reads: text, {KnownFormats}.")
            {
                RecommendedAction = "Convert it, or give -MimeType if the service reads it all the same.",
            };
    }

    /// <summary>What a document is, told by its content and extension; null where it is none that is read.</summary>
    public static string? MimeTypeOf(byte[] bytes, string extension) => FileKind.Of("document", bytes, extension) is not FileKind kind ? null
        : MimeTypes.Of(kind.Format) ?? "text/plain";

    /// <param name="uri">Where it lies.</param>
    /// <param name="id">Id in a data source of the type CUSTOM; null: the data source is of the type S3, and the URI is the id.</param>
    /// <param name="bucketOwner">Account of the bucket, where that is another; only with an id.</param>
    public static DocumentContent OfS3(S3Location uri, string? id, string? bucketOwner)
    {
        Dictionary<string, object?> location = new() { ["uri"] = uri.ToString() };
        if (id is null)
        {
            return new DocumentContent(uri.ToString(), new() { ["s3"] = new Dictionary<string, object?> { ["s3Location"] = location } }, 0);
        }

        location["bucketOwnerAccountId"] = bucketOwner;
        return Custom(id, "s3Location", location, 0);
    }

    /// <summary>How the service is told which document is meant.</summary>
    public static Dictionary<string, object?> Identifier(string id) => S3Location.TryParse(id) is { Name.Length: > 0 } uri
        ? new() { ["s3"] = new Dictionary<string, object?> { ["uri"] = uri.ToString() } }
        : new() { ["custom"] = new Dictionary<string, object?> { ["id"] = id } };

    private static DocumentContent Inline(string id, string kind, Dictionary<string, object?> content, long length) =>
        Custom(id, "inlineContent", new() { [kind] = content }, length);

    private static DocumentContent Custom(string id, string source, Dictionary<string, object?> content, long length)
    {
        Dictionary<string, object?> custom = new()
        {
            ["customDocumentIdentifier"] = new Dictionary<string, object?> { ["id"] = id },
            [source] = content,
        };
        return new DocumentContent(id, new() { ["custom"] = custom }, length);
    }

    private static string Hash(byte[] bytes)
    {
        using SHA256 hash = SHA256.Create();
        return "sha256-" + BitConverter.ToString(hash.ComputeHash(bytes), 0, 16).Replace("-", "").ToLowerInvariant();
    }
}
