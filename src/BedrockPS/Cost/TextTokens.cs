namespace BedrockPS.Cost;

/// <summary>
/// Estimates the tokens of a text from its length and script, in one pass and always alike. Words of Latin letters count one token
/// for each six letters begun, numbers one for each three digits, other alphabets two for each five letters, scripts without such
/// spacing one a character, signs one each, and characters beyond the basic plane two. A single space belongs to the next word.
/// </summary>
internal static class TextTokens
{
    private const int LettersPerToken = 6;
    private const int DigitsPerToken = 3;
    private const int SameSignsPerToken = 4;

    public static long Estimate(string text)
    {
        long tokens = 0;
        int i = 0;
        while (i < text.Length)
        {
            Script script = ScriptOf(text[i]);
            int start = i;
            int width = 0;
            do
            {
                // A letter with a mark often parts a word in two.
                width += text[i] < 0x80 ? 1 : 2;
                i++;
            }
            while (i < text.Length && Continues(script, text[start], text[i]));
            tokens += Tokens(script, i - start, width);
        }

        return tokens;
    }

    private static long Tokens(Script script, int length, int width) => script switch
    {
        Script.Latin => Begun(width, LettersPerToken),
        Script.Digit => Begun(length, DigitsPerToken),
        Script.Space => length == 1 ? 0 : 1,
        Script.Line => 1,
        Script.Alphabet => Begun(length * 2, 5),
        Script.Sign => Begun(length, SameSignsPerToken),
        // Halves of a pair count one each.
        _ => length,
    };

    private static int Begun(int count, int size) => (count + size - 1) / size;

    private static bool Continues(Script script, char first, char next) =>
        script == Script.Sign ? next == first : ScriptOf(next) == script;

    private static Script ScriptOf(char c) => c switch
    {
        '\n' or '\r' => Script.Line,
        ' ' or '\t' or '\u00A0' => Script.Space,
        >= '0' and <= '9' => Script.Digit,
        (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') => Script.Latin,
        < '\u0080' => Script.Sign,
        >= '\u00C0' and <= '\u024F' => Script.Latin,
        // Greek, Cyrillic, Armenian, Hebrew, Arabic; Georgian.
        (>= '\u0370' and <= '\u077F') or (>= '\u10A0' and <= '\u10FF') => Script.Alphabet,
        _ => Script.Other,
    };

    private enum Script
    {
        Latin,
        Digit,
        Space,
        Line,
        Alphabet,
        Sign,
        Other,
    }
}
