using System.Threading.Tasks;

namespace BedrockPS.Local.Simulation;

/// <summary>Writes a block in pieces of about a word, as models do.</summary>
internal static class AnswerPieces
{
    private const int MaxLength = 12;

    public static async Task WriteAsync(AnswerSink sink, AnswerBlock block, string text)
    {
        await sink.BeginBlockAsync(block).ConfigureAwait(false);
        int at = 0;
        if (block.Kind == BlockKind.Redacted)
        {
            // Bytes come in one piece.
            await sink.AddAsync(block, text).ConfigureAwait(false);
            at = text.Length;
        }

        while (at < text.Length)
        {
            int end = PieceEnd(text, at);
            await sink.AddAsync(block, text.Substring(at, end - at)).ConfigureAwait(false);
            at = end;
        }

        await sink.EndBlockAsync(block).ConfigureAwait(false);
    }

    /// <summary>A word with the space after it, or a dozen characters of something without spaces.</summary>
    private static int PieceEnd(string text, int start)
    {
        int end = start;
        while (end < text.Length && end - start < MaxLength && text[end] is not (' ' or '\n'))
        {
            end++;
        }

        if (end < text.Length && text[end] is ' ' or '\n')
        {
            end++;
        }

        // Never between the halves of a character outside the basic plane.
        return end < text.Length && char.IsHighSurrogate(text[end - 1]) ? end + 1 : end;
    }
}
