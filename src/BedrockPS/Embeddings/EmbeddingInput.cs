namespace BedrockPS.Embeddings;

/// <summary>One thing to embed: a text, an image, or both as one.</summary>
internal sealed class EmbeddingInput
{
    public EmbeddingInput(string? text, EmbeddingImage? image, object? source)
    {
        Text = text;
        Image = image;
        Source = source;
    }

    public string? Text { get; }

    public EmbeddingImage? Image { get; }

    /// <summary>The object the result is handed back with.</summary>
    public object? Source { get; }
}
