using System;

namespace BedrockPS.Knowledge;

/// <summary>
/// Brings the span of a citation into line with the answer's text. The service names the last character where .NET names the one after
/// it, and counts characters outside the basic plane as one; the cited text, which it sends too, settles both.
/// </summary>
internal static class CitedSpan
{
    /// <param name="answer">The answer, or what of it has arrived.</param>
    /// <param name="text">The cited part as the service sent it; taken from the answer where it sent none.</param>
    /// <param name="start">The service's start; then the place in the answer.</param>
    /// <param name="end">The service's end; then the place after the last character.</param>
    public static void Align(string answer, ref string text, ref int? start, ref int? end)
    {
        if (text.Length == 0)
        {
            if (start is int from && end is int last && from >= 0 && from <= last && last < answer.Length)
            {
                end = last + 1;
                text = answer.Substring(from, last + 1 - from);
            }

            return;
        }

        int place = Find(answer, text, start ?? 0);
        if (place >= 0)
        {
            start = place;
            end = place + text.Length;
        }
        else if (start is int begin)
        {
            end = begin + text.Length;
        }
    }

    /// <summary>The occurrence nearest to where the service says; -1 where there is none.</summary>
    private static int Find(string answer, string text, int near)
    {
        int nearest = -1;
        for (int place = answer.IndexOf(text, StringComparison.Ordinal); place >= 0; place = answer.IndexOf(text, place + 1, StringComparison.Ordinal))
        {
            if (nearest < 0 || Math.Abs(place - near) < Math.Abs(nearest - near))
            {
                nearest = place;
            }
        }

        return nearest;
    }
}
