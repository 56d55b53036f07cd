using System;
using System.Collections.Generic;
using System.IO;
using System.Management.Automation;
using System.Text;
using System.Threading;
using BedrockPS.Protocol;

namespace BedrockPS.Inference;

/// <summary>
/// What the pipeline brings to a prompt: strings as they are, files as text or as attachments according to their content, any
/// other object as JSON.
/// </summary>
internal static class Material
{
    // As base64 this is 24,000,000 characters, which leaves room for the prompt under the body's bound of 25,000,000 bytes.
    private const long MaxFileLength = 18_000_000;

    /// <exception cref="BedrockException">FileUnreadable, FileTooLarge or FileUnsupported.</exception>
    public static IReadOnlyList<ContentBlock> Read(object input, CancellationToken cancellationToken)
    {
        object value = input is PSObject wrapped ? wrapped.BaseObject : input;
        return value switch
        {
            string text => [ContentBlock.FromText(text)],
            FileInfo file => [ReadFile(file, cancellationToken)],
            ModelResponse response => [ContentBlock.FromText(response.Text)],
            _ => [ContentBlock.FromText(ObjectJson.Write(input))],
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
            throw new BedrockException("FileUnreadable", $"'{file.FullName}' cannot be read: {exception.Message}", exception);
        }
    }

    private static ContentBlock ReadFile(FileInfo file, CancellationToken cancellationToken)
    {
        byte[] bytes = ReadBytes(file);
        cancellationToken.ThrowIfCancellationRequested();
        FileKind kind = FileKind.Of(bytes, file.Extension);
        return kind.Block switch
        {
            "text" => ContentBlock.FromText(FileKind.DecodeText(bytes)),
            null => throw new BedrockException("FileUnsupported", $"'{file.FullName}' is neither text nor an image or document a model reads."),
            string block => ContentBlock.FromJson(block, Attachment(block, kind.Format, file, bytes)),
        };
    }

    private static string Attachment(string block, string format, FileInfo file, byte[] bytes) =>
        Encoding.UTF8.GetString(JsonText.ToUtf8(writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("format", format);
            if (block == "document")
            {
                writer.WriteString("name", DocumentName(file));
            }

            writer.WriteStartObject("source");
            writer.WriteBase64String("bytes", bytes);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }));

    /// <summary>The service takes letters, digits, single spaces, hyphens, parentheses and brackets, and no extension.</summary>
    private static string DocumentName(FileInfo file)
    {
        StringBuilder name = new();
        foreach (char letter in Path.GetFileNameWithoutExtension(file.Name))
        {
            bool keep = letter is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '-' or '(' or ')' or '[' or ']';
            char next = keep ? letter : ' ';
            if (next != ' ' || (name.Length > 0 && name[name.Length - 1] != ' '))
            {
                name.Append(next);
            }
        }

        string clean = name.ToString().Trim();
        return clean.Length == 0 ? "document" : clean.Length > 200 ? clean.Substring(0, 200) : clean;
    }
}
