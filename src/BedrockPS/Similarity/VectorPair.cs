using System;
using BedrockPS.Engine.Vectors;
using BedrockPS.Inference.Families;

namespace BedrockPS.Similarity;

/// <summary>Which embeddings can be compared at all.</summary>
internal static class VectorPair
{
    /// <summary>Vectors that stand for themselves: finite numbers, one a dimension.</summary>
    /// <exception cref="BedrockException">EmbeddingUnsupported.</exception>
    public static Embedding Check(Embedding embedding)
    {
        if (embedding.Vector.Length == 0 || !VectorMath.IsFinite(embedding.Vector))
        {
            throw Unsupported("The embedding has no numbers, or some that are none.");
        }

        // Eight dimensions lie in each number: their difference says nothing.
        return embedding.EmbeddingType is "ubinary" || (embedding.EmbeddingType is "binary" && HasMoreThanBits(embedding.Vector))
            ? throw Unsupported($"Embeddings of type {embedding.EmbeddingType} hold eight dimensions a number and cannot be compared by angle.")
            : embedding;
    }

    /// <summary>Both lie in one space.</summary>
    /// <exception cref="BedrockException">EmbeddingMismatch.</exception>
    public static void Check(Embedding reference, Embedding other)
    {
        if (reference.Dimension != other.Dimension)
        {
            throw Mismatch($"One embedding has {reference.Dimension} dimensions, the other {other.Dimension}.");
        }

        if (!IsSame(ModelOf(reference), ModelOf(other)))
        {
            throw Mismatch($"The embeddings come from two models, {reference.Model} and {other.Model}: each has a space of its own.");
        }

        if (reference.EmbeddingType != other.EmbeddingType)
        {
            throw Mismatch($"One embedding is of type {reference.EmbeddingType}, the other of type {other.EmbeddingType}.");
        }
    }

    /// <summary>Six places: what follows is noise of floats.</summary>
    public static double Round(double number) => Math.Round(number, 6);

    private static bool HasMoreThanBits(float[] vector)
    {
        foreach (float number in vector)
        {
            if (number is not (0 or 1))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Where a vector came without its model, its length has to do.</summary>
    private static bool IsSame(string? left, string? right) => left is null || right is null || left == right;

    private static string? ModelOf(Embedding embedding) => embedding.Model.Length == 0 ? null : FoundationModelId.Of(embedding.Model);

    private static BedrockException Unsupported(string message) => new("EmbeddingUnsupported", message);

    private static BedrockException Mismatch(string message) => new("EmbeddingMismatch", message);
}
