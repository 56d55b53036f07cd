using System;
using BedrockPS.Inference;

namespace BedrockPS;

/// <summary>What a document of a knowledge base consists of, in memory or in a file. Prints as its text.</summary>
public sealed class KnowledgeDocumentContent
{
    internal KnowledgeDocumentContent(string documentId, string mimeType, long length)
    {
        DocumentId = documentId;
        MimeType = mimeType;
        Length = length;
    }

    public string DocumentId { get; }

    public string? DataSourceId { get; internal set; }

    public string? KnowledgeBaseId { get; internal set; }

    /// <summary>What the content is, such as application/pdf; application/json of extracted text.</summary>
    public string MimeType { get; }

    /// <summary>Bytes it has.</summary>
    public long Length { get; }

    /// <summary>The file it was saved to; null where it is in Bytes.</summary>
    public string? Path { get; internal set; }

    /// <summary>The content; null where it was saved.</summary>
    public byte[]? Bytes { get; internal set; }

    /// <summary>The content as text, where it is text and was not saved; else null.</summary>
    public string? Text => Bytes is not null && IsText ? FileKind.DecodeText(Bytes) : null;

    public override string ToString() => Text ?? Path ?? $"{DocumentId} ({MimeType}, {Length} bytes)";

    private bool IsText => MimeType.StartsWith("text/", StringComparison.OrdinalIgnoreCase) || MimeType.IndexOf("json", StringComparison.OrdinalIgnoreCase) >= 0
        || MimeType.IndexOf("xml", StringComparison.OrdinalIgnoreCase) >= 0;
}
