using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using BedrockPS.Engine.Vectors;

namespace BedrockPS.Unit.Vectors;

/// <summary>A folder with an index of the test's own, and what is in it as the test believes.</summary>
internal sealed class IndexFolder : IDisposable
{
    public const int Dimension = 4;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("bedrockps-test-");

    public IndexFolder(string model = "a model", int dimension = 0)
    {
        File.WriteAllBytes(Path, IndexWriter.NewFile(model, dimension));
    }

    public string Path => System.IO.Path.Combine(_folder.FullName, "test.index");

    public FileStream OpenRead() => new(Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);

    public FileStream OpenWrite() => new(Path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);

    public IndexReader Read() => IndexReader.Open(OpenRead());

    public IndexWriter Write() => IndexWriter.Open(OpenWrite(), OpenRead, CancellationToken.None);

    public IndexWriter Write(IAppendTarget target) => IndexWriter.Open(target, OpenRead, null, CancellationToken.None);

    public void Append(params IndexEntry[] entries)
    {
        using IndexWriter writer = Write();
        writer.Append(entries, []);
    }

    /// <summary>An entry whose record tells id and vector, so that whatever comes back can be checked against itself.</summary>
    public static IndexEntry Entry(string id, int seed)
    {
        Random random = new(seed);
        float[] vector = [.. Enumerable.Range(0, Dimension).Select(_ => (float)random.NextDouble() - 0.5f)];
        VectorMath.Normalize(vector, vector);
        return new IndexEntry(IndexKey.Of(id), IndexKey.Of($"text {seed}"), Encoding.UTF8.GetBytes($"{id}|{seed}|" + new string('x', seed % 50)), vector);
    }

    /// <summary>What a search for everything gives: records in the order of their scores, those that are damaged left out.</summary>
    public static List<string> All(IndexReader reader, int seed = 1)
    {
        List<string> found = [];
        foreach (RowScore score in reader.Search(Entry("query", seed).Vector, int.MaxValue, float.NegativeInfinity, null, CancellationToken.None))
        {
            try
            {
                string record = Encoding.UTF8.GetString(reader.ReadRecord(score.Row));
                string[] parts = record.Split('|');
                IndexEntry entry = Entry(parts[0], int.Parse(parts[1]));
                if (record != Encoding.UTF8.GetString(entry.Record) || VectorMath.Dot(entry.Vector, Entry("query", seed).Vector) != score.Score)
                {
                    throw new InvalidDataException($"Wrong data: {record}");
                }

                found.Add($"{parts[0]}|{parts[1]}");
            }
            catch (IndexException exception) when (exception.Failure == IndexFailure.Damaged)
            {
                found.Add("damaged");
            }
        }

        return found;
    }

    public List<string> All()
    {
        using IndexReader reader = Read();
        return All(reader);
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
