using System.Collections.Generic;
using System.Linq;
using Markdig.Syntax;

namespace BedrockPS.BuildHelp;

/// <summary>A heading and what stands below it.</summary>
internal sealed record PagePart(HeadingBlock? Heading, List<Block> Blocks)
{
    public string Title => Heading is null ? "" : PlainText.Of(Heading.Inline);

    /// <summary>Line of the heading, from 0.</summary>
    public int Line => Heading?.Line ?? 0;

    /// <summary>The parts with headings of a level.</summary>
    public IEnumerable<PagePart> Below(int level) => Split(Blocks, level).Skip(1);

    /// <summary>The blocks before the first heading of a level, and then those below each.</summary>
    public static IEnumerable<PagePart> Split(IEnumerable<Block> blocks, int level)
    {
        PagePart part = new(null, []);
        foreach (Block block in blocks)
        {
            if (block is HeadingBlock heading && heading.Level == level)
            {
                yield return part;
                part = new PagePart(heading, []);
            }
            else
            {
                part.Blocks.Add(block);
            }
        }

        yield return part;
    }
}
