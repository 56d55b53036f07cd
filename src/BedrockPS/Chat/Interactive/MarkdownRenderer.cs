using System.Text;
using BedrockPS.Inference;

namespace BedrockPS.Conversations;

/// <summary>
/// Markdown in colour, as it arrives: headings, bold, code, lists. A mark that a piece of the stream cuts in two is held back until
/// the rest has come. Control characters of the model's are dropped.
/// </summary>
internal sealed class MarkdownRenderer
{
    private const string Reset = "\u001b[0m";
    private const string Bold = "\u001b[1m";
    private const string Dim = "\u001b[2m";
    private const string Heading = "\u001b[1;36m";
    private const string Code = "\u001b[33m";
    private const int LongestMark = 12;

    private readonly bool _hasColour;
    private readonly StringBuilder _held = new();
    private readonly StringBuilder _output = new();
    private bool _isLineStart = true;
    private bool _isHeading;
    private bool _isBold;
    private bool _isCode;
    private bool _isFenceLine;
    private char _fence;
    private char _last = ' ';

    /// <param name="hasColour">False: the text stays as it is.</param>
    public MarkdownRenderer(bool hasColour) => _hasColour = hasColour;

    /// <summary>What can be shown of the text now.</summary>
    public string Add(string text)
    {
        foreach (char letter in text)
        {
            if (ScreenText.IsHarmless(letter))
            {
                _held.Append(letter);
            }
        }

        if (!_hasColour)
        {
            return Take(_held);
        }

        Render(isEnd: false);
        return Take(_output);
    }

    /// <summary>What was held back, and the end of every style.</summary>
    public string End()
    {
        if (_hasColour)
        {
            Render(isEnd: true);
            EndStyles();
        }

        _isLineStart = true;
        _fence = '\0';
        return Take(_hasColour ? _output : _held);
    }

    private static string Take(StringBuilder builder)
    {
        string text = builder.ToString();
        builder.Clear();
        return text;
    }

    private void Render(bool isEnd)
    {
        int at = 0;
        while (at < _held.Length)
        {
            int read = _isLineStart ? ReadLineStart(at, isEnd) : ReadInline(at, isEnd);
            if (read < 0)
            {
                break;
            }

            at += read;
        }

        _held.Remove(0, at);
    }

    /// <summary>Characters of the line's own mark; -1: more must come first.</summary>
    private int ReadLineStart(int at, bool isEnd)
    {
        int end = at;
        while (end < _held.Length && _held[end] == ' ' && end - at < LongestMark)
        {
            end++;
        }

        int indent = end - at;
        char mark = end < _held.Length ? _held[end] : '\0';
        int run = end;
        while (run < _held.Length && _held[run] == mark)
        {
            run++;
        }

        bool canGrow = run == _held.Length && !isEnd;
        int count = run - end;
        if ((mark == '\0' && !isEnd && indent < LongestMark)
            || (canGrow && mark is '#' && count <= 6)
            || (canGrow && mark is '`' or '~' && canGrow && count < 3)
            || (canGrow && mark is '-' or '*' or '+' && canGrow && count < 2))
        {
            return -1;
        }

        _isLineStart = false;
        _last = ' ';
        if (_fence == '\0' ? mark is '`' or '~' && count >= 3 : mark == _fence && count >= 3)
        {
            _fence = _fence == '\0' ? mark : '\0';
            _isFenceLine = true;
            _output.Append(Dim);
            _output.Append(' ', indent).Append(mark, count);
            return indent + count;
        }

        if (_fence != '\0')
        {
            _output.Append(Code);
            return 0;
        }

        bool hasSpace = run < _held.Length && _held[run] == ' ';
        if (mark == '#' && count <= 6 && hasSpace)
        {
            _isHeading = true;
            _output.Append(Heading);
            return indent + count + 1;
        }

        if (mark is '-' or '*' or '+' && count == 1 && hasSpace)
        {
            _output.Append(' ', indent).Append("• ");
            return indent + 2;
        }

        _output.Append(' ', indent);
        // An empty rest leaves the line's first character to the next look.
        return indent;
    }

    private int ReadInline(int at, bool isEnd)
    {
        char letter = _held[at];
        if (letter == '\n')
        {
            EndStyles();
            _output.Append('\n');
            _isLineStart = true;
            return 1;
        }

        if (_fence == '\0' && !_isFenceLine)
        {
            if (letter == '`')
            {
                _isCode = !_isCode;
                Restyle();
                _last = letter;
                return 1;
            }

            if (letter == '*' && !_isCode)
            {
                return ReadStar(at, isEnd);
            }
        }

        _output.Append(letter);
        _last = letter;
        return 1;
    }

    /// <summary>Two stars are bold where they touch what they enclose; any other number stays as it is.</summary>
    private int ReadStar(int at, bool isEnd)
    {
        int run = at;
        while (run < _held.Length && _held[run] == '*')
        {
            run++;
        }

        if (run == _held.Length && !isEnd)
        {
            return -1;
        }

        int count = run - at;
        bool touches = _isBold ? !char.IsWhiteSpace(_last) : run < _held.Length && !char.IsWhiteSpace(_held[run]);
        if (count == 2 && touches)
        {
            _isBold = !_isBold;
            Restyle();
        }
        else
        {
            _output.Append('*', count);
        }

        _last = '*';
        return count;
    }

    private void Restyle()
    {
        _output.Append(Reset);
        if (_isHeading)
        {
            _output.Append(Heading);
        }

        if (_isBold)
        {
            _output.Append(Bold);
        }

        if (_isCode)
        {
            _output.Append(Code);
        }
    }

    private void EndStyles()
    {
        if (_isHeading || _isBold || _isCode || _isFenceLine || _fence != '\0')
        {
            _output.Append(Reset);
        }

        _isHeading = _isBold = _isCode = _isFenceLine = false;
    }
}
