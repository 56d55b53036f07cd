using System;
using System.Diagnostics;
using BedrockPS.Embeddings;

namespace BedrockPS.Bench.Jobs;

/// <summary>An embedding's answer read in memory, beside json.loads.</summary>
internal sealed class ParseJob : IJob
{
    private const int Answers = 10_000;

    public string Name => "parse";

    public void Run(Bench bench, Report report)
    {
        Side ours = new("BedrockPS");
        Side theirs = new("boto3");
        using Worker? python = bench.Boto3.Version is null ? null : bench.Boto3.Start(Name, bench.Url);

        // The first rounds are the compiler's.
        for (int round = -2; round < 5; round++)
        {
            Stopwatch watch = Stopwatch.StartNew();
            for (int i = 0; i < Answers; i++)
            {
                float[] vector = EmbeddingReader.Read(EmbeddingBody.Bytes, "embedding"u8, "embedding"u8).Vectors[0];
                if (vector.Length != EmbeddingBody.Dimensions)
                {
                    throw new InvalidOperationException($"{vector.Length} dimensions");
                }
            }

            double own = watch.Elapsed.TotalSeconds;
            double? other = python?.Run();
            if (round >= 0)
            {
                ours.Seconds.Add(own);
                theirs.Seconds.Add(other ?? 0);
            }
        }

        report.Add(
            Name,
            $"embedding answers of {EmbeddingBody.Dimensions:N0} dimensions, read in memory (boto3: json.loads)",
            Answers,
            static seconds => $"{Answers / seconds:N0} answers/s",
            python is null ? [ours] : [ours, theirs]);
    }
}
