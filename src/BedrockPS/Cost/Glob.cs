namespace BedrockPS.Cost;

/// <summary>Wildcards * and ?, without regard to case.</summary>
internal static class Glob
{
    public static bool IsPattern(string text) => text.IndexOf('*') >= 0 || text.IndexOf('?') >= 0;

    public static bool Matches(string pattern, string text)
    {
        int p = 0;
        int t = 0;
        int star = -1;
        int mark = 0;
        while (t < text.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
            {
                star = p++;
                mark = t;
            }
            else if (p < pattern.Length && (pattern[p] == '?' || char.ToUpperInvariant(pattern[p]) == char.ToUpperInvariant(text[t])))
            {
                p++;
                t++;
            }
            else if (star >= 0)
            {
                p = star + 1;
                t = ++mark;
            }
            else
            {
                return false;
            }
        }

        while (p < pattern.Length && pattern[p] == '*')
        {
            p++;
        }

        return p == pattern.Length;
    }

    /// <summary>How much of a pattern is said outright: the longer, the more exact.</summary>
    public static int Literals(string pattern)
    {
        int count = 0;
        foreach (char c in pattern)
        {
            if (c is not ('*' or '?'))
            {
                count++;
            }
        }

        return count;
    }
}
