using System;
using System.Text;

namespace BedrockPS.Local.Embeddings;

/// <summary>
/// Embeddings by hashing: words and the groups of three letters in them each push the vector in a direction of their own, so that
/// texts that share words, or words that look alike, lie near each other.
/// </summary>
internal static class HashedVector
{
    private const float WordWeight = 1f;
    private const float ShortWordWeight = 0.3f;
    private const float GroupWeight = 0.5f;

    /// <param name="text">What to embed.</param>
    /// <param name="dimension">Length of the vector.</param>
    /// <param name="unit">Scale to length 1.</param>
    public static float[] OfText(string text, int dimension, bool unit)
    {
        float[] vector = new float[dimension];
        StringBuilder word = new();
        foreach (char c in text.ToLowerInvariant() + " ")
        {
            if (char.IsLetterOrDigit(c))
            {
                word.Append(c);
            }
            else if (word.Length > 0)
            {
                AddWord(vector, word.ToString());
                word.Clear();
            }
        }

        return Finish(vector, unit);
    }

    /// <summary>Bytes of an image or a sound: equal content gives equal vectors, content that shares stretches similar ones.</summary>
    public static float[] OfBytes(byte[] bytes, int dimension, bool unit)
    {
        float[] vector = new float[dimension];
        int step = Math.Max(1, bytes.Length / 4096);
        for (int i = 0; i + 4 <= bytes.Length; i += step)
        {
            Push(vector, Mix(2166136261u ^ BitConverter.ToUInt32(bytes, i)), 1f);
        }

        return Finish(vector, unit);
    }

    public static float[] Mean(float[] left, float[] right, bool unit)
    {
        float[] vector = new float[left.Length];
        for (int i = 0; i < vector.Length; i++)
        {
            vector[i] = (left[i] + right[i]) / 2;
        }

        return Finish(vector, unit);
    }

    /// <summary>Cosine of the angle between two vectors of one length.</summary>
    public static double Similarity(float[] left, float[] right)
    {
        double dot = 0, lengthLeft = 0, lengthRight = 0;
        for (int i = 0; i < left.Length; i++)
        {
            dot += left[i] * right[i];
            lengthLeft += left[i] * left[i];
            lengthRight += right[i] * right[i];
        }

        return lengthLeft == 0 || lengthRight == 0 ? 0 : dot / Math.Sqrt(lengthLeft * lengthRight);
    }

    private static void AddWord(float[] vector, string word)
    {
        // Short words are mostly grammar, which says little of what a text is about.
        Push(vector, Hash(word, 0, word.Length), word.Length < 4 ? ShortWordWeight : WordWeight);
        string padded = " " + word + " ";
        float weight = word.Length < 4 ? ShortWordWeight * GroupWeight : GroupWeight;
        for (int i = 0; i + 3 <= padded.Length; i++)
        {
            Push(vector, Hash(padded, i, 3), weight);
        }
    }

    /// <summary>Four places a feature: one alone would make short texts far too alike or far too different by accident.</summary>
    private static void Push(float[] vector, uint hash, float weight)
    {
        for (int i = 0; i < 4; i++)
        {
            hash = Mix(hash + 0x9E3779B9u);
            vector[(int)(hash % (uint)vector.Length)] += (hash & 0x80000000u) == 0 ? weight : -weight;
        }
    }

    private static uint Hash(string text, int start, int length)
    {
        uint hash = 2166136261;
        for (int i = start; i < start + length; i++)
        {
            hash = (hash ^ text[i]) * 16777619;
        }

        return Mix(hash);
    }

    private static uint Mix(uint hash)
    {
        hash ^= hash >> 16;
        hash *= 0x7FEB352Du;
        hash ^= hash >> 15;
        hash *= 0x846CA68Bu;
        return hash ^ (hash >> 16);
    }

    private static float[] Finish(float[] vector, bool unit)
    {
        double sum = 0;
        foreach (float value in vector)
        {
            sum += value * value;
        }

        if (sum == 0)
        {
            // Nothing to go by, such as punctuation alone: still a vector, for clients divide by its length.
            vector[0] = 1;
            sum = 1;
        }

        float scale = unit ? (float)(1 / Math.Sqrt(sum)) : 0.25f;
        for (int i = 0; i < vector.Length; i++)
        {
            vector[i] *= scale;
        }

        return vector;
    }
}
