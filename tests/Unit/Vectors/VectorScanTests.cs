using System;
using System.Linq;
using System.Threading;
using BedrockPS.Engine.Vectors;
using Xunit;

namespace BedrockPS.Unit.Vectors;

/// <summary>The exact search against the obvious one.</summary>
public sealed class VectorScanTests
{
    [Theory]
    [InlineData(1, 3, 5)]
    [InlineData(1000, 7, 10)]
    [InlineData(5000, 256, 25)]
    [InlineData(300, 4, 1000)]
    [InlineData(70_000, 16, 3)]
    public void FindsWhatSortingEveryRowFinds(int count, int dimension, int top)
    {
        Random random = new(count);

        // Few different numbers make many equal scores, also across pages and cores.
        float[] rows = [.. Enumerable.Range(0, count * dimension).Select(_ => (float)random.Next(-1, 2))];
        float[] query = [.. Enumerable.Range(0, dimension).Select(_ => (float)random.Next(-1, 2))];
        (int Row, float Score)[] expected = [.. Enumerable.Range(0, count)
            .Select(row => (row, Score: Enumerable.Range(0, dimension).Sum(i => rows[(row * dimension) + i] * query[i])))
            .OrderByDescending(static pair => pair.Score).ThenBy(static pair => pair.row).Take(top)];

        RowScore[] found = VectorScan.Top(rows, dimension, query, top, float.NegativeInfinity, CancellationToken.None);

        Assert.Equal(expected, found.Select(static score => (score.Row, score.Score)));
    }

    [Fact]
    public void LeavesOutWhatIsBelowTheMinimumOrNoNumber()
    {
        float[] rows = [1, 0, float.NaN, 0, 0.5f, 0, float.PositiveInfinity, 0, 0.4f, 9];

        RowScore[] found = VectorScan.Top(rows, 2, new float[] { 1, 0 }, 10, 0.5f, CancellationToken.None);

        Assert.Equal([0, 2], found.Where(static score => !float.IsInfinity(score.Score)).Select(static score => score.Row));
        Assert.Empty(VectorScan.Top(rows, 2, new float[] { 1, 0 }, 0, float.NegativeInfinity, CancellationToken.None));
    }

    [Fact]
    public void IsCancelled()
    {
        using CancellationTokenSource stop = new();
        stop.Cancel();

        Assert.ThrowsAny<OperationCanceledException>(
            () => VectorScan.Top(new float[16], 4, new float[4], 1, 0, stop.Token));
    }

    [Fact]
    public void HearsOfItsEndBetweenTwoPages()
    {
        using CancellationTokenSource stop = new();
        int seen = 0;
        bool Stop(int page)
        {
            if (++seen == 3)
            {
                stop.Cancel();
            }

            return true;
        }

        Assert.ThrowsAny<OperationCanceledException>(
            () => VectorScan.Top(new RowPage[1000], 4, new float[4], 1, 0, isWanted: null, Stop, stop.Token));
        Assert.Equal(3, seen);
    }

    [Fact]
    public void MeasuresVectorsOfEveryScale()
    {
        float[] huge = [3e30f, 4e30f];
        float[] tiny = [3e-30f, 4e-30f];
        float[] unit = new float[2];

        Assert.Equal(5e30f, VectorMath.Norm(huge), 1e24f);
        Assert.Equal(1, VectorMath.Cosine(huge, tiny), 1e-6f);
        Assert.Equal(0, VectorMath.Cosine(huge, [0, 0]));
        Assert.Equal(5, VectorMath.EuclideanDistance([0, 0], [3, 4]));
        VectorMath.Normalize(tiny, unit);
        Assert.Equal(0.6f, unit[0], 1e-6f);
        VectorMath.Normalize([0, 0], unit);
        Assert.Equal([0f, 0f], unit);
        Assert.True(VectorMath.IsFinite(huge));
        Assert.False(VectorMath.IsFinite([1, float.NaN]));
        Assert.False(VectorMath.IsFinite([float.NegativeInfinity]));
    }
}
