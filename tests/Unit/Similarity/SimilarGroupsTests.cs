using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using BedrockPS.Engine.Vectors;
using BedrockPS.Similarity;
using Xunit;

namespace BedrockPS.Unit.Similarity;

public sealed class SimilarGroupsTests
{
    [Theory]
    [InlineData(1, 0.9)]
    [InlineData(64, 0.9)]
    [InlineData(1500, 0.3)]
    [InlineData(1500, 0.6)]
    public void Groups_are_those_of_comparing_one_after_the_other(int count, double threshold)
    {
        const int Dimension = 16;
        Random random = new(7);
        float[][] vectors = [.. Enumerable.Range(0, count).Select(_ => Enumerable.Range(0, Dimension).Select(_ => (float)(random.NextDouble() - 0.5)).ToArray())];
        SimilarGroups groups = new(threshold, keepsMembers: true);
        for (int i = 0; i < count; i++)
        {
            groups.Add(PSObject.AsPSObject(i), null, new Embedding(vectors[i], ""), TestContext.Current.CancellationToken);
        }

        List<List<int>> expected = [];
        for (int i = 0; i < count; i++)
        {
            List<int>? best = expected.MaxBy(group => VectorMath.Cosine(vectors[group[0]], vectors[i]));
            if (best is not null && VectorMath.Cosine(vectors[best[0]], vectors[i]) >= threshold)
            {
                best.Add(i);
            }
            else
            {
                expected.Add([i]);
            }
        }

        SimilarGroup[] found = [.. groups.Take(1, TestContext.Current.CancellationToken)];
        Assert.Equal(
            expected.OrderByDescending(static group => group.Count),
            found.Select(static group => group.Group.Select(static item => (int)item.BaseObject).ToList()));
        Assert.All(found, group => Assert.InRange(group.Similarity, threshold - 1e-6, 1));
    }
}
