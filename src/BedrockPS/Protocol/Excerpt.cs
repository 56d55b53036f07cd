using System;
using System.Text;

namespace BedrockPS.Protocol;

/// <summary>The beginning of a body nobody understands, short enough for a message.</summary>
internal static class Excerpt
{
    private const int Longest = 160;

    public static string Of(byte[] body)
    {
        string text = ValueBytes.Utf8.GetString(body, 0, Math.Min(body.Length, 8 * Longest));
        StringBuilder excerpt = new();
        bool inTag = false;
        bool gap = false;
        foreach (char letter in text)
        {
            if (letter == '<' || letter == '>')
            {
                inTag = letter == '<';
                gap = true;
            }
            else if (char.IsWhiteSpace(letter) || char.IsControl(letter))
            {
                gap = true;
            }
            else if (!inTag)
            {
                if (excerpt.Length >= Longest)
                {
                    return excerpt.Append('…').ToString();
                }

                if (gap && excerpt.Length > 0)
                {
                    excerpt.Append(' ');
                }

                gap = false;
                excerpt.Append(letter);
            }
        }

        return excerpt.Length == 0 ? "(nothing)" : excerpt.ToString();
    }
}
