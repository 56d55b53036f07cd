using System;
using System.Collections;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using BedrockPS.Files;
using BedrockPS.Inference;

namespace BedrockPS.Cmdlets;

/// <summary>Makes content of what -Image, -Document, -Video and -Audio take: paths, files, bytes, and objects in S3.</summary>
internal sealed class AttachmentArguments
{
    private readonly SessionState _session;
    private readonly string? _bucketOwner;

    /// <param name="session">Knows where relative paths begin.</param>
    /// <param name="bucketOwner">Account of the S3 buckets, where it is another.</param>
    public AttachmentArguments(SessionState session, string? bucketOwner)
    {
        _session = session;
        _bucketOwner = bucketOwner;
    }

    /// <param name="block">image, document, video or audio.</param>
    /// <param name="arguments">As they were given.</param>
    /// <exception cref="BedrockException">
    /// FileNotFound, FileUnreadable, FileEmpty, FileUnsupported, FileTooLarge or AttachmentInvalid.
    /// </exception>
    public IEnumerable<ContentBlock> Read(string block, object?[] arguments)
    {
        foreach (object? argument in arguments)
        {
            foreach (ContentBlock content in ReadOne(block, argument))
            {
                yield return content;
            }
        }
    }

    private IEnumerable<ContentBlock> ReadOne(string block, object? argument)
    {
        object? value = argument is PSObject wrapped && wrapped.BaseObject is not PSCustomObject ? wrapped.BaseObject : argument;
        switch (value)
        {
            case byte[] bytes:
                return [FromBytes(block, bytes, block, "The bytes", "")];
            case FileInfo file:
                return [FromFile(block, file)];
            case Image { Path: string saved }:
                return [FromFile(block, new FileInfo(saved))];
            case Image image:
                return [FromBytes(block, image.Bytes, "image." + image.Format, "The bytes", "")];
            case Uri uri:
                return ReadText(block, uri.IsAbsoluteUri && uri.IsFile ? uri.LocalPath : uri.OriginalString);
            case string text:
                return ReadText(block, text);
            case DirectoryInfo folder:
                throw IsFolder(folder.FullName);
            case null:
                throw Invalid(block, "nothing");
            case object[] list:
                return Read(block, list);
            default:
                return S3UriOf(argument!) is string s3 ? [AttachmentBlock.FromS3(block, s3, _bucketOwner)] : throw Invalid(block, "a " + value.GetType().Name);
        }
    }

    private IEnumerable<ContentBlock> ReadText(string block, string text)
    {
        if (text.StartsWith("s3://", StringComparison.OrdinalIgnoreCase))
        {
            return [AttachmentBlock.FromS3(block, "s3://" + text.Substring(5), _bucketOwner)];
        }

        if (text.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || text.StartsWith("https://", StringComparison.OrdinalIgnoreCase))
        {
            throw new BedrockException("AttachmentInvalid", $"'{text}' is on the web; the service reads files you send and objects in S3.")
            {
                RecommendedAction = "Download it first and give its path, or its bytes.",
            };
        }

        return FilePaths.Of(_session.Path, text).Select(path => FromFile(block, new FileInfo(path)));
    }

    private static ContentBlock FromFile(string block, FileInfo file)
    {
        if (Directory.Exists(file.FullName))
        {
            throw IsFolder(file.FullName);
        }

        byte[] bytes = Material.ReadBytes(file);
        return FromBytes(block, bytes, file.Name, $"'{file.FullName}'", file.Extension);
    }

    private static ContentBlock FromBytes(string block, byte[] bytes, string name, string label, string extension)
    {
        if (bytes.Length == 0)
        {
            throw new BedrockException("FileEmpty", label[0] == '\'' ? $"{label} is empty; there is nothing to send." : "There are no bytes to send.");
        }

        if (FileKind.Of(block, bytes, extension) is FileKind kind)
        {
            return AttachmentBlock.FromBytes(kind, bytes, name);
        }

        if (block == "document" && label[0] == '\'' && FileKind.IsTextOfAnotherEncoding(bytes))
        {
            throw FileFailure.Encoding(label.Trim('\''));
        }

        FileKind other = FileKind.Of(bytes, extension);
        string verb = label[0] == '\'' ? "is" : "are";
        string found = other.Block is null ? "" : $" but {AttachmentBlock.WithArticle(other.Block)}{(other.Block == "text" ? "" : $" ({other.Format})")}";
        throw new BedrockException("FileUnsupported", $"{label} {verb} not {AttachmentBlock.WithArticle(block)} the service takes{found}; it takes {MediaFormats.List(block)}.")
        {
            RecommendedAction = other.Block is null or "text"
                ? "Convert the file into one of these formats."
                : $"Give it with -{char.ToUpperInvariant(other.Block[0])}{other.Block.Substring(1)}.",
        };
    }

    /// <summary>Objects of AWS's own tools name bucket and key.</summary>
    private static string? S3UriOf(object value)
    {
        string? bucket = Text(value, "BucketName") ?? Text(value, "Bucket");
        string? key = Text(value, "Key");
        return bucket is null || key is null ? null : $"s3://{bucket}/{key}";
    }

    private static string? Text(object value, string name) =>
        value is IDictionary map ? map[name] as string : PSObject.AsPSObject(value).Properties[name]?.Value as string;

    private static BedrockException IsFolder(string path)
    {
        BedrockException folder = FileFailure.Folder(path);
        folder.RecommendedAction = "Name its files, with a wildcard if you like: folder/*.pdf.";
        return folder;
    }

    private static BedrockException Invalid(string block, string what) =>
        new("AttachmentInvalid", $"-{char.ToUpperInvariant(block[0])}{block.Substring(1)} takes paths, files, bytes and s3:// URIs, not {what}.");
}
