using System;
using System.Linq;
using BedrockPS.Similarity;
using Xunit;

namespace BedrockPS.Unit.Similarity;

public sealed class RankingTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(1000)]
    [InlineData(null)]
    public void It_keeps_what_sorting_all_would_put_first(int? limit)
    {
        Random random = new(5);
        (double Score, int Item)[] all = [.. Enumerable.Range(0, 500).Select(item => (Math.Round(random.NextDouble(), 2), item))];
        Ranking<int> ranking = new(limit, 0.1);
        foreach ((double score, int item) in all)
        {
            ranking.Add(score, item);
        }

        ranking.Add(double.NaN, -1);
        Assert.Equal(
            all.Where(static entry => entry.Score >= 0.1).OrderByDescending(static entry => entry.Score).Take(limit ?? int.MaxValue),
            ranking.Take());
    }
}
