using System;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Storage;
using BedrockPS.Unit.Hosting;
using Xunit;

namespace BedrockPS.Unit.Storage;

public sealed class CheckpointFileTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("bedrockps-test-");

    private string Path_ => Path.Combine(_folder.FullName, "run.jsonl");

    [Fact]
    public async Task Finished_inputs_are_there_in_the_next_run_and_not_in_the_same()
    {
        using (CheckpointFile first = Open())
        {
            await first.SaveAsync("one", "1");
            await first.SaveAsync("two", "2");
            Assert.Null(await first.TextAsync("one"));
        }

        using CheckpointFile second = Open();
        Assert.Equal(2, second.Count);
        Assert.Equal("2", await second.TextAsync("two"));
        Assert.Equal("1", await second.TextAsync("one"));
        Assert.Null(await second.TextAsync("three"));
    }

    [Fact]
    public async Task The_same_request_twice_in_a_run_has_two_answers()
    {
        using (CheckpointFile first = Open())
        {
            await first.SaveAsync("one", "a");
            await first.SaveAsync("one", "b");
        }

        using CheckpointFile second = Open();
        Assert.Equal("a", await second.TextAsync("one"));
        Assert.Equal("b", await second.TextAsync("one"));
        Assert.Null(await second.TextAsync("one"));
    }

    [Fact]
    public async Task A_line_torn_at_any_byte_is_cut_off_and_the_others_stay()
    {
        using (CheckpointFile first = Open())
        {
            await first.SaveAsync("one", "1");
        }

        long whole = new FileInfo(Path_).Length;
        using (CheckpointFile first = Open())
        {
            await first.SaveAsync("two", "2");
        }

        byte[] content = await File.ReadAllBytesAsync(Path_, TestContext.Current.CancellationToken);
        for (int length = (int)whole + 1; length < content.Length; length++)
        {
            await File.WriteAllBytesAsync(Path_, content[..length], TestContext.Current.CancellationToken);
            using CheckpointFile file = Open();
            Assert.Equal((1, length - whole), (file.Count, file.CutBytes));
            Assert.Equal("1", await file.TextAsync("one"));
        }

        using (CheckpointFile file = Open())
        {
            await file.SaveAsync("two", "2");
        }

        Assert.Equal(content.Length, new FileInfo(Path_).Length);
    }

    [Fact]
    public async Task A_first_line_torn_at_any_byte_is_a_new_file()
    {
        Open().Dispose();
        byte[] header = await File.ReadAllBytesAsync(Path_, TestContext.Current.CancellationToken);
        for (int length = 0; length < header.Length; length++)
        {
            await File.WriteAllBytesAsync(Path_, header[..length], TestContext.Current.CancellationToken);
            using (CheckpointFile file = Open())
            {
                await file.SaveAsync("one", "1");
            }

            using CheckpointFile again = Open();
            Assert.Equal(1, again.Count);
        }
    }

    [Fact]
    public async Task Zeros_that_a_power_cut_left_at_the_end_are_cut_off()
    {
        using (CheckpointFile first = Open())
        {
            await first.SaveAsync("one", "1");
        }

        await File.AppendAllTextAsync(Path_, new string('\0', 5000) + "\"}}\n", TestContext.Current.CancellationToken);

        using CheckpointFile file = Open();
        Assert.Equal(1, file.Count);
        Assert.Equal("1", await file.TextAsync("one"));
    }

    [Theory]
    [InlineData("name,value\n1,2\n")]
    [InlineData("a note")]
    [InlineData("{\"format\":\"BedrockPS.Chat\",\"version\":1}\n")]
    [InlineData("\n")]
    [InlineData("{\"format\":\"BedrockPS.Checkpoint\",\"version\":1}\r\n")]
    [InlineData("{\"format\":\"BedrockPS.Checkpoint\",\"version\":1}\nnot a line\nnor this\n")]
    [InlineData("{\"format\":\"BedrockPS.Checkpoint\",\"version\":1}\nnot a line\nnor th")]
    public async Task A_file_of_something_else_is_refused_and_left_as_it_is(string content)
    {
        await File.WriteAllTextAsync(Path_, content, TestContext.Current.CancellationToken);

        Assert.Equal("CheckpointInvalid", Assert.Throws<BedrockException>(Open).Code);
        Assert.Equal(content, await File.ReadAllTextAsync(Path_, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_file_of_another_version_is_refused_and_left_as_it_is()
    {
        const string content = "{\"format\":\"BedrockPS.Checkpoint\",\"version\":2}\n";
        await File.WriteAllTextAsync(Path_, content, TestContext.Current.CancellationToken);

        BedrockException error = Assert.Throws<BedrockException>(Open);

        Assert.Equal("CheckpointVersion", error.Code);
        Assert.Contains("version 2", error.Message);
        Assert.Equal(content, await File.ReadAllTextAsync(Path_, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task An_answer_that_was_damaged_is_an_error_when_it_is_wanted()
    {
        using (CheckpointFile first = Open())
        {
            await first.SaveAsync("one", "1");
        }

        string content = await File.ReadAllTextAsync(Path_, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path_, content.Replace("\"usage\":", "\"usage!:", StringComparison.Ordinal), TestContext.Current.CancellationToken);

        using CheckpointFile file = Open();
        Assert.Equal("CheckpointInvalid", (await Assert.ThrowsAsync<BedrockException>(() => file.TextAsync("one"))).Code);
    }

    [Fact]
    public void One_run_writes_a_file_at_a_time()
    {
        using (CheckpointFile first = Open())
        {
            Assert.Equal("CheckpointBusy", Assert.Throws<BedrockException>(Open).Code);
        }

        Open().Dispose();
    }

    [Theory]
    [InlineData("no/such/folder/run.jsonl")]
    [InlineData(".")]
    public void A_place_that_cannot_be_written_is_said_so(string path) =>
        Assert.Equal(
            "FileUnwritable",
            Assert.Throws<BedrockException>(() => CheckpointFile.Open(Path.Combine(_folder.FullName, path), CancellationToken.None)).Code);

    [Fact]
    public async Task Calls_at_the_same_time_write_whole_lines()
    {
        using (CheckpointFile file = Open())
        {
            await Parallel.ForEachAsync(
                Enumerable.Range(0, 300),
                TestContext.Current.CancellationToken,
                async (number, _) => await file.SaveAsync($"prompt {number}", new string('x', number * 20)));
        }

        using CheckpointFile again = Open();
        Assert.Equal(300, again.Count);
        await Parallel.ForEachAsync(
            Enumerable.Range(0, 300),
            TestContext.Current.CancellationToken,
            async (number, _) => Assert.Equal(number * 20, (await again.TextAsync($"prompt {number}"))!.Length));
    }

    [Fact]
    public async Task Lines_longer_than_the_buffer_are_read()
    {
        using (CheckpointFile first = Open())
        {
            await first.SaveAsync("one", new string('a', 300_000));
            await first.SaveAsync("two", "2");
        }

        using CheckpointFile file = Open();
        Assert.Equal(300_000, (await file.TextAsync("one"))!.Length);
        Assert.Equal("2", await file.TextAsync("two"));
    }

    [Fact]
    public async Task Answers_stay_on_the_disk_and_keys_alone_in_memory()
    {
        using (CheckpointFile first = Open())
        {
            StoredAnswer answer = Stored.Answer(new string('x', 20_000));
            for (int number = 0; number < 1000; number++)
            {
                await first.Open(Stored.Request($"prompt {number}"), mayWait: false).SaveAsync(answer, CancellationToken.None);
            }
        }

        // What was never allocated is not held; the heap of the whole process is other tests' as well.
        long before = GC.GetAllocatedBytesForCurrentThread();
        using CheckpointFile file = Open();
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(1000, file.Count);
        Assert.InRange(allocated, 1, 2_000_000);
    }

    [Fact]
    public void Only_the_owner_reads_the_file()
    {
        Open().Dispose();
        if (TestedBuild.SetsUnixModes)
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path_));
        }
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private CheckpointFile Open() => CheckpointFile.Open(Path_, CancellationToken.None);
}
