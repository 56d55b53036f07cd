using System;
using System.Text;

namespace BedrockPS.Conversations;

/// <summary>Makes inputs of lines: a backtick at the end goes on in the next, """ begins and ends a block, pasted lines belong together.</summary>
internal sealed class ChatInput
{
    private const string Fence = "\"\"\"";
    private const string More = ">> ";

    private readonly IChatTerminal _terminal;

    public ChatInput(IChatTerminal terminal) => _terminal = terminal;

    /// <summary>The next input; null at the end. What was begun when the input ends is an input.</summary>
    public string? Read(string prompt)
    {
        string? line = _terminal.ReadLine(prompt);
        if (line is null)
        {
            return null;
        }

        if (line.TrimStart().StartsWith(Fence, StringComparison.Ordinal))
        {
            return ReadBlock(line.TrimStart().Substring(Fence.Length));
        }

        bool isCommand = ChatCommand.TryParse(line.Trim(), out _, out _);
        StringBuilder text = new();
        while (true)
        {
            bool goesOn = line!.EndsWith("`", StringComparison.Ordinal) && !line.EndsWith("``", StringComparison.Ordinal);
            text.Append(line, 0, goesOn ? line.Length - 1 : line.Length);
            if (!goesOn && (isCommand || !_terminal.HasMoreInput))
            {
                return text.ToString();
            }

            line = _terminal.ReadLine(More);
            if (line is null)
            {
                return text.ToString();
            }

            text.Append('\n');
        }
    }

    private string ReadBlock(string line)
    {
        StringBuilder text = new();
        string? next = line;
        while (next is not null)
        {
            string trimmed = next.TrimEnd();
            if (trimmed.EndsWith(Fence, StringComparison.Ordinal))
            {
                text.Append(trimmed, 0, trimmed.Length - Fence.Length);
                break;
            }

            text.Append(next).Append('\n');
            next = _terminal.ReadLine(More);
        }

        return text.ToString().Trim('\n');
    }
}
