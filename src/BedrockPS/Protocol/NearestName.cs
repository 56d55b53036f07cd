using System;
using System.Collections.Generic;

namespace BedrockPS.Protocol;

/// <summary>Finds what a misspelt name was meant to be.</summary>
internal static class NearestName
{
    /// <summary>The candidate with the fewest edits, upper and lower case alike; null when none is near.</summary>
    public static string? Find(string name, IEnumerable<string> candidates)
    {
        string wanted = name.ToLowerInvariant();
        int limit = Math.Max(1, wanted.Length / 3);
        string? best = null;
        foreach (string candidate in candidates)
        {
            string other = candidate.ToLowerInvariant();
            int distance = Distance(wanted, other, limit);
            if (distance <= limit && (best is null || distance < limit))
            {
                best = candidate;
                limit = distance;
            }
        }

        return best;
    }

    /// <summary>The end of a sentence that names the nearest candidate, or nothing.</summary>
    public static string Hint(string name, IEnumerable<string> candidates) =>
        Find(name, candidates) is string nearest ? $"; the nearest is '{nearest}'" : "";

    /// <summary>Edits (insert, delete, replace, swap of neighbours), or more than the limit.</summary>
    private static int Distance(string left, string right, int limit)
    {
        if (Math.Abs(left.Length - right.Length) > limit)
        {
            return limit + 1;
        }

        int[] before = new int[right.Length + 1];
        int[] above = new int[right.Length + 1];
        int[] row = new int[right.Length + 1];
        for (int column = 0; column <= right.Length; column++)
        {
            above[column] = column;
        }

        for (int line = 1; line <= left.Length; line++)
        {
            row[0] = line;
            for (int column = 1; column <= right.Length; column++)
            {
                int cost = left[line - 1] == right[column - 1] ? 0 : 1;
                int edits = Math.Min(Math.Min(row[column - 1], above[column]) + 1, above[column - 1] + cost);
                if (line > 1 && column > 1 && left[line - 1] == right[column - 2] && left[line - 2] == right[column - 1])
                {
                    edits = Math.Min(edits, before[column - 2] + 1);
                }

                row[column] = edits;
            }

            (before, above, row) = (above, row, before);
        }

        return above[right.Length];
    }
}
