using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using BedrockPS.Batches;
using BedrockPS.Engine.S3;
using Xunit;

namespace BedrockPS.Unit.Batches;

/// <summary>A run that ends at any point and is taken up again comes to what it would have come to.</summary>
public sealed class BatchRunTests
{
    private const int Records = 60;
    private const int PartBytes = 700;

    private static readonly BatchSettings s_settings = new()
    {
        Root = new S3Location("example-bucket", "runs/nightly-1/"),
        Limits = new BatchLimits { MaxRecordsPerFile = 25, MaxRecordsPerJob = 50, MinRecords = 5 },
        Job = new() { ["jobName"] = "nightly", ["modelId"] = "m", ["modelInvocationType"] = "Converse", ["outputDataConfig"] = new Dictionary<string, object?>() },
    };

    [Fact]
    public async Task A_run_puts_records_and_objects_into_a_folder_a_job()
    {
        MemoryStore store = new();
        string folder = TestBatches.NewFolder();
        using BatchRun run = await RunAsync(folder, store);
        Assert.Equal(
            [
                "batch.json", "job-0001/000001.jsonl", "job-0001/000002.jsonl", "job-0002/000003.jsonl",
                "objects/000001.objects", "objects/000002.objects", "objects/000003.objects",
            ],
            store.Objects.Keys.Select(key => key["runs/nightly-1/".Length..]).Order());
        Assert.Equal(Enumerable.Range(1, Records).Select(i => Body(i)), Lines(store, ".jsonl").Select(line => line[(line.IndexOf("\"modelInput\":", StringComparison.Ordinal) + 13)..^1]));
        Assert.All(Lines(store, ".objects"), (line, i) => Assert.Contains($"\"object\":\"input {i + 1}\"", line, StringComparison.Ordinal));
        Assert.Equal([45, 15], new[] { run.RecordsOf(1), run.RecordsOf(2) });
        Assert.Equal("nightly-2", run.JobMembers(2)["jobName"]);
        Assert.Equal("s3://example-bucket/runs/nightly-1/job-0001/", InputOf(run, 1));
        Assert.Equal("s3://example-bucket/runs/nightly-1/job-0002/000003.jsonl", InputOf(run, 2));
        Assert.Empty(Directory.EnumerateFiles(folder, "0*.jsonl"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_run_whose_sending_ends_at_any_call_goes_on_and_sends_nothing_twice(bool isAnswerLost)
    {
        MemoryStore whole = new();
        using (await RunAsync(TestBatches.NewFolder(), whole))
        {
        }

        for (int call = 0; call < whole.Calls; call++)
        {
            MemoryStore store = new() { FailAt = call, FailsAfterwards = isAnswerLost };
            string folder = TestBatches.NewFolder();
            await Assert.ThrowsAsync<BedrockException>(async () => (await RunAsync(folder, store)).Dispose());
            using (await RunAsync(folder, store))
            {
            }

            AssertSame(whole, store);
            int again = store.Arrived.Count - store.Arrived.Distinct().Count();
            Assert.True(again <= (isAnswerLost ? 1 : 0), $"Call {call}: {string.Join(", ", store.Arrived)}");
        }
    }

    [Fact]
    public async Task A_run_that_ends_at_any_record_goes_on_with_the_same_input()
    {
        MemoryStore whole = new();
        using (await RunAsync(TestBatches.NewFolder(), whole))
        {
        }

        for (int count = 0; count < Records; count += 7)
        {
            MemoryStore store = new();
            string folder = TestBatches.NewFolder();
            using (BatchRun run = BatchRun.Begin(new BatchFolder(folder), s_settings))
            {
                run.Send(store, PartBytes);
                Add(run, 1, count);
            }

            using (await RunAsync(folder, store))
            {
            }

            AssertSame(whole, store);
        }
    }

    [Fact]
    public async Task What_a_crash_has_cut_off_is_written_again()
    {
        MemoryStore whole = new();
        using (await RunAsync(TestBatches.NewFolder(), whole))
        {
        }

        Random random = new(4711);
        for (int round = 0; round < 20; round++)
        {
            string folder = TestBatches.NewFolder();
            using (BatchRun run = BatchRun.Begin(new BatchFolder(folder), s_settings))
            {
                Add(run, 1, 40);
            }

            foreach (string file in Directory.EnumerateFiles(folder, "000002.*"))
            {
                // The end of a file that was not yet on the disk is missing, or is zeros.
                using FileStream stream = File.Open(file, FileMode.Open);
                long length = random.NextInt64(stream.Length + 1);
                long full = stream.Length;
                stream.SetLength(length);
                stream.SetLength(round % 2 == 0 ? length : full);
            }

            MemoryStore store = new();
            using (await RunAsync(folder, store))
            {
            }

            AssertSame(whole, store);
        }
    }

    [Fact]
    public async Task An_upload_that_has_been_given_up_in_the_bucket_is_begun_anew()
    {
        MemoryStore store = new() { FailAt = 5 };
        string folder = TestBatches.NewFolder();
        await Assert.ThrowsAsync<BedrockException>(async () => (await RunAsync(folder, store)).Dispose());
        store.ForgetUploads();
        using (await RunAsync(folder, store))
        {
        }

        Assert.Equal(Records, Lines(store, ".jsonl").Count());
    }

    [Fact]
    public async Task Another_input_is_refused()
    {
        string folder = TestBatches.NewFolder();
        using (await RunAsync(folder, new MemoryStore()))
        {
        }

        using BatchRun run = BatchRun.Open(new BatchFolder(folder));
        Add(run, 1, 10);
        Assert.Equal("BatchInputChanged", Assert.Throws<BedrockException>(() => Add(run, 12, 1)).Code);
        Assert.Equal("BatchInputChanged", Assert.Throws<BedrockException>(run.Complete).Code);
        Add(run, 11, 50);
        Assert.Equal("BatchInputChanged", Assert.Throws<BedrockException>(() => Add(run, 61, 1)).Code);
    }

    [Fact]
    public async Task Two_processes_do_not_share_a_journal()
    {
        string folder = TestBatches.NewFolder();
        using BatchRun run = await RunAsync(folder, new MemoryStore());
        Assert.Equal("BatchJournalBusy", Assert.Throws<BedrockException>(() => BatchRun.Open(new BatchFolder(folder))).Code);
    }

    [Fact]
    public void A_record_that_fits_into_no_file_is_refused_alone()
    {
        BatchSettings settings = new() { Root = s_settings.Root, Job = s_settings.Job, Limits = new BatchLimits { MaxBytesPerFile = 1000 } };
        using BatchRun run = BatchRun.Begin(new BatchFolder(TestBatches.NewFolder()), settings);
        Add(run, 1, 1);
        byte[] large = Encoding.UTF8.GetBytes($"{{\"a\":\"{new string('x', 1000)}\"}}");
        Assert.Equal("RequestTooLarge", Assert.Throws<BedrockException>(() => run.Add(large, "\"object\":1"u8)).Code);
        Add(run, 2, 1);
        Assert.Equal(2, run.Count);
    }

    private static async Task<BatchRun> RunAsync(string path, MemoryStore store)
    {
        BatchFolder folder = new(path);
        BatchRun run = BatchJournal.Exists(folder) ? BatchRun.Open(folder) : BatchRun.Begin(folder, s_settings);
        try
        {
            run.Send(store, PartBytes);
            Add(run, 1, Records);
            run.Complete();
            await run.Sending!;
            return run;
        }
        catch (BedrockException)
        {
            run.Dispose();
            throw;
        }
    }

    private static void Add(BatchRun run, int first, int count)
    {
        for (int i = first; i < first + count; i++)
        {
            run.Add(Encoding.UTF8.GetBytes(Body(i)), Encoding.UTF8.GetBytes($"\"object\":\"input {i}\""));
        }
    }

    private static string Body(int i) => $"{{\"text\":\"record {i} {new string('x', i % 13)}\"}}";

    private static string InputOf(BatchRun run, int job) =>
        (string)((Dictionary<string, object?>)((Dictionary<string, object?>)run.JobMembers(job)["inputDataConfig"]!)["s3InputDataConfig"]!)["s3Uri"]!;

    private static IEnumerable<string> Lines(MemoryStore store, string extension) =>
        from entry in store.Objects.OrderBy(entry => entry.Key)
        where entry.Key.EndsWith(extension, StringComparison.Ordinal)
        from line in Encoding.UTF8.GetString(entry.Value).TrimEnd('\n').Split('\n')
        select line;

    private static void AssertSame(MemoryStore expected, MemoryStore actual)
    {
        Assert.Equal(expected.Objects.Keys.Order(), actual.Objects.Keys.Order());
        Assert.All(expected.Objects, entry => Assert.Equal(Encoding.UTF8.GetString(entry.Value), Encoding.UTF8.GetString(actual.Objects[entry.Key])));
    }
}
