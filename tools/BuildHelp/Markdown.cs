using System.Collections.Generic;
using System.Linq;
using Markdig;
using Markdig.Syntax;

namespace BedrockPS.BuildHelp;

/// <summary>The dialect the pages are written in.</summary>
internal static class Markdown
{
    private static readonly MarkdownPipeline s_pipeline = new MarkdownPipelineBuilder().UseYamlFrontMatter().UsePipeTables().Build();

    public static MarkdownDocument Parse(string text) => Markdig.Markdown.Parse(text, s_pipeline);

    /// <summary>The lines of a code block or front matter.</summary>
    public static IEnumerable<string> Lines(LeafBlock block) =>
        block.Lines.Lines.Take(block.Lines.Count).Select(static line => line.ToString());
}
