using System;
using System.Numerics.Tensors;

namespace BedrockPS.Engine.Vectors;

/// <summary>What embeddings are compared by. Both vectors of a pair have the same length, which is not zero.</summary>
public static class VectorMath
{
    public static float Dot(ReadOnlySpan<float> left, ReadOnlySpan<float> right) => TensorPrimitives.Dot(left, right);

    /// <summary>Length of the vector. Its squares are summed in doubles where those of floats run over or vanish.</summary>
    public static float Norm(ReadOnlySpan<float> vector)
    {
        float norm = TensorPrimitives.Norm(vector);
        return norm is > 1e-15f and < float.MaxValue || vector.IsEmpty ? norm : (float)WideNorm(vector);
    }

    /// <summary>Cosine of the angle between two vectors, -1 to 1; 0 where one of them is nothing but zeros.</summary>
    public static float Cosine(ReadOnlySpan<float> left, ReadOnlySpan<float> right)
    {
        float norms = Norm(left) * Norm(right);
        float cosine = norms is > 1e-15f and < float.MaxValue ? Dot(left, right) / norms : WideCosine(left, right);

        // Rounding may lead out of the range.
        return cosine > 1 ? 1 : cosine < -1 ? -1 : cosine;
    }

    public static float EuclideanDistance(ReadOnlySpan<float> left, ReadOnlySpan<float> right) => TensorPrimitives.Distance(left, right);

    /// <summary>Every number is one: neither infinite nor NaN.</summary>
    public static bool IsFinite(ReadOnlySpan<float> vector)
    {
        foreach (float number in vector)
        {
            // Infinity and NaN less themselves are NaN.
            if (number - number != 0)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Writes the vector with length 1 to a place as long; zeros stay zeros.</summary>
    public static void Normalize(ReadOnlySpan<float> vector, Span<float> normalized)
    {
        float norm = Norm(vector);
        if (norm is > 1e-15f and < float.MaxValue)
        {
            TensorPrimitives.Divide(vector, norm, normalized);
            return;
        }

        double wide = WideNorm(vector);
        for (int i = 0; i < vector.Length; i++)
        {
            normalized[i] = wide == 0 ? 0 : (float)(vector[i] / wide);
        }
    }

    private static float WideCosine(ReadOnlySpan<float> left, ReadOnlySpan<float> right)
    {
        double norms = WideNorm(left) * WideNorm(right);
        double dot = 0;
        for (int i = 0; i < left.Length; i++)
        {
            dot += (double)left[i] * right[i];
        }

        return norms == 0 ? 0 : (float)(dot / norms);
    }

    private static double WideNorm(ReadOnlySpan<float> vector)
    {
        double sum = 0;
        foreach (float number in vector)
        {
            sum += (double)number * number;
        }

        return Math.Sqrt(sum);
    }
}
