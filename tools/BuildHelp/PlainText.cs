using System.Collections.Generic;
using System.Linq;
using System.Text;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace BedrockPS.BuildHelp;

/// <summary>Text without its marks.</summary>
internal static class PlainText
{
    public static string Of(Inline? inline)
    {
        StringBuilder text = new();
        Append(text, inline);
        return text.ToString();
    }

    /// <summary>Paragraphs, each on one line; a list is one paragraph with a line for each item. Code blocks are left out.</summary>
    public static List<string> Paragraphs(IEnumerable<Block> blocks)
    {
        List<string> texts = [];
        foreach (Block block in blocks)
        {
            if (block is ParagraphBlock paragraph)
            {
                texts.Add(Of(paragraph.Inline));
            }
            else if (block is ListBlock list)
            {
                texts.Add(string.Join('\n', list.OfType<ListItemBlock>().Select(static item => "- " + string.Join(' ', Paragraphs(item)))));
            }
        }

        return texts;
    }

    private static void Append(StringBuilder text, Inline? inline)
    {
        switch (inline)
        {
            case LiteralInline literal:
                text.Append(literal.Content.ToString());
                break;
            case CodeInline code:
                text.Append(code.Content);
                break;
            case LineBreakInline:
                text.Append(' ');
                break;
            case HtmlEntityInline entity:
                text.Append(entity.Transcoded.ToString());
                break;
            case AutolinkInline link:
                text.Append(link.Url);
                break;
            case ContainerInline container:
                foreach (Inline child in container)
                {
                    Append(text, child);
                }

                break;
        }
    }
}
