using System;
using System.Collections;
using System.Globalization;
using System.Management.Automation;

namespace BedrockPS.Similarity;

/// <summary>Lists of numbers as vectors: what a script computed, or read back from JSON.</summary>
internal static class VectorReader
{
    /// <summary>The vector; null when the list is empty or holds anything but numbers.</summary>
    public static float[]? TryRead(IList list)
    {
        if (list is float[] { Length: > 0 } floats)
        {
            return floats;
        }

        if (list.Count == 0 || list is byte[])
        {
            return null;
        }

        float[] vector = new float[list.Count];
        for (int i = 0; i < vector.Length; i++)
        {
            object? number = list[i] is PSObject wrapped ? wrapped.BaseObject : list[i];
            if (number is not (double or float or decimal or int or long or short or sbyte or byte))
            {
                return null;
            }

            vector[i] = Convert.ToSingle(number, CultureInfo.InvariantCulture);
        }

        return vector;
    }
}
