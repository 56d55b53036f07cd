using System.Collections.Generic;

namespace BedrockPS.Local.Agents;

/// <summary>A piece of a document that a knowledge base holds.</summary>
internal sealed class StoredPassage
{
    public StoredPassage(string uri, string text, Dictionary<string, object?> metadata)
    {
        Uri = uri;
        Text = text;
        Metadata = metadata;
        Metadata["x-amz-bedrock-kb-source-uri"] = uri;
    }

    /// <summary>Where it is said to come from; of a document of its maker's own its id.</summary>
    public string Uri { get; }

    /// <summary>It has an id of its maker's choosing instead of an address in S3.</summary>
    public bool IsCustom { get; init; }

    /// <summary>Id of the document.</summary>
    public string? DocumentId { get; init; }

    public string Text { get; }

    /// <summary>A picture instead of a text.</summary>
    public byte[]? Image { get; init; }

    public string? MimeType { get; init; }

    /// <summary>Attributes that filters look at: strings, numbers, booleans.</summary>
    public Dictionary<string, object?> Metadata { get; }
}
