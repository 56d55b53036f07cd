using System.Management.Automation;
using System.Management.Automation.Internal;
using System.Text;

namespace BedrockPS.Shell.Interactive;

/// <summary>Text as it is seen, without its escape sequences.</summary>
internal static class PlainText
{
    public static string Of(string text) =>
        text.Contains('\e') ? new StringDecorated(text).ToString(OutputRendering.PlainText) : text;

    public static int WidthOf(string text)
    {
        int width = 0;
        foreach (Rune letter in Of(text).EnumerateRunes())
        {
            width += InputScreen.WidthOf(letter);
        }

        return width;
    }
}
