using System;
using System.Collections.Generic;
using System.IO;
using System.Management.Automation;
using System.Security;
using System.Threading;
using BedrockPS.Files;

namespace BedrockPS.Inference;

/// <summary>
/// What the pipeline brings to a prompt: strings as they are, files as text or as attachments according to their content, any
/// other object as JSON.
/// </summary>
internal static class Material
{
    // As base64 this is 24,000,000 characters, which leaves room for the prompt under the body's bound of 25,000,000 bytes.
    private const long MaxFileLength = 18_000_000;

    /// <param name="input">What the pipeline brought.</param>
    /// <param name="cancellationToken">Ends the reading of a file.</param>
    /// <param name="secret">What to write in place of a SecureString; null: nothing of it is read.</param>
    /// <exception cref="BedrockException">FileUnreadable, FileEmpty, FileTooLarge or FileUnsupported.</exception>
    public static IReadOnlyList<ContentBlock> Read(object input, CancellationToken cancellationToken, Func<SecureString, string>? secret = null)
    {
        object value = input is PSObject wrapped ? wrapped.BaseObject : input;
        return value switch
        {
            string text => [ContentBlock.FromText(text)],
            FileInfo file => [ReadFile(file, cancellationToken)],
            Image image => [OfImage(image)],
            ModelResponse response => [ContentBlock.FromText(response.Text)],
            FlowResponse response => [ContentBlock.FromText(response.ToString())],
            _ => [ContentBlock.FromText(ObjectJson.Write(input, secret))],
        };
    }

    /// <exception cref="BedrockException">FileUnreadable or FileTooLarge.</exception>
    public static byte[] ReadBytes(FileInfo file, long maxLength = MaxFileLength)
    {
        try
        {
            return file.Length <= maxLength
                ? File.ReadAllBytes(file.FullName)
                : throw new BedrockException(
                    "FileTooLarge", $"'{file.FullName}' has {file.Length} bytes; a request can carry at most {maxLength}.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw FileFailure.Reading(file.FullName, exception);
        }
    }

    private static ContentBlock OfImage(Image image)
    {
        byte[] bytes = image.Bytes;
        return AttachmentBlock.FromBytes(FileKind.Of(bytes, ""), bytes, image.Path is string path ? Path.GetFileName(path) : "image." + image.Format);
    }

    /// <summary>A file that was piped: what it is says how it is sent.</summary>
    private static ContentBlock ReadFile(FileInfo file, CancellationToken cancellationToken)
    {
        byte[] bytes = ReadBytes(file);
        cancellationToken.ThrowIfCancellationRequested();
        if (bytes.Length == 0)
        {
            throw new BedrockException("FileEmpty", $"'{file.FullName}' is empty; there is nothing to send.");
        }

        FileKind kind = FileKind.Of(bytes, file.Extension);
        return kind.Block switch
        {
            "text" => ContentBlock.FromText(FileKind.DecodeText(bytes)),
            null when FileKind.IsTextOfAnotherEncoding(bytes) => throw FileFailure.Encoding(file.FullName),
            null => throw new BedrockException("FileUnsupported", $"'{file.FullName}' is neither text nor an image, document, video or sound a model reads."),
            _ => AttachmentBlock.FromBytes(kind, bytes, file.Name),
        };
    }
}
