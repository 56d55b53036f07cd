using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Markdig.Extensions.Yaml;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace BedrockPS.BuildHelp;

/// <summary>Reads the page of a cmdlet, in the layout of platyPS.</summary>
internal sealed class CommandPageReader
{
    private static readonly string[] s_sections =
    [
        "SYNOPSIS", "SYNTAX", "DESCRIPTION", "EXAMPLES", "PARAMETERS", "INPUTS", "OUTPUTS", "NOTES", "RELATED LINKS",
    ];

    private readonly string _path;
    private readonly MarkdownDocument _document;

    private CommandPageReader(string path, string text)
    {
        _path = path;
        _document = Markdown.Parse(text);
    }

    /// <exception cref="PageException">The page, or one it includes, is not laid out as it should be.</exception>
    public static CommandPage Read(string path)
    {
        CommandPageReader reader = new(path, File.ReadAllText(path));
        CommandPage page = reader.Read();
        reader.CheckSyntax(page);
        return page;
    }

    /// <summary>Reads a page that is being written: its syntax may not fit its parameters yet.</summary>
    /// <param name="path">Where it will stand, beside the files it includes.</param>
    /// <param name="text">What it says so far.</param>
    /// <exception cref="PageException">As for <see cref="Read(string)"/>.</exception>
    public static CommandPage ReadDraft(string path, string text) => new CommandPageReader(path, text).Read();

    /// <summary>The parameters of a file that pages include.</summary>
    /// <exception cref="PageException">A parameter is not described as it should be.</exception>
    public static IEnumerable<ParameterText> ReadShared(string path)
    {
        CommandPageReader reader = new(path, File.ReadAllText(path));
        return PagePart.Split(reader._document, 3).Skip(1).Select(part => reader.Parameter(part, Path.GetFileName(path)));
    }

    private CommandPage Read()
    {
        List<PagePart> sections = [.. PagePart.Split(_document, 2)];
        string[] found = [.. sections.Skip(1).Select(static section => section.Title)];
        if (!found.SequenceEqual(s_sections))
        {
            throw Wrong(0, $"The sections are {string.Join(", ", found)}, and must be {string.Join(", ", s_sections)}.");
        }

        string name = Path.GetFileNameWithoutExtension(_path);
        if (sections[0].Blocks.OfType<HeadingBlock>().FirstOrDefault() is not HeadingBlock title || PlainText.Of(title.Inline) != name)
        {
            throw Wrong(0, $"The page's title must be '# {name}'.");
        }

        return new CommandPage
        {
            Name = name,
            HelpFile = FrontMatter("external help file"),
            Synopsis = string.Join(' ', Texts(sections[1])),
            Syntax = Syntax(sections[2]),
            Description = Texts(sections[3]),
            Examples = [.. sections[4].Below(3).Select(Example)],
            Parameters = Parameters(sections[5]),
            Inputs = [.. sections[6].Below(3).Select(Type)],
            Outputs = [.. sections[7].Below(3).Select(Type)],
            Notes = Texts(sections[8]),
            Links = [.. sections[9].Blocks.OfType<ParagraphBlock>().SelectMany(Links).Select(PlainText.Of)],
        };
    }

    private string FrontMatter(string key)
    {
        foreach (string line in _document.OfType<YamlFrontMatterBlock>().SelectMany(Markdown.Lines))
        {
            if (line.StartsWith(key + ":", StringComparison.Ordinal))
            {
                return line[(key.Length + 1)..].Trim();
            }
        }

        throw Wrong(0, $"The front matter has no '{key}:'.");
    }

    private List<SyntaxBlock> Syntax(PagePart section)
    {
        List<SyntaxBlock> syntax = [];
        foreach (PagePart part in PagePart.Split(section.Blocks, 3).Where(static part => part.Blocks.Count > 0))
        {
            FencedCodeBlock code = part.Blocks.OfType<FencedCodeBlock>().FirstOrDefault()
                ?? throw Wrong(part.Blocks[0].Line, "A code block belongs here.");
            string? set = part.Heading is null ? null : part.Title.Replace(" (Default)", "", StringComparison.Ordinal);
            syntax.Add(new SyntaxBlock(set, string.Join(' ', Markdown.Lines(code)), code.Line));
        }

        return syntax;
    }

    private ExampleText Example(PagePart part) =>
        part.Blocks.FirstOrDefault() is FencedCodeBlock { Info: "powershell" } code
            ? new ExampleText(part.Title, string.Join('\n', Markdown.Lines(code)), Texts(part))
            : throw Wrong(part.Line, "An example begins with a powershell code block.");

    private List<ParameterText> Parameters(PagePart section)
    {
        List<ParameterText> own = [];
        List<ParameterText> shared = [];
        foreach (PagePart part in PagePart.Split(section.Blocks, 3))
        {
            shared.AddRange(part.Blocks.Select(IncludedFile).OfType<string>().SelectMany(file => Included(file, part.Line)));
            if (part.Title.StartsWith('-'))
            {
                own.Add(Parameter(part, null));
            }
        }

        // What a page says itself holds for it.
        return [.. own, .. shared.Where(parameter => own.TrueForAll(mine => mine.Name != parameter.Name))];
    }

    private IEnumerable<ParameterText> Included(string file, int line)
    {
        string path = Path.Combine(Path.GetDirectoryName(_path)!, file);
        if (!File.Exists(path))
        {
            throw Wrong(line, $"There is no {file} to include.");
        }

        return ReadShared(path);
    }

    private ParameterText Parameter(PagePart part, string? source)
    {
        ParameterFacts[] facts = [.. part.Blocks.OfType<FencedCodeBlock>().Where(static block => block.Info == "yaml").Select(Facts)];
        return facts.Length > 0
            ? new ParameterText { Name = part.Title[1..], Text = Texts(part), Facts = facts, Source = source }
            : throw Wrong(part.Line, $"{part.Title} has no yaml block.");
    }

    private ParameterFacts Facts(FencedCodeBlock block)
    {
        try
        {
            return ParameterFacts.Parse(Markdown.Lines(block));
        }
        catch (FormatException problem)
        {
            throw Wrong(block.Line, problem.Message);
        }
    }

    private void CheckSyntax(CommandPage page)
    {
        foreach (SyntaxBlock block in page.Syntax)
        {
            string expected = SyntaxLine.Write(page, block.Set);
            if (!block.Text.Split(' ', StringSplitOptions.RemoveEmptyEntries).SequenceEqual(expected.Split(' ')))
            {
                throw Wrong(block.Line, $"The syntax does not fit the parameters, which make: {expected}");
            }
        }
    }

    /// <summary>The file of [!INCLUDE [title](_file.md)], as documentation sites write it.</summary>
    private static string? IncludedFile(Block block) =>
        block is ParagraphBlock paragraph && PlainText.Of(paragraph.Inline).StartsWith("[!INCLUDE", StringComparison.Ordinal)
            ? Links(paragraph).FirstOrDefault()?.Url
            : null;

    private static IEnumerable<LinkInline> Links(ParagraphBlock paragraph) => paragraph.Inline!.Descendants<LinkInline>();

    private static TypeText Type(PagePart part) => new(part.Title, Texts(part));

    private static List<string> Texts(PagePart part) =>
        PlainText.Paragraphs(part.Blocks.Where(static block => IncludedFile(block) is null));

    private PageException Wrong(int line, string message) => new(_path, line, message);
}
