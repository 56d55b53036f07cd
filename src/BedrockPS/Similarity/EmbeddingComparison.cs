using System.Globalization;
using BedrockPS.Engine.Vectors;
using BedrockPS.Similarity;

namespace BedrockPS;

/// <summary>How near two embeddings are to each other.</summary>
public sealed class EmbeddingComparison
{
    internal EmbeddingComparison(object? referenceObject, object? differenceObject, Embedding reference, Embedding difference)
    {
        VectorPair.Check(reference, difference);
        ReferenceObject = referenceObject;
        DifferenceObject = differenceObject;
        Cosine = VectorPair.Round(VectorMath.Cosine(reference.Vector, difference.Vector));
        Dot = VectorPair.Round(VectorMath.Dot(reference.Vector, difference.Vector));
        Euclidean = VectorPair.Round(VectorMath.EuclideanDistance(reference.Vector, difference.Vector));
        Dimension = reference.Dimension;
        Model = reference.Model.Length > 0 ? reference.Model : difference.Model.Length > 0 ? difference.Model : null;
    }

    /// <summary>What was compared with.</summary>
    public object? ReferenceObject { get; }

    /// <summary>What was compared.</summary>
    public object? DifferenceObject { get; }

    /// <summary>Cosine of the angle: 1 for the same direction, 0 for nothing in common, -1 for the opposite.</summary>
    public double Cosine { get; }

    /// <summary>Dot product; the cosine where both vectors have length 1.</summary>
    public double Dot { get; }

    /// <summary>Distance of the vectors' ends; 0 for equal ones.</summary>
    public double Euclidean { get; }

    /// <summary>Length of the vectors.</summary>
    public int Dimension { get; }

    /// <summary>The model they come from; null for bare vectors.</summary>
    public string? Model { get; }

    /// <summary>The cosine.</summary>
    public override string ToString() => Cosine.ToString("0.####", CultureInfo.InvariantCulture);
}
