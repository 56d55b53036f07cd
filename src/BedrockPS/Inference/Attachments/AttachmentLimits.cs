using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using BedrockPS.Inference.Families;

namespace BedrockPS.Inference;

/// <summary>
/// What the service takes of images and documents, checked before anything is sent.
/// </summary>
/// <remarks>
/// Images and documents per message, their size and pixels: API reference of Amazon Bedrock Runtime, Message. Five documents a
/// request, and the documents that may be larger (pdf from Claude 4 on; pdf and docx for Nova): user guide of Amazon Bedrock, API
/// restrictions. Images for Nova, which bounds the payload as a whole: user guide of Amazon Nova, image understanding. Inline video:
/// API reference, VideoSource. A megabyte is 1,024 squared here: 3.75 of them are 5 as base64.
/// </remarks>
internal static class AttachmentLimits
{
    /// <summary>Images in one message.</summary>
    public const int MaxImages = 20;

    /// <summary>Bytes of one image, 3.75 MB.</summary>
    public const int MaxImageLength = 15 * 1024 * 1024 / 4;

    /// <summary>Pixels of an image's width, and of its height.</summary>
    public const int MaxImagePixels = 8000;

    /// <summary>Documents in one request, the history of a chat included.</summary>
    public const int MaxDocuments = 5;

    /// <summary>Bytes of one document, 4.5 MB.</summary>
    public const int MaxDocumentLength = 9 * 1024 * 1024 / 2;

    /// <summary>Bytes of a video or sound that is sent inline: 25 MB as base64.</summary>
    public const int MaxMediaLength = 75 * 1024 * 1024 / 4;

    /// <summary>Checks the last message of a request, and the number of documents in all of them.</summary>
    /// <param name="request">The request, model and messages filled.</param>
    /// <param name="warn">
    /// Told instead of an exception where the id hides the model, which may take more than others do.
    /// </param>
    /// <exception cref="BedrockException">AttachmentLimit or FileTooLarge.</exception>
    public static void Check(InferenceRequest request, Action<string> warn)
    {
        if (request.Messages.Count == 0)
        {
            return;
        }

        IReadOnlyList<ContentBlock> content = request.Messages[request.Messages.Count - 1].Content;
        if (!content.Any(static block => block.Kind is "image" or "document" or "video" or "audio"))
        {
            return;
        }

        string? model = FoundationModelId.Of(request.ModelId);
        Action<BedrockException> refuse = model is null ? exception => warn(exception.Message) : static exception => throw exception;
        bool isNova = model?.StartsWith("amazon.nova", StringComparison.Ordinal) == true;
        int images = content.Count(static block => block.Kind == "image");
        if (images > MaxImages && !isNova)
        {
            refuse(TooMany(images, "images", "a message", MaxImages));
        }

        int documents = request.Messages.Sum(static message => message.Content.Count(static block => block.Kind == "document"));
        if (documents > MaxDocuments)
        {
            refuse(TooMany(documents, "documents", "a request", MaxDocuments));
        }

        foreach (ContentBlock block in content)
        {
            if (block.Attachment is AttachmentInfo info && Complaint(block.Kind, info, model, isNova) is BedrockException complaint)
            {
                refuse(complaint);
            }
        }
    }

    private static BedrockException? Complaint(string kind, AttachmentInfo info, string? model, bool isNova)
    {
        switch (kind)
        {
            case "image" when info.Length > MaxImageLength && !isNova:
                return TooLarge(info, "an image", "3.75 MB");
            case "image" when info.Pixels is (int width, int height) && Math.Max(width, height) > MaxImagePixels:
                return new BedrockException("AttachmentLimit", string.Format(
                    CultureInfo.InvariantCulture, "'{0}' has {1} x {2} pixels; an image may have {3} x {3} at most.", info.Label, width, height, MaxImagePixels));
            case "document" when info.Length > MaxDocumentLength && !TakesLarge(info.Format, model, isNova):
                return TooLarge(info, $"a {info.Format} document", "4.5 MB");
            case "video" or "audio" when info.Length > MaxMediaLength:
                return TooLarge(info, "a file sent inline", "18.75 MB (25 MB as base64)");
            default:
                return null;
        }
    }

    private static bool TakesLarge(string format, string? model, bool isNova) =>
        (format == "pdf" && (isNova || (model is not null && ClaudeModel.Of(model) is { Major: >= 4 }))) || (format == "docx" && isNova);

    private static BedrockException TooMany(int count, string what, string where, int limit) =>
        new("AttachmentLimit", $"There are {count} {what}; {where} can carry {limit} at most.");

    private static BedrockException TooLarge(AttachmentInfo info, string what, string limit) =>
        new("FileTooLarge", string.Format(CultureInfo.InvariantCulture, "'{0}' has {1:N0} bytes; {2} may have {3} at most.", info.Label, info.Length, what, limit));
}
