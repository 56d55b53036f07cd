namespace BedrockPS.Embeddings;

/// <summary>What became of one input: its embedding, or why there is none.</summary>
internal readonly struct EmbeddingResult
{
    public EmbeddingResult(EmbeddingInput input, Embedding embedding)
    {
        Input = input;
        Embedding = embedding;
        Error = null;
    }

    public EmbeddingResult(EmbeddingInput input, BedrockException error)
    {
        Input = input;
        Embedding = null;
        Error = error;
    }

    public EmbeddingInput Input { get; }

    public Embedding? Embedding { get; }

    public BedrockException? Error { get; }
}
