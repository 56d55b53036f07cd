using System;
using System.Buffers;
using System.Collections.Generic;
using System.Numerics.Tensors;
using System.Threading;
using System.Threading.Tasks;

namespace BedrockPS.Engine.Vectors;

/// <summary>
/// Exact search: every row is compared with the query by dot product, which is the cosine where both have length 1. All cores take
/// part, a page of rows each at a time, so that Ctrl+C is heard between pages. Nothing is allocated for a row.
/// </summary>
public static unsafe class VectorScan
{
    /// <summary>A page stays in the cache nearest to the core, for whoever looks at it before it is searched.</summary>
    private const int PageBytes = 128 * 1024;

    /// <summary>Below this a second core costs more than it brings.</summary>
    private const long ParallelFloats = 256 * 1024;

    /// <summary>Rows of a page of the usual size.</summary>
    internal static int PageRows(int dimension) => Math.Max(1, PageBytes / (dimension * sizeof(float)));

    /// <summary>The best rows of a block, best first, equal ones in the order of their rows.</summary>
    /// <param name="rows">The rows, one after the other.</param>
    /// <param name="dimension">Length of a row.</param>
    /// <param name="query">A vector of that length.</param>
    /// <param name="top">How many to find at most.</param>
    /// <param name="minimum">Scores below it are left out; with negative infinity none is. NaN always is.</param>
    /// <param name="cancellationToken">Heard within a page.</param>
    public static RowScore[] Top(
        ReadOnlyMemory<float> rows, int dimension, ReadOnlyMemory<float> query, int top, float minimum, CancellationToken cancellationToken)
    {
        if (dimension < 1 || rows.Length % dimension != 0 || query.Length != dimension)
        {
            throw new ArgumentException($"Rows and query are not of {dimension} dimensions.", nameof(dimension));
        }

        using MemoryHandle pinned = rows.Pin();
        float* start = (float*)pinned.Pointer;
        int count = rows.Length / dimension;
        int pageRows = PageRows(dimension);
        List<RowPage> pages = [];
        for (int row = 0; row < count; row += pageRows)
        {
            pages.Add(new RowPage(start + ((long)row * dimension), row, Math.Min(pageRows, count - row)));
        }

        return Top(pages, dimension, query, top, minimum, isWanted: null, check: null, cancellationToken);
    }

    /// <param name="pages">The rows, in the order of their numbers.</param>
    /// <param name="dimension">Length of a row.</param>
    /// <param name="query">A vector of that length.</param>
    /// <param name="top">How many to find at most.</param>
    /// <param name="minimum">Scores below it are left out.</param>
    /// <param name="isWanted">A bit a row, set for those to look at; null: all.</param>
    /// <param name="check">Asked, on any thread, whether the page with this number may be read; null: every one.</param>
    /// <param name="cancellationToken">Heard within a page.</param>
    internal static RowScore[] Top(
        IReadOnlyList<RowPage> pages,
        int dimension,
        ReadOnlyMemory<float> query,
        int top,
        float minimum,
        ulong[]? isWanted,
        Func<int, bool>? check,
        CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        long floats = 0;
        foreach (RowPage page in pages)
        {
            floats += (long)page.RowCount * dimension;
        }

        int workers = floats < ParallelFloats ? 1 : Math.Min(Environment.ProcessorCount, pages.Count);
        TopRows best = new(top, minimum);
        int next = -1;
        void Work()
        {
            TopRows own = new(top, minimum);
            int number;
            while ((number = Interlocked.Increment(ref next)) < pages.Count && !cancellationToken.IsCancellationRequested)
            {
                if (check is null || check(number))
                {
                    ScanPage(pages[number], query.Span, isWanted, own);
                }
            }

            lock (best)
            {
                best.Add(own);
            }
        }

        if (workers == 1)
        {
            Work();
        }
        else
        {
            Parallel.For(0, workers, _ => Work());
        }

        cancellationToken.ThrowIfCancellationRequested();
        return best.ToArray();
    }

    private static void ScanPage(RowPage page, ReadOnlySpan<float> query, ulong[]? isWanted, TopRows best)
    {
        float* vector = page.Start;
        float bar = best.Bar;
        for (int row = page.FirstRow, end = page.FirstRow + page.RowCount; row < end; row++, vector += query.Length)
        {
            if (isWanted is not null && (isWanted[row >> 6] & (1UL << (row & 63))) == 0)
            {
                continue;
            }

            float score = TensorPrimitives.Dot(new ReadOnlySpan<float>(vector, query.Length), query);
            if (score >= bar)
            {
                best.Add(new RowScore(row, score));
                bar = best.Bar;
            }
        }
    }
}
