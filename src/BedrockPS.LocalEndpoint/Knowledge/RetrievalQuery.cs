using System.Collections.Generic;
using BedrockPS.Local.Serving;

namespace BedrockPS.Local.Knowledge;

/// <summary>What a knowledge base is searched for: a text or a picture.</summary>
internal sealed class RetrievalQuery
{
    private RetrievalQuery(string text, byte[]? image)
    {
        Text = text;
        Image = image;
    }

    public string Text { get; }

    public byte[]? Image { get; }

    public static RetrievalQuery OfText(string text) => new(text, null);

    /// <exception cref="ServiceFault">ValidationException.</exception>
    public static RetrievalQuery Read(Dictionary<string, object?> query)
    {
        byte[]? image = query.Map("image")?.Get("inlineContent") as byte[];
        string? text = query.Text("text");
        bool isImage = query.Text("type") == "IMAGE";
        return (isImage ? image is null : text is null)
            ? throw ServiceFault.Validation("The retrieval query has no content of its type.")
            : isImage ? new RetrievalQuery("", image) : new RetrievalQuery(text!, null);
    }
}
