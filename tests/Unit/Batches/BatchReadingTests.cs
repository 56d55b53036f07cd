using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Batches;
using BedrockPS.Engine.S3;
using Xunit;

namespace BedrockPS.Unit.Batches;

public sealed class BatchReadingTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(1000)]
    public async Task Lines_come_whole_in_pieces_of_any_size(int size)
    {
        byte[] content = Encoding.UTF8.GetBytes("one\r\n\ntwo " + new string('x', 600_000) + "\nlast");
        int position = 0;
        BatchLineReader reader = new(Read);
        List<(int Length, long End)> lines = [];
        do
        {
            while (reader.TryRead(out ReadOnlyMemory<byte> line))
            {
                lines.Add((line.Length, reader.Position));
            }
        }
        while (await reader.FillAsync(CancellationToken.None));
        Assert.Equal([(3, 5L), (0, 6L), (600_004, 600_011L), (4, 600_015L)], lines);

        Task<int> Read(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
        {
            int read = Math.Min(Math.Min(count, content.Length - position), position > 100 ? 100_000 : size);
            content.AsSpan(position, read).CopyTo(buffer.AsSpan(offset));
            position += read;
            return Task.FromResult(read);
        }
    }

    [Fact]
    public void Objects_are_found_in_any_order_and_only_by_their_own_id()
    {
        BatchFolder folder = new(TestBatches.NewFolder());
        BatchSettings settings = new()
        {
            Root = new S3Location("example-bucket", "x/"),
            Limits = new BatchLimits { MaxRecordsPerFile = 10 },
            Job = new() { ["jobName"] = "x" },
        };
        List<(long Ordinal, string Id)> ids = [];
        using (BatchRun run = BatchRun.Begin(folder, settings))
        {
            for (int i = 1; i <= 35; i++)
            {
                run.Add("{}"u8, i == 7 ? "\"file\":\"/tmp/a.txt\""u8 : Encoding.UTF8.GetBytes($"\"object\":{{\"Number\":{i}}}"));
            }
        }

        foreach (string line in Directory.EnumerateFiles(folder.Path, "*.objects").Order().SelectMany(File.ReadLines))
        {
            ids.Add((ids.Count + 1, line.Substring(13, BatchRecordId.Length)));
        }

        // Another machine has the objects alone.
        File.Delete(folder.Index(2));
        using BatchObjects objects = BatchObjects.Open(folder)!;
        foreach ((long ordinal, string id) in ids.AsEnumerable().Reverse().Where(entry => entry.Ordinal != 7))
        {
            Assert.True(objects.TryRead(ordinal, id, out object? value));
            Assert.Equal(ordinal, (long)(int)((PSObject)value!).Properties["Number"].Value);
        }

        Assert.True(objects.TryRead(7, ids[6].Id, out object? file));
        Assert.EndsWith("a.txt", Assert.IsType<FileInfo>(file).FullName, StringComparison.Ordinal);
        Assert.False(objects.TryRead(3, ids[3].Id, out _));
        Assert.False(objects.TryRead(36, ids[3].Id, out _));
        Assert.False(objects.TryRead(0, "abc", out _));
    }

    [Theory]
    [InlineData("""{"recordId":"x","modelInput":{"a":1}}""", "BatchRecordUnreadable")]
    [InlineData("""{"recordId":"x","modelOutput":{"output":1}}""", "ResponseUnreadable")]
    [InlineData("""{"recordId":"x","error":{"errorCode":400,"errorMessage":"bad request"}}""", "BatchRecordFailed")]
    [InlineData("""{"recordId":"x","error":"bad"}""", "BatchRecordFailed")]
    [InlineData("""{"recordId":"x","modelOu""", "BatchRecordUnreadable")]
    [InlineData("[]", "BatchRecordUnreadable")]
    public void A_line_that_is_no_answer_is_an_error(string line, string code)
    {
        BatchAnswers answers = new("amazon.nova-lite-v1:0", isConverse: true, null);
        Assert.Equal(code, Assert.Throws<BedrockException>(() => answers.Read(BatchOutput.Read(Encoding.UTF8.GetBytes(line)), null)).Code);
    }

    [Fact]
    public void A_checkpoint_survives_a_write_that_was_cut_off_at_any_byte()
    {
        string path = TestBatches.NewFolder();
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using (BatchCheckpoint checkpoint = BatchCheckpoint.Open(path))
        {
            for (int i = 1; i <= 3; i++)
            {
                checkpoint.Save("arn:other", new BatchProgress { File = "f", Next = i, Turn = i - 1 });
                checkpoint.Save("arn:job", new BatchProgress { File = "f", ETag = "\"e\"", Next = i * 100, Answered = i, Turn = i - 1 });
            }
        }

        byte[] whole = File.ReadAllBytes(path);
        for (int cut = 0; cut < 1000; cut += 31)
        {
            // The last write of the job was its third, into the second of its two places.
            byte[] torn = [.. whole];
            torn.AsSpan(3072 + cut, 1024 - cut).Fill((byte)'?');
            File.WriteAllBytes(path, torn);
            using BatchCheckpoint checkpoint = BatchCheckpoint.Open(path);
            Assert.Equal(200, checkpoint.Of("arn:job").Next);
            Assert.Equal(3, checkpoint.Of("arn:other").Next);
        }

        File.WriteAllText(path, new string('x', 5000));
        Assert.Equal("BatchCheckpointInvalid", Assert.Throws<BedrockException>(() => BatchCheckpoint.Open(path)).Code);
    }
}
