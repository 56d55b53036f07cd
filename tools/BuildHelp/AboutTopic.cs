using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using Markdig.Extensions.Tables;
using Markdig.Syntax;

namespace BedrockPS.BuildHelp;

/// <summary>Writes an about_ topic as the text that Get-Help shows: 80 columns, headings in capitals, all else indented.</summary>
internal sealed class AboutTopic
{
    private const int Width = 80;
    private const int LeastLastColumn = 15;
    private const string Indent = "    ";

    private readonly string _path;
    private readonly StringBuilder _text = new();

    private AboutTopic(string path) => _path = path;

    /// <exception cref="PageException">The page does not begin with its name and a short description, or does not fit the width.</exception>
    public static string Write(string path) => new AboutTopic(path).Write();

    private string Write()
    {
        List<Block> blocks = [.. Markdown.Parse(File.ReadAllText(_path))];
        string name = Path.GetFileNameWithoutExtension(_path);
        Expect(blocks, 0, 1, name);
        Expect(blocks, 1, 2, "SHORT DESCRIPTION");

        // Get-Help takes line 5 for the synopsis, whatever it is.
        string synopsis = blocks.ElementAtOrDefault(2) is ParagraphBlock paragraph ? PlainText.Of(paragraph.Inline) : "";
        if (synopsis.Length == 0 || synopsis.Length > Width - Indent.Length)
        {
            throw Wrong(blocks[1], $"The short description must be one paragraph of at most {Width - Indent.Length} characters.");
        }

        _text.Append($"TOPIC\n{Indent}{name}\n\nSHORT DESCRIPTION\n{Indent}{synopsis}\n");
        foreach (Block block in blocks.Skip(3))
        {
            _text.Append('\n');
            Append(block);
        }

        return _text.ToString();
    }

    private void Expect(List<Block> blocks, int index, int level, string title)
    {
        Block? block = blocks.ElementAtOrDefault(index);
        if (block is not HeadingBlock heading || heading.Level != level || PlainText.Of(heading.Inline) != title)
        {
            throw new PageException(_path, block?.Line ?? 0, $"'{new string('#', level)} {title}' belongs here.");
        }
    }

    private void Append(Block block)
    {
        switch (block)
        {
            case HeadingBlock heading:
                Line(heading.Level > 2 ? "  " : "", PlainText.Of(heading.Inline), block);
                break;
            case ParagraphBlock paragraph:
                Append(PlainText.Of(paragraph.Inline), "", block);
                break;
            case ListBlock list:
                foreach (string item in list.OfType<ListItemBlock>().Select(static item => string.Join(' ', PlainText.Paragraphs(item))))
                {
                    Append(item, "- ", block);
                }

                break;
            case FencedCodeBlock code:
                foreach (string line in Markdown.Lines(code))
                {
                    Line(Indent + Indent, line, block);
                }

                break;
            case Table table:
                Append(table);
                break;
            default:
                throw Wrong(block, $"A {block.GetType().Name} has no place in a topic.");
        }
    }

    /// <param name="text">What to wrap.</param>
    /// <param name="start">What the first line begins with; the others are indented as far.</param>
    /// <param name="place">Where it stands.</param>
    private void Append(string text, string start, Block place)
    {
        foreach (string line in Wrap(text, Width - Indent.Length - start.Length))
        {
            Line(Indent, start + line, place);
            start = new string(' ', start.Length);
        }
    }

    /// <summary>Columns as wide as their widest cell; what remains of the line is the last one's.</summary>
    private void Append(Table table)
    {
        List<string[]> rows = [.. table.OfType<TableRow>().Select(static row => row.OfType<TableCell>().Select(TextOf).ToArray())];
        rows.Insert(1, [.. rows[0].Select(static cell => new string('-', cell.Length))]);
        int[] widths = [.. Enumerable.Range(0, rows[0].Length - 1).Select(column => rows.Max(row => row[column].Length) + 2)];
        if (Width - Indent.Length - widths.Sum() < LeastLastColumn)
        {
            throw Wrong(table, $"The first columns leave less than {LeastLastColumn} characters for the last one.");
        }

        foreach (string[] row in rows)
        {
            string start = string.Concat(widths.Select((width, column) => row[column].PadRight(width)));
            Append(row[^1].Length > 0 ? row[^1] : " ", start, table);
        }
    }

    private static string TextOf(TableCell cell) => string.Join(' ', PlainText.Paragraphs(cell));

    private void Line(string indent, string text, Block place)
    {
        string line = (indent + text).TrimEnd();
        if (line.Length > Width)
        {
            throw Wrong(place, $"'{text}' is too long for {Width} columns.");
        }

        _text.Append(line).Append('\n');
    }

    private static IEnumerable<string> Wrap(string text, int width)
    {
        StringBuilder line = new();
        foreach (string word in text.Split(' '))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > width)
            {
                yield return line.ToString();
                line.Clear();
            }

            line.Append(line.Length > 0 ? " " : "").Append(word);
        }

        yield return line.ToString();
    }

    private PageException Wrong(Block place, string message) => new(_path, place.Line, message);
}
