using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace BedrockPS.Shell.Host;

/// <summary>
/// Shows a mistake in typed text as the engine shows one in a file. Its own view prints nothing there, because the record of
/// a text that never ran names no place.
/// </summary>
internal static class ParseErrorView
{
    public static string Render(ParseError error)
    {
        PSStyle style = PSStyle.Instance;
        IScriptPosition start = error.Extent.StartScriptPosition;
        string line = start.Line.TrimEnd();
        int length = error.Extent.EndLineNumber == error.Extent.StartLineNumber ? error.Extent.Text.Length : 1;
        string mark = new string(' ', start.ColumnNumber - 1) + new string('~', length > 0 ? length : 1);
        string number = start.LineNumber.ToString(CultureInfo.InvariantCulture).PadLeft(4);
        string bar = style.Formatting.ErrorAccent + "     | " + style.Formatting.Error;
        return $"""
            {style.Formatting.Error}ParserError:
            {style.Formatting.ErrorAccent}Line |
            {number} | {style.Reset} {line}
            {bar} {mark}
            {bar}{error.Message}{style.Reset}
            """;
    }
}
