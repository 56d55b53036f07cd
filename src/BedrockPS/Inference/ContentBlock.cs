namespace BedrockPS;

/// <summary>
/// One part of a message. Text is held as text; every other kind is held as the JSON of Converse's content block, so that
/// nothing the service sends is lost when it is sent back.
/// </summary>
public sealed class ContentBlock
{
    private ContentBlock(string kind, string? text, string? json)
    {
        Kind = kind;
        Text = text;
        Json = json;
    }

    /// <summary>text, image, document, toolUse, toolResult, reasoningContent and so on, as Converse names them.</summary>
    public string Kind { get; }

    /// <summary>The text of a text block; null for other kinds.</summary>
    public string? Text { get; }

    /// <summary>The block's content as Converse JSON, without the kind around it; null for text.</summary>
    public string? Json { get; }

    public static ContentBlock FromText(string text) => new("text", text, null);

    /// <param name="kind">The block's member name, such as document.</param>
    /// <param name="json">The member's value as JSON.</param>
    public static ContentBlock FromJson(string kind, string json) => new(kind, null, json);

    public override string ToString() => Text ?? $"[{Kind}]";
}
