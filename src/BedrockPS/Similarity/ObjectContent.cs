using BedrockPS.Embeddings;

namespace BedrockPS.Similarity;

/// <summary>What of a piped object is compared or ranked.</summary>
internal sealed class ObjectContent
{
    private ObjectContent(string? text, bool isJson, EmbeddingImage? image, Embedding? embedding)
    {
        Text = text;
        IsJson = isJson;
        Image = image;
        Embedding = embedding;
    }

    /// <summary>The text, or the object as JSON; null where there is an image or an embedding instead.</summary>
    public string? Text { get; }

    public bool IsJson { get; }

    public EmbeddingImage? Image { get; }

    /// <summary>The object is one, or brings one: nothing need be asked for.</summary>
    public Embedding? Embedding { get; }

    /// <exception cref="BedrockException">EmptyInput.</exception>
    public static ObjectContent OfText(string? text) => string.IsNullOrWhiteSpace(text)
        ? throw new BedrockException("EmptyInput", "The object has no text: it is empty.")
        : new ObjectContent(text, false, null, null);

    public static ObjectContent OfJson(string json) => new(json, true, null, null);

    public static ObjectContent OfImage(EmbeddingImage image) => new(null, false, image, null);

    public static ObjectContent OfEmbedding(Embedding embedding) => new(null, false, null, embedding);
}
