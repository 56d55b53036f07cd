using System;

namespace BedrockPS.Knowledge;

/// <summary>Says what is wrong with a filter, and where.</summary>
internal static class FilterFailure
{
    private const int Shown = 24;

    /// <param name="text">The whole filter.</param>
    /// <param name="position">Where it is wrong, 0 being its first character.</param>
    /// <param name="why">What is wrong, without a full stop.</param>
    public static BedrockException At(string text, int position, string why)
    {
        string rest = position >= text.Length ? "" : $", at «{text.Substring(position, Math.Min(Shown, text.Length - position))}{(text.Length - position > Shown ? "…" : "")}»";
        return new BedrockException("FilterInvalid", $"-Filter is wrong at character {position + 1}{rest}: {why}.");
    }

    /// <summary>Of a filter given as a hashtable.</summary>
    public static BedrockException Of(string key, string why) => new("FilterInvalid", $"-Filter is wrong at '{key}': {why}.");
}
