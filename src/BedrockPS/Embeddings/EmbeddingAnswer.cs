using System.Collections.Generic;

namespace BedrockPS.Embeddings;

/// <summary>What one call gave back.</summary>
internal sealed class EmbeddingAnswer
{
    /// <summary>One vector an input, in the order of the inputs.</summary>
    public List<float[]> Vectors { get; } = [];

    /// <summary>Tokens of the whole call, where the body tells.</summary>
    public int? InputTokens { get; set; }

    /// <summary>Why there is no vector, in the model's words.</summary>
    public string? Refusal { get; set; }
}
