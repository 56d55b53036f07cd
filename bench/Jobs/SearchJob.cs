using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.IO.MemoryMappedFiles;
using System.Linq;
using System.Numerics;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Engine.Vectors;

namespace BedrockPS.Bench.Jobs;

/// <summary>
/// Exact search of an index file, beside a plain sum of as many bytes of the same mapped file on all cores, which is the speed of the
/// machine's memory, and beside numpy's product of matrix and vector.
/// </summary>
internal sealed class SearchJob : IJob
{
    private const int Dimension = 256;
    private const int Top = 10;
    private const int Rounds = 9;
    private const int Batch = 65_536;
    private const int Chunk = 1 << 20;

    private readonly int _rows;

    public SearchJob(string name, int rows)
    {
        Name = name;
        _rows = rows;
    }

    public string Name { get; }

    private long VectorBytes => (long)_rows * Dimension * sizeof(float);

    public void Run(Bench bench, Report report)
    {
        string path = Path.Combine(Path.GetTempPath(), $"bedrockps-bench-{Environment.ProcessId}.index");
        try
        {
            float[][] queries = Make(path);
            Search(report, path, queries);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private void Search(Report report, string path, float[][] queries)
    {
        Side warm = new("BedrockPS");
        Side first = new("BedrockPS");
        Side sum = new("sum of the same bytes");
        Side numpy = new("numpy");
        using Worker? python = Peer.Numpy() is null ? null : new Worker("python3", Path.Combine(AppContext.BaseDirectory, "peers", "numpy_peer.py"), $"{_rows}", $"{Dimension}");
        using MemoryMappedFile file = MemoryMappedFile.CreateFromFile(path, FileMode.Open, null, 0, MemoryMappedFileAccess.Read);
        using MemoryMappedViewAccessor view = file.CreateViewAccessor(0, 0, MemoryMappedFileAccess.Read);
        using IndexReader reader = Open(path);
        for (int round = -2; round < Rounds; round++)
        {
            float[] query = queries[(round + 2) % queries.Length];
            double searched = Time(() => Find(reader, query));
            double summed = Time(() => Sum(view, VectorBytes));
            double opened = Time(() =>
            {
                using IndexReader again = Open(path);
                Find(again, query);
            });
            double? multiplied = python?.Run();
            if (round >= 0)
            {
                warm.Seconds.Add(searched);
                first.Seconds.Add(opened);
                sum.Seconds.Add(summed);
                numpy.Seconds.Add(multiplied ?? 0);
            }
        }

        string Speed(double seconds) => $"{seconds * 1e3:N1} ms, {VectorBytes / seconds / 1e9:0.0} GB/s";
        string title = $"{_rows:N0} vectors of {Dimension} dimensions";
        report.Add(Name, $"the {Top} best of {title}", _rows, Speed, python is null ? [warm, sum] : [warm, sum, numpy]);
        report.Add($"{Name}-first", $"an index of {title} opened, every page checked, and searched once", _rows, Speed, first, sum);
        report.Tell($"{Name}-load", $"load average {(File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Trim() : "not known")}");
    }

    /// <returns>Vectors to search for, each close to one in the file.</returns>
    private float[][] Make(string path)
    {
        Random random = new(1);
        List<float[]> queries = [];
        File.WriteAllBytes(path, IndexWriter.NewFile("bench", Dimension));
        using IndexWriter writer = IndexWriter.Open(new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite), () => OpenRead(path), CancellationToken.None);
        for (int start = 0; start < _rows; start += Batch)
        {
            List<IndexEntry> entries = [];
            for (int row = start; row < Math.Min(start + Batch, _rows); row++)
            {
                float[] vector = new float[Dimension];
                for (int i = 0; i < Dimension; i++)
                {
                    vector[i] = random.NextSingle() - 0.5f;
                }

                VectorMath.Normalize(vector, vector);
                IndexKey id = IndexKey.Of($"{row}");
                entries.Add(new IndexEntry(id, id, Encoding.UTF8.GetBytes($"{{\"id\":\"{row}\",\"text\":\"entry {row}\"}}"), vector));
            }

            queries.Add(entries[entries.Count / 2].Vector);
            writer.Append(entries, []);
        }

        return [.. queries];
    }

    private static void Find(IndexReader reader, float[] query)
    {
        RowScore[] found = reader.Search(query, Top, float.NegativeInfinity, null, CancellationToken.None);
        if (found.Length != Top || Math.Abs(found[0].Score - 1) > 1e-4)
        {
            throw new InvalidOperationException("The search did not find what was looked for.");
        }
    }

    private static unsafe void Sum(MemoryMappedViewAccessor view, long length)
    {
        byte* start = null;
        view.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
        try
        {
            long chunks = length / Chunk;
            long next = -1;
            ulong total = 0;
            Parallel.For(0, Environment.ProcessorCount, _ =>
            {
                Vector<ulong> first = default, second = default, third = default, fourth = default;
                long number;
                while ((number = Interlocked.Increment(ref next)) < chunks)
                {
                    ReadOnlySpan<Vector<ulong>> words = new(start + (number * Chunk), Chunk / Vector<byte>.Count);
                    for (int i = 0; i < words.Length; i += 4)
                    {
                        first += words[i];
                        second += words[i + 1];
                        third += words[i + 2];
                        fourth += words[i + 3];
                    }
                }

                Interlocked.Add(ref total, Vector.Sum(first + second + third + fourth));
            });
            GC.KeepAlive(total);
        }
        finally
        {
            view.SafeMemoryMappedViewHandle.ReleasePointer();
        }
    }

    private static double Time(Action action)
    {
        Stopwatch watch = Stopwatch.StartNew();
        action();
        return watch.Elapsed.TotalSeconds;
    }

    private static IndexReader Open(string path) => IndexReader.Open(OpenRead(path));

    private static FileStream OpenRead(string path) => new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
}
