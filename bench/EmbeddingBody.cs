using System;
using System.Globalization;
using System.Linq;
using System.Text;

namespace BedrockPS.Bench;

/// <summary>The answer of an embedding model with 1,024 dimensions, always the same.</summary>
internal static class EmbeddingBody
{
    public const int Dimensions = 1024;

    public static byte[] Bytes { get; } = Write();

    private static byte[] Write()
    {
        Random random = new(1);
        string[] numbers = [.. Enumerable.Range(0, Dimensions).Select(_ => (float)((random.NextDouble() - 0.5) / 5)).Select(static number => number.ToString("R", CultureInfo.InvariantCulture))];
        return Encoding.UTF8.GetBytes($$"""{"embedding":[{{string.Join(",", numbers)}}],"inputTextTokenCount":4}""");
    }
}
