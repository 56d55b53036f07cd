using System.Text;

namespace BedrockPS.Inference;

/// <summary>Text of a model's on its way to a terminal, which its control characters would steer.</summary>
internal static class ScreenText
{
    /// <summary>Whether a character may be shown: all but control characters, of which a line's end and a tab are harmless.</summary>
    public static bool IsHarmless(char letter) => letter is '\n' or '\t' || !char.IsControl(letter);

    /// <summary>The text without what is not harmless; the same object where all of it is.</summary>
    public static string Clean(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (!IsHarmless(text[i]))
            {
                return CleanFrom(text, i);
            }
        }

        return text;
    }

    private static string CleanFrom(string text, int at)
    {
        StringBuilder clean = new(text, 0, at, text.Length);
        for (int i = at; i < text.Length; i++)
        {
            if (IsHarmless(text[i]))
            {
                clean.Append(text[i]);
            }
        }

        return clean.ToString();
    }
}
