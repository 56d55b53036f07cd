using System;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Storage;
using BedrockPS.Unit.Hosting;
using Xunit;

namespace BedrockPS.Unit.Storage;

public sealed class AnswerCacheTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("bedrockps-test-");

    private string Root => Path.Combine(_folder.FullName, "cache");

    [Fact]
    public async Task An_answer_is_kept_for_as_long_as_it_is_asked_for()
    {
        await Cache().SaveAsync("hi", "hello");

        Assert.Equal("hello", await Cache().TextAsync("hi"));
        Assert.Null(await Cache().TextAsync("other"));
        Assert.Null(await Cache(maxAge: TimeSpan.FromTicks(1)).TextAsync("hi"));
    }

    [Fact]
    public async Task Another_endpoints_answer_is_not_the_services()
    {
        await Cache(scope: "http://127.0.0.1:1").SaveAsync("hi", "simulated");

        Assert.Null(await Cache().TextAsync("hi"));
        Assert.Null(await Cache(scope: "http://127.0.0.1:2").TextAsync("hi"));
        Assert.Equal("simulated", await Cache(scope: "http://127.0.0.1:1").TextAsync("hi"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"format\":\"BedrockPS.CachedAnswer\",\"ver")]
    [InlineData("\0\0\0\0")]
    public async Task A_damaged_file_is_no_answer_and_is_replaced(string content)
    {
        await Cache().SaveAsync("hi", "hello");
        await File.WriteAllTextAsync(File_("hi"), content, TestContext.Current.CancellationToken);

        Assert.Null(await Cache().TextAsync("hi"));

        await Cache().SaveAsync("hi", "again");
        Assert.Equal("again", await Cache().TextAsync("hi"));
    }

    [Fact]
    public async Task Only_the_owner_reads_the_files()
    {
        await Cache().SaveAsync("hi", "hello");

        if (TestedBuild.SetsUnixModes)
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(File_("hi")));
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Root));
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Path.GetDirectoryName(File_("hi"))!));
        }
    }

    [Fact]
    public async Task The_oldest_go_first_when_the_bound_is_passed()
    {
        for (int i = 0; i < 20; i++)
        {
            await Cache().SaveAsync($"prompt {i}", new string('x', 1000));
            File.SetLastWriteTimeUtc(File_($"prompt {i}"), DateTime.UtcNow.AddMinutes(i - 100));
        }

        long each = new FileInfo(File_("prompt 0")).Length;
        await Cache(maxBytes: each * 10).SaveAsync("new", new string('x', 1000));

        Assert.False(File.Exists(File_("prompt 0")));
        Assert.False(File.Exists(File_("prompt 10")));
        Assert.True(File.Exists(File_("prompt 19")));
        Assert.True(File.Exists(File_("new")));
        Assert.InRange(new CacheFolder(Root).Entries().Sum(static entry => entry.Length), 1, each * 10);
    }

    [Fact]
    public async Task An_answer_larger_than_the_bound_is_not_kept()
    {
        await Cache(maxBytes: 100).SaveAsync("hi", "hello");

        Assert.False(Directory.Exists(Root));
    }

    [Fact]
    public async Task What_a_dead_process_left_half_written_goes_too_and_what_is_being_written_stays()
    {
        await Cache().SaveAsync("hi", "hello");
        string abandoned = File_("hi") + ".1.tmp";
        string current = File_("hi") + ".2.tmp";
        await File.WriteAllTextAsync(abandoned, "x", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(current, "x", TestContext.Current.CancellationToken);
        File.SetLastWriteTimeUtc(abandoned, DateTime.UtcNow.AddHours(-2));

        new CacheFolder(Root).Trim(long.MaxValue);

        Assert.False(File.Exists(abandoned));
        Assert.True(File.Exists(current));
        Assert.True(File.Exists(File_("hi")));
    }

    [Fact]
    public void Files_that_are_not_the_caches_are_never_removed()
    {
        string other = Path.Combine(Directory.CreateDirectory(Path.Combine(Root, "zz")).FullName, new string('a', 64) + ".json");
        string note = Path.Combine(Directory.CreateDirectory(Path.Combine(Root, "ab")).FullName, "note.json");
        File.WriteAllText(other, "x");
        File.WriteAllText(note, "x");

        new CacheFolder(Root).Trim(0);

        Assert.True(File.Exists(other));
        Assert.True(File.Exists(note));
        Assert.Empty(new CacheFolder(Root).Entries());
    }

    [Fact]
    public async Task Many_writers_of_one_answer_leave_one_whole_file()
    {
        await Parallel.ForEachAsync(Enumerable.Range(0, 200), TestContext.Current.CancellationToken, async (number, _) =>
        {
            await Cache().SaveAsync("hi", $"hello {number}");
            Assert.StartsWith("hello", await Cache().TextAsync("hi"));
        });

        Assert.Single(new CacheFolder(Root).Entries());
        Assert.Empty(Directory.GetFiles(Root, "*.tmp", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task What_many_calls_want_at_a_time_is_asked_for_once_and_by_the_next_if_that_fails()
    {
        using IAnswerPlace first = Cache().Open(Stored.Request(), mayWait: true);
        Assert.Null(await first.FindAsync(CancellationToken.None));
        using IAnswerPlace second = Cache().Open(Stored.Request(), mayWait: true);
        using IAnswerPlace third = Cache().Open(Stored.Request(), mayWait: true);
        using IAnswerPlace stream = Cache().Open(Stored.Request(), mayWait: false);
        Task<StoredAnswer?> waiting = second.FindAsync(CancellationToken.None);
        Assert.Null(await stream.FindAsync(CancellationToken.None));
        Assert.False(waiting.IsCompleted);

        first.Dispose();
        Assert.Null(await waiting);
        Task<StoredAnswer?> last = third.FindAsync(CancellationToken.None);
        await second.SaveAsync(Stored.Answer(), CancellationToken.None);
        second.Dispose();

        Assert.NotNull(await last);
    }

    [Fact]
    public async Task Who_waits_for_anothers_answer_can_be_stopped()
    {
        using IAnswerPlace first = Cache().Open(Stored.Request(), mayWait: true);
        Assert.Null(await first.FindAsync(CancellationToken.None));
        using IAnswerPlace second = Cache().Open(Stored.Request(), mayWait: true);
        using CancellationTokenSource stop = new();
        Task<StoredAnswer?> waiting = second.FindAsync(stop.Token);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_is_an_error_that_says_so()
    {
        await File.WriteAllTextAsync(Root, "a file", TestContext.Current.CancellationToken);

        BedrockException error = await Assert.ThrowsAsync<BedrockException>(() => Cache().SaveAsync("hi", "hello"));

        Assert.Equal("FileUnwritable", error.Code);
        Assert.Null(await Cache().TextAsync("hi"));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private AnswerCache Cache(TimeSpan? maxAge = null, long maxBytes = long.MaxValue, string scope = "") =>
        new(Root, maxAge ?? TimeSpan.FromHours(1), maxBytes, scope);

    private string File_(string prompt) => new CacheFolder(Root).FileOf(RequestKey.Of(Stored.Request(prompt)));
}
