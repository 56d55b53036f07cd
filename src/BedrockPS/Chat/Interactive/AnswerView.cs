using System;

namespace BedrockPS.Conversations;

/// <summary>Shows one answer as it arrives.</summary>
internal sealed class AnswerView
{
    private readonly IChatTerminal _terminal;
    private readonly MarkdownRenderer _markdown;
    private bool _isLineOpen;

    public AnswerView(IChatTerminal terminal)
    {
        _terminal = terminal;
        _markdown = new MarkdownRenderer(terminal.HasColour);
    }

    /// <summary>Something of the answer has come: asking again would say it twice.</summary>
    public bool HasShown { get; private set; }

    public void Show(StreamChunk chunk)
    {
        HasShown = true;
        if (chunk.Kind == StreamChunkKind.Text)
        {
            Write(_markdown.Add(chunk.Text));
        }
        else if (chunk.ToolCall is ToolCall call)
        {
            End();
            string line = $"[{call.Name}: {call.Decision}]";
            _terminal.WriteLine(_terminal.HasColour ? $"\u001b[2m{line}\u001b[0m" : line);
        }
    }

    /// <summary>Ends the styles and the line.</summary>
    public void End()
    {
        Write(_markdown.End());
        if (_isLineOpen)
        {
            _terminal.WriteLine("");
            _isLineOpen = false;
        }
    }

    private void Write(string text)
    {
        if (text.Length > 0)
        {
            _terminal.Write(text);
            _isLineOpen = !text.EndsWith("\n", StringComparison.Ordinal);
        }
    }
}
