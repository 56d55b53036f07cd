using System;

namespace BedrockPS.Local.Images;

/// <summary>
/// The content filter, which goes by two words: a prompt with "forbidden" is refused, and of the pictures of a prompt with "withheld" the
/// last one is not delivered.
/// </summary>
internal static class ImageFilter
{
    public static bool RefusesPrompt(string? prompt) => Holds(prompt, "forbidden");

    public static bool WithholdsPicture(string? prompt) => Holds(prompt, "withheld");

    private static bool Holds(string? prompt, string word) => prompt?.IndexOf(word, StringComparison.OrdinalIgnoreCase) >= 0;
}
