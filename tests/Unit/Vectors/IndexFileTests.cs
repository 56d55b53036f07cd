using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Engine.Vectors;
using Xunit;

namespace BedrockPS.Unit.Vectors;

/// <summary>The file under an index: what is committed stays, and what is damaged is told, never given.</summary>
public sealed class IndexFileTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_kill_at_any_byte_of_a_commit_loses_nothing_that_was_committed(bool zeroFills)
    {
        using IndexFolder index = new();
        index.Append(IndexFolder.Entry("a", 1), IndexFolder.Entry("b", 2));
        byte[] before = File.ReadAllBytes(index.Path);
        List<string> old = index.All();
        IndexEntry[] added = [IndexFolder.Entry("b", 3), IndexFolder.Entry("c", 4)];
        index.Append(added);
        List<string> all = index.All();
        long length = new FileInfo(index.Path).Length - before.Length;
        Assert.Equal(2, old.Count);
        Assert.Equal(["a|1", "b|3", "c|4"], all.Order());

        // Zeros come by the sector: what begins amid 64 bytes and ends in zeros is nothing that happens.
        for (long bytes = 0; bytes <= length; bytes += zeroFills ? 64 : 1)
        {
            File.WriteAllBytes(index.Path, before);
            using (BreakingTarget target = new(index.OpenWrite(), bytes, zeroFills))
            using (IndexWriter writer = index.Write(target))
            {
                if (bytes < length)
                {
                    IndexException exception = Assert.Throws<IndexException>(() => writer.Append(added, []));
                    Assert.Equal(IndexFailure.Unwritable, exception.Failure);
                }
                else
                {
                    writer.Append(added, []);
                    Assert.Equal([$"write {length - 128}", "flush", "write 128", "flush"], target.Log);
                }
            }

            using (IndexReader reader = index.Read())
            {
                Assert.Equal(bytes < length ? old : all, IndexFolder.All(reader));
                Assert.Empty(reader.Damage);
            }

            // The next run goes on from the last commit.
            using (BreakingTarget target = new(index.OpenWrite(), long.MaxValue, zeroFills: false))
            using (IndexWriter next = index.Write(target))
            {
                Assert.Equal(bytes == length || (bytes == 0 && !zeroFills), next.CutBytes == 0);
                next.Append(added, []);
            }

            Assert.Equal(all, index.All());
        }
    }

    [Fact]
    public void Bytes_that_have_changed_are_told_and_never_given_as_data()
    {
        using IndexFolder index = new();
        IndexEntry[] entries = [.. Enumerable.Range(0, 40).Select(static i => IndexFolder.Entry($"id {i}", i))];
        index.Append([.. entries.Take(15)]);
        index.Append([.. entries.Skip(15).Take(15), IndexFolder.Entry("id 3", 103)]);
        index.Append([.. entries.Skip(30), IndexFolder.Entry("id 20", 120)]);
        byte[] sound = File.ReadAllBytes(index.Path);
        List<string> all = index.All();
        Assert.Equal(40, all.Count);
        Random random = new(7);
        int told = 0;
        for (int round = 0; round < 300; round++)
        {
            byte[] bytes = (byte[])sound.Clone();
            for (int flips = random.Next(1, 4), start = random.Next(bytes.Length); flips > 0; flips--)
            {
                // Some in one place, some all over the file.
                int place = round % 2 == 0 ? random.Next(bytes.Length) : (start + random.Next(16)) % bytes.Length;
                bytes[place] ^= (byte)random.Next(1, 256);
            }

            File.WriteAllBytes(index.Path, bytes);
            IndexReader reader;
            try
            {
                reader = index.Read();
            }
            catch (IndexException)
            {
                told++;
                continue;
            }

            using (reader)
            {
                List<string> found = IndexFolder.All(reader);
                if (reader.Damage.Any(static damage => damage.IsFatal))
                {
                    told++;
                    continue;
                }

                // All that comes was there, and where something does not come this is told.
                Assert.All(found, record => Assert.True(record == "damaged" || all.Contains(record), record));
                bool isWhole = !found.Contains("damaged") && found.Count == all.Count;
                bool isTold = found.Contains("damaged") || reader.Damage.Any(static damage => damage.LosesRows) || reader.Length > reader.End;
                Assert.True(isWhole || isTold, $"round {round}: {found.Count} of {all.Count}");
                told += isWhole ? 0 : 1;
            }
        }

        Assert.InRange(told, 50, 300);
    }

    [Fact]
    public void A_file_cut_anywhere_or_of_anything_else_is_no_crash()
    {
        using IndexFolder index = new();
        index.Append(IndexFolder.Entry("a", 1));
        byte[] whole = File.ReadAllBytes(index.Path);
        Random random = new(3);
        for (int length = 0; length < whole.Length; length += length < 4200 ? 67 : 7)
        {
            File.WriteAllBytes(index.Path, whole[..length]);
            if (length < 4096)
            {
                Assert.Throws<IndexException>(index.Read);
            }
            else
            {
                Assert.Empty(index.All());
            }
        }

        byte[] noise = new byte[9000];
        random.NextBytes(noise);
        File.WriteAllBytes(index.Path, noise);
        Assert.Equal(IndexFailure.NotAnIndex, Assert.Throws<IndexException>(index.Read).Failure);
    }

    [Fact]
    public void It_answers_as_a_list_in_memory_would()
    {
        Random random = new(11);
        using IndexFolder index = new();
        Dictionary<string, (int Seed, int Order)> model = [];
        int order = 0;
        IndexWriter writer = index.Write();
        try
        {
            for (int round = 0; round < 60; round++)
            {
                List<IndexEntry> added = [];
                List<IndexKey> removed = [];
                for (int i = random.Next(3); i > 0; i--)
                {
                    string id = $"id {random.Next(60)}";
                    removed.Add(IndexKey.Of(id));
                    model.Remove(id);
                }

                for (int i = random.Next(12); i > 0; i--)
                {
                    string id = $"id {random.Next(60)}";
                    int seed = random.Next(30);
                    added.Add(IndexFolder.Entry(id, seed));
                    model[id] = (seed, order++);
                }

                writer.Append(added, removed);
                if (round % 7 == 0)
                {
                    writer.Dispose();
                    if (round % 3 == 0)
                    {
                        Compact(index);
                    }

                    writer = index.Write();
                }

                float[] query = IndexFolder.Entry("query", round).Vector;
                string[] expected = [.. model
                    .OrderByDescending(pair => VectorMath.Dot(IndexFolder.Entry(pair.Key, pair.Value.Seed).Vector, query))
                    .ThenBy(static pair => pair.Value.Order)
                    .Select(static pair => $"{pair.Key}|{pair.Value.Seed}")];
                using IndexReader reader = index.Read();
                Assert.Equal(expected, IndexFolder.All(reader, round));
                Assert.Equal((model.Count, model.Count), (reader.LiveCount, writer.LiveCount));
                Assert.Equal(model.Count, reader.Verify(CancellationToken.None));
            }
        }
        finally
        {
            writer.Dispose();
        }
    }

    [Fact]
    public void Compaction_keeps_what_is_sound_also_where_it_is_not_known_any_more_what_was_superseded()
    {
        using IndexFolder index = new();
        index.Append(IndexFolder.Entry("a", 1), IndexFolder.Entry("b", 2));
        long second = new FileInfo(index.Path).Length;
        index.Append(IndexFolder.Entry("c", 3));
        long third = new FileInfo(index.Path).Length;
        index.Append(IndexFolder.Entry("a", 4));
        byte[] bytes = File.ReadAllBytes(index.Path);

        // Head and end of the second commit.
        bytes[second + 20] ^= 1;
        bytes[third - 20] ^= 1;
        File.WriteAllBytes(index.Path, bytes);
        using (IndexReader reader = index.Read())
        {
            Assert.Contains("Commits 2 to 2", Assert.Single(reader.Damage, static damage => damage.IsFatal).Message);
        }

        Assert.Equal(IndexFailure.Damaged, Assert.Throws<IndexException>(index.Write).Failure);
        Compact(index);
        Assert.Equal(["a|4", "b|2"], index.All().Order());
        index.Append(IndexFolder.Entry("c", 5));
        Assert.Equal(3, index.All().Count);
    }

    [Fact]
    public void A_copy_serves_where_one_of_two_is_damaged()
    {
        using IndexFolder index = new();
        index.Append(IndexFolder.Entry("a", 1), IndexFolder.Entry("b", 2));
        long second = new FileInfo(index.Path).Length;
        index.Append(IndexFolder.Entry("a", 3));
        List<string> all = index.All();
        byte[] sound = File.ReadAllBytes(index.Path);

        // Header, head and directory of the last commit, its end mark, and its directory's copy.
        foreach (long place in (long[])[10, 2058, second + 40, second + 130, sound.Length - 100, sound.Length - 190])
        {
            byte[] bytes = (byte[])sound.Clone();
            bytes[place] ^= 0x10;
            File.WriteAllBytes(index.Path, bytes);
            using IndexReader reader = index.Read();
            Assert.Equal(all, IndexFolder.All(reader));
            Assert.All(reader.Damage, static damage => Assert.False(damage.LosesRows));
        }
    }

    [Fact]
    public async Task Readers_see_whole_commits_while_a_writer_adds()
    {
        using IndexFolder index = new();
        bool isDone = false;
        Task write = Task.Run(
            () =>
            {
                using IndexWriter writer = index.Write();
                for (int i = 0; i < 60; i++)
                {
                    // Always ten entries of one round.
                    writer.Append([.. Enumerable.Range(0, 10).Select(id => IndexFolder.Entry($"id {id}", i))], []);
                }

                Volatile.Write(ref isDone, true);
            },
            TestContext.Current.CancellationToken);
        int seen = 0;
        while (!Volatile.Read(ref isDone))
        {
            using IndexReader reader = index.Read();
            List<string> found = IndexFolder.All(reader);
            Assert.Contains(found.Count, new[] { 0, 10 });
            Assert.True(found.Select(static record => record.Split('|')[1]).Distinct().Count() <= 1);
            Assert.Empty(reader.Damage);
            seen++;
        }

        await write;
        Assert.True(seen > 0);
        using IndexReader last = index.Read();
        Assert.Equal((10, 600, 60L), (last.LiveCount, last.RowCount, last.CommitCount));
    }

    [Fact]
    public async Task A_reader_outlives_the_cutting_of_what_was_never_committed()
    {
        using IndexFolder index = new();
        index.Append(IndexFolder.Entry("a", 1));
        long end = new FileInfo(index.Path).Length;
        using CancellationTokenSource done = new();
        Task cut = Task.Run(
            () =>
            {
                using FileStream stream = index.OpenWrite();
                byte[] rest = new byte[1 << 18];
                while (!done.IsCancellationRequested)
                {
                    stream.Position = end;
                    stream.Write(rest);
                    stream.SetLength(end);
                }
            },
            TestContext.Current.CancellationToken);
        for (int i = 0; i < 300; i++)
        {
            Assert.Equal(["a|1"], index.All());
        }

        await done.CancelAsync();
        await cut;
    }

    private static void Compact(IndexFolder index)
    {
        string compact = index.Path + ".new";
        using (IndexReader reader = index.Read())
        using (FileStream stream = File.Create(compact))
        {
            IndexCompaction.Copy(reader, stream, static _ => { }, CancellationToken.None);
        }

        File.Move(compact, index.Path, overwrite: true);
    }
}
