namespace BedrockPS.Embeddings;

/// <summary>What the caller wants of every embedding; null leaves it to the model.</summary>
internal sealed class EmbeddingOptions
{
    public int? Dimension { get; set; }

    /// <summary>True for vectors of length 1.</summary>
    public bool? Normalize { get; set; }

    /// <summary>What the embeddings are for: search_document, search_query, classification, clustering.</summary>
    public string? InputType { get; set; }

    public string? EmbeddingType { get; set; }
}
