using System;
using System.Globalization;
using System.Linq;
using System.Management.Automation.Host;
using System.Text;

namespace BedrockPS.Views;

/// <summary>
/// Lines that end between words. PowerShell does that itself in the languages it knows to have spaces, and cuts words in all others,
/// the invariant culture of many containers among them.
/// </summary>
internal static class WordWrap
{
    // What PowerShell wraps, and what is written without spaces or in wide signs, where counting letters would cut too late.
    private static readonly string[] s_leftAlone = ["en", "fr", "de", "it", "pt", "es", "ja", "zh", "ko", "th"];

    public static string ToHost(string text, PSHost? host) =>
        s_leftAlone.Contains(CultureInfo.CurrentCulture.TwoLetterISOLanguageName) ? text : ToWidth(text, Width(host) - 1);

    /// <param name="text">Lines and paragraphs.</param>
    /// <param name="width">Letters of a line; less than 20 leaves the text as it is.</param>
    public static string ToWidth(string text, int width)
    {
        if (width < 20 || text.Length <= width)
        {
            return text;
        }

        StringBuilder wrapped = new(text.Length + (text.Length / width));
        int lineStart = 0;
        int lastSpace = -1;
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] == '\n')
            {
                wrapped.Append(text, lineStart, i + 1 - lineStart);
                lineStart = i + 1;
                lastSpace = -1;
            }
            else if (text[i] == ' ')
            {
                lastSpace = i;
            }

            if (i - lineStart >= width && lastSpace > lineStart)
            {
                wrapped.Append(text, lineStart, lastSpace - lineStart).Append('\n');
                lineStart = lastSpace + 1;
                lastSpace = -1;
            }
        }

        return wrapped.Append(text, lineStart, text.Length - lineStart).ToString();
    }

    private static int Width(PSHost? host)
    {
        try
        {
            return host?.UI?.RawUI?.BufferSize.Width ?? 0;
        }
        catch (Exception exception) when (exception is HostException or NotImplementedException or InvalidOperationException)
        {
            // A host without a screen, as a runbook's.
            return 0;
        }
    }
}
