using System.Text.Json;
using System.Text.Json.Nodes;
using BedrockPS.Inference;
using BedrockPS.Inference.Families;
using BedrockPS.Protocol;

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

    /// <summary>What the answer says in this block: its text, or the text that citations belong to; null where it says nothing.</summary>
    internal string? Said => Text ?? (Kind == "citationsContent" ? CitedAnswer() : null);

    /// <summary>Size and format of a block made from a file; null for others.</summary>
    internal AttachmentInfo? Attachment { get; private set; }

    public static ContentBlock FromText(string text) => new("text", text, null);

    /// <param name="kind">The block's member name, such as document.</param>
    /// <param name="json">The member's value as JSON.</param>
    public static ContentBlock FromJson(string kind, string json) => new(kind, null, json);

    internal static ContentBlock FromAttachment(string kind, string json, AttachmentInfo info) => new(kind, null, json) { Attachment = info };

    /// <summary>The same block with one member of its JSON set.</summary>
    internal ContentBlock With(string member, JsonNode value)
    {
        JsonNode json = JsonNode.Parse(Json!)!;
        json[member] = value;
        return new ContentBlock(Kind, null, ValueBytes.Utf8.GetString(JsonText.ToUtf8(writer => json.WriteTo(writer)))) { Attachment = Attachment };
    }

    public override string ToString() => Said ?? $"[{Kind}]";

    private string CitedAnswer()
    {
        using JsonDocument json = JsonDocument.Parse(Json!);
        string text = "";
        foreach (JsonElement part in json.RootElement.Items("content"u8))
        {
            text += part.Text("text"u8);
        }

        return text;
    }
}
