using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using BedrockPS.Engine.S3;
using BedrockPS.Files;
using BedrockPS.Inference;

namespace BedrockPS.AgentRuntime;

/// <summary>Files that go along with a question, to be talked about or to be worked on.</summary>
internal static class SessionFile
{
    private const int MaxFiles = 5;
    private const int MaxBytes = 10 * 1024 * 1024;

    /// <exception cref="BedrockException">FileNotFound, FileUnreadable, FileEmpty or FileTooLarge.</exception>
    public static Dictionary<string, object?> Of(FileInfo file, string useCase)
    {
        byte[] bytes = Material.ReadBytes(file, MaxBytes);
        if (bytes.Length == 0)
        {
            throw new BedrockException("FileEmpty", $"'{file.FullName}' is empty; there is nothing to send.");
        }

        return Of(file.Name, useCase, new Dictionary<string, object?>
        {
            ["sourceType"] = "BYTE_CONTENT",
            ["byteContent"] = new Dictionary<string, object?>
            {
                ["mediaType"] = MimeTypes.Of(file.Extension) ?? "application/octet-stream",
                ["data"] = bytes,
            },
        });
    }

    public static Dictionary<string, object?> Of(S3Location uri, string useCase) => Of(uri.Name, useCase, new Dictionary<string, object?>
    {
        ["sourceType"] = "S3",
        ["s3Location"] = new Dictionary<string, object?> { ["uri"] = uri.ToString() },
    });

    /// <exception cref="BedrockException">AttachmentLimit: more than a question can bring.</exception>
    public static void Check(IReadOnlyCollection<Dictionary<string, object?>> files)
    {
        long bytes = files.Sum(static file =>
            file.TryGetValue("source", out object? source) && source is Dictionary<string, object?> members
            && members.TryGetValue("byteContent", out object? content) && content is Dictionary<string, object?> inner
            && inner.TryGetValue("data", out object? data) && data is byte[] given ? given.Length : 0L);
        if (files.Count > MaxFiles || bytes > MaxBytes)
        {
            throw new BedrockException(
                "AttachmentLimit", $"A question to an agent brings {MaxFiles} files of {MaxBytes / 1024 / 1024} MB together at most; here are {files.Count} of {bytes:N0} bytes.")
            {
                RecommendedAction = "Send fewer or smaller files, or put them in S3 and give their s3:// URIs.",
            };
        }
    }

    private static Dictionary<string, object?> Of(string name, string useCase, Dictionary<string, object?> source) => new()
    {
        ["name"] = name,
        ["source"] = source,
        ["useCase"] = useCase,
    };
}
