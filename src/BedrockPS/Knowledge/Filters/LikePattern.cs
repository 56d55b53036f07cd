using System;

namespace BedrockPS.Knowledge;

/// <summary>Finds what a pattern means to the service: a beginning, a part, the text itself, or nothing it knows.</summary>
internal static class LikePattern
{
    private static readonly char[] s_wild = ['*', '?', '[', ']', '`'];

    /// <param name="like">The condition.</param>
    /// <param name="pattern">Its text with wildcards.</param>
    public static FilterNode Read(FilterCondition like, string pattern)
    {
        if (pattern.IndexOfAny(s_wild) < 0)
        {
            return new FilterCondition("equals", like.Key, pattern) { Position = like.Position };
        }

        bool isOpenBefore = pattern[0] == '*';
        bool isOpenAfter = pattern[pattern.Length - 1] == '*';
        string middle = pattern.Trim('*');
        if (middle.Length == 0 || !isOpenAfter || middle.IndexOfAny(s_wild) >= 0)
        {
            return like;
        }

        return new FilterCondition(isOpenBefore ? "stringContains" : "startsWith", like.Key, middle) { Position = like.Position };
    }
}
