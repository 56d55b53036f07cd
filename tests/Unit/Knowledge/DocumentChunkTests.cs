using System;
using System.Collections.Generic;
using System.Linq;
using BedrockPS.Local.Knowledge;
using Xunit;

namespace BedrockPS.Unit.Knowledge;

/// <summary>How the local endpoint cuts a document into passages.</summary>
public sealed class DocumentChunkTests
{
    private const int MaxLength = 1200;

    /// <summary>Paragraphs longer than a passage.</summary>
    public static IEnumerable<TheoryDataRow<string>> Paragraphs() =>
    [
        string.Concat(Enumerable.Range(0, 2000).Select(static number => $"word{number} ")),
        new string('x', 5000),
        string.Concat(Enumerable.Repeat("\U0001F600", 3000)),
        "x" + string.Concat(Enumerable.Repeat("\U0001F600", 3000)),
        string.Concat(Enumerable.Repeat(new string('a', 700) + new string(' ', 60) + "\n\t", 20)),
        new string('a', 600) + " " + new string('b', 5000),
        new string('a', 601) + " " + new string('b', 5000),
        new string('a', MaxLength) + " end",
        new string('a', MaxLength + 1),
        string.Join("\n", Enumerable.Repeat("A line of a table without an empty one.", 200)),
    ];

    [Theory]
    [MemberData(nameof(Paragraphs))]
    public void A_long_paragraph_is_cut_at_the_ends_of_words_where_there_are_any(string paragraph) =>
        Assert.Equal(CutDown(paragraph), DocumentChunks.Of(paragraph));

    [Fact]
    public void A_large_document_is_not_copied_for_each_of_its_passages()
    {
        string document = string.Concat(Enumerable.Range(0, 200_000).Select(static number => $"word{number} "));
        long before = GC.GetAllocatedBytesForCurrentThread();
        int passages = DocumentChunks.Of(document).Count();
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.InRange(passages, document.Length / MaxLength, 2 * document.Length / MaxLength);
        Assert.InRange(allocated, 0, 20L * document.Length * sizeof(char));
    }

    /// <summary>The plain way: a piece is cut off the front, and the rest is the paragraph.</summary>
    private static List<string> CutDown(string paragraph)
    {
        List<string> pieces = [];
        string rest = paragraph.Trim();
        while (rest.Length > MaxLength)
        {
            int space = rest.LastIndexOf(' ', MaxLength);
            int end = space > MaxLength / 2 ? space : char.IsHighSurrogate(rest[MaxLength - 1]) ? MaxLength - 1 : MaxLength;
            pieces.Add(rest[..end].TrimEnd());
            rest = rest[end..].TrimStart();
        }

        pieces.Add(rest);
        return pieces;
    }
}
