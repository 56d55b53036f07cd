using System;
using System.Collections.Generic;
using System.Text;

namespace BedrockPS.Local.Knowledge;

/// <summary>Cuts a document into passages: whole paragraphs as far as they fit, else at the ends of words.</summary>
internal static class DocumentChunks
{
    private const int MaxLength = 1200;

    public static IEnumerable<string> Of(string text)
    {
        if (text.Length <= MaxLength)
        {
            yield return text;
            yield break;
        }

        StringBuilder chunk = new();
        foreach (string paragraph in text.Replace("\r\n", "\n").Split(["\n\n"], StringSplitOptions.RemoveEmptyEntries))
        {
            foreach (string piece in Pieces(paragraph.Trim()))
            {
                if (chunk.Length > 0 && chunk.Length + piece.Length + 2 > MaxLength)
                {
                    yield return chunk.ToString();
                    chunk.Clear();
                }

                chunk.Append(chunk.Length > 0 ? "\n\n" : "").Append(piece);
            }
        }

        if (chunk.Length > 0)
        {
            yield return chunk.ToString();
        }
    }

    /// <summary>Goes along the paragraph instead of cutting it down: a paragraph may be the whole of a large document.</summary>
    private static IEnumerable<string> Pieces(string paragraph)
    {
        int start = 0;
        while (paragraph.Length - start > MaxLength)
        {
            int space = paragraph.LastIndexOf(' ', start + MaxLength, MaxLength + 1) - start;
            int length = space > MaxLength / 2 ? space : char.IsHighSurrogate(paragraph[start + MaxLength - 1]) ? MaxLength - 1 : MaxLength;
            yield return paragraph.Substring(start, length).TrimEnd();
            start += length;
            while (start < paragraph.Length && char.IsWhiteSpace(paragraph[start]))
            {
                start++;
            }
        }

        if (start < paragraph.Length)
        {
            yield return paragraph.Substring(start);
        }
    }
}
