using System;
using System.Numerics.Tensors;
using System.Threading;
using System.Threading.Tasks;

namespace BedrockPS.Engine.Vectors;

/// <summary>
/// The nearest row for each of many queries. A page of rows is compared with all queries while it is in the cache, so that rows come from
/// memory once for all of them.
/// </summary>
public static class VectorNearest
{
    /// <summary>What a query has where there are no rows.</summary>
    public static readonly RowScore None = new(-1, float.NegativeInfinity);

    /// <param name="rows">The rows, one after the other.</param>
    /// <param name="dimension">Length of a row.</param>
    /// <param name="queries">Vectors of that length, one after the other.</param>
    /// <param name="cancellationToken">Heard between pages.</param>
    /// <returns>One a query, the earlier row of two that are as near.</returns>
    public static RowScore[] Find(ReadOnlyMemory<float> rows, int dimension, ReadOnlyMemory<float> queries, CancellationToken cancellationToken)
    {
        if (dimension < 1 || rows.Length % dimension != 0 || queries.Length % dimension != 0)
        {
            throw new ArgumentException($"Rows and queries are not of {dimension} dimensions.", nameof(dimension));
        }

        int pageRows = VectorScan.PageRows(dimension);
        int pages = ((rows.Length / dimension) + pageRows - 1) / pageRows;
        RowScore[] best = NewScores(queries.Length / dimension);
        int next = -1;
        void Work()
        {
            RowScore[] own = NewScores(best.Length);
            int page;
            while ((page = Interlocked.Increment(ref next)) < pages && !cancellationToken.IsCancellationRequested)
            {
                Scan(rows.Span, dimension, page * pageRows, pageRows, queries.Span, own);
            }

            lock (best)
            {
                Merge(own, best);
            }
        }

        if (pages < 2)
        {
            Work();
        }
        else
        {
            Parallel.For(0, Math.Min(Environment.ProcessorCount, pages), _ => Work());
        }

        cancellationToken.ThrowIfCancellationRequested();
        return best;
    }

    private static void Scan(ReadOnlySpan<float> rows, int dimension, int firstRow, int rowCount, ReadOnlySpan<float> queries, RowScore[] best)
    {
        int endRow = Math.Min(rows.Length / dimension, firstRow + rowCount);
        for (int query = 0; query < best.Length; query++)
        {
            ReadOnlySpan<float> vector = queries.Slice(query * dimension, dimension);
            RowScore nearest = best[query];
            for (int row = firstRow; row < endRow; row++)
            {
                float score = TensorPrimitives.Dot(rows.Slice(row * dimension, dimension), vector);
                if (score > nearest.Score)
                {
                    nearest = new RowScore(row, score);
                }
            }

            best[query] = nearest;
        }
    }

    private static void Merge(RowScore[] from, RowScore[] to)
    {
        for (int query = 0; query < to.Length; query++)
        {
            if (from[query].Row >= 0 && from[query].IsBefore(to[query]))
            {
                to[query] = from[query];
            }
        }
    }

    private static RowScore[] NewScores(int count)
    {
        RowScore[] scores = new RowScore[count];
        for (int i = 0; i < count; i++)
        {
            scores[i] = None;
        }

        return scores;
    }
}
