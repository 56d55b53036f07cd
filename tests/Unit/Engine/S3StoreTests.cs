using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Engine;
using BedrockPS.Engine.S3;
using Xunit;

namespace BedrockPS.Unit.Engine;

public sealed class S3StoreTests
{
    private static readonly byte[] s_content = Enumerable.Range(0, 5000).Select(static n => (byte)(n * 7)).ToArray();
    private static readonly string s_etag = $"\"{Convert.ToHexStringLower(MD5.HashData(s_content))}\"";
    private static readonly S3Location s_place = new("some-bucket", "folder/object.jsonl");

    [Theory]
    [InlineData(1, false)]
    [InlineData(4999, false)]
    [InlineData(2500, true)]
    public async Task A_broken_download_goes_on_at_the_next_byte_of_the_same_object(int cutAt, bool isReset)
    {
        await using LoopbackServer server = Serve(cutAt, isReset, out Func<int> breaks);
        using S3Content content = await Store(server).OpenAsync(s_place, 0, null, null, CancellationToken.None);
        Assert.Equal(s_content, await ReadAllAsync(content));
        Assert.True(breaks() > 0);
        string[] matches = server.Requests.Where(static request => request.Method == "GET").Select(static request => request["If-Match"]!).Distinct().ToArray();
        Assert.Equal([s_etag], matches);
    }

    [Fact]
    public async Task A_download_that_ends_where_nothing_more_comes_is_an_error_and_never_the_whole()
    {
        await using LoopbackServer server = new(x => x.Request.Method == "HEAD"
            ? HeadAsync(x)
            : CutAsync(x, 0, s_content.Length, 0, isReset: false));
        using S3Content content = await Store(server).OpenAsync(s_place, 0, null, null, CancellationToken.None);
        EngineException error = await Assert.ThrowsAsync<EngineException>(() => ReadAllAsync(content));
        Assert.Equal(EngineFailure.Connection, error.Failure);
    }

    [Fact]
    public async Task An_object_that_changes_between_two_connections_is_an_error()
    {
        int gets = 0;
        await using LoopbackServer server = new(x => x.Request.Method == "HEAD"
            ? HeadAsync(x)
            : Interlocked.Increment(ref gets) == 1
                ? CutAsync(x, 0, s_content.Length, 100, isReset: false)
                : x.RespondAsync(412, "<Error><Code>PreconditionFailed</Code><Message>changed</Message></Error>"));
        using S3Content content = await Store(server).OpenAsync(s_place, 0, null, null, CancellationToken.None);
        EngineException error = await Assert.ThrowsAsync<EngineException>(() => ReadAllAsync(content));
        Assert.Equal((EngineFailure.Service, "PreconditionFailed", 100L), (error.Failure, error.ErrorCode, content.Position));
    }

    [Fact]
    public async Task A_silent_download_ends_at_the_idle_limit()
    {
        await using LoopbackServer server = new(async x =>
        {
            if (x.Request.Method == "HEAD")
            {
                await HeadAsync(x);
                return;
            }

            await x.StartAsync(200, "ETag: " + s_etag, $"Content-Length: {s_content.Length}");
            await x.HangAsync();
        });
        using S3Content content = await Store(server).OpenAsync(s_place, 0, null, TimeSpan.FromMilliseconds(100), CancellationToken.None);
        EngineException error = await Assert.ThrowsAsync<EngineException>(() => ReadAllAsync(content));
        Assert.Equal(EngineFailure.IdleTimeout, error.Failure);
    }

    [Fact]
    public async Task A_download_stops_when_it_is_told_to()
    {
        TaskCompletionSource begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using LoopbackServer server = new(async x =>
        {
            if (x.Request.Method == "HEAD")
            {
                await HeadAsync(x);
                return;
            }

            begun.SetResult();
            await x.HangAsync();
        });
        using CancellationTokenSource stop = new();
        using S3Content content = await Store(server).OpenAsync(s_place, 0, null, null, stop.Token);
        Task<int> reading = content.ReadAsync(new byte[10], 0, 10, stop.Token);
        await begun.Task;
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
    }

    [Theory]
    [InlineData("s3://bucket/a/b.txt", "bucket", "a/b.txt")]
    [InlineData("S3://my.bucket", "my.bucket", "")]
    [InlineData("s3://bucket/a/", "bucket", "a/")]
    public void An_address_has_a_bucket_and_a_key(string text, string bucket, string key)
    {
        S3Location location = S3Location.TryParse(text)!;
        Assert.Equal((bucket, key), (location.Bucket, location.Key));
    }

    [Theory]
    [InlineData("bucket/a")]
    [InlineData("s3://")]
    [InlineData("s3:///a")]
    [InlineData("s3://a b/c")]
    [InlineData("https://bucket.s3.amazonaws.com/a")]
    public void What_is_no_address_is_none(string text) => Assert.Null(S3Location.TryParse(text));

    private static S3Store Store(LoopbackServer server)
    {
        ConnectionSettings settings = Requests.Settings(server);
        settings.MaxAttempts = 1;
        return new S3Store(EngineClient.For(settings));
    }

    private static async Task<byte[]> ReadAllAsync(S3Content content)
    {
        using MemoryStream all = new();
        await content.CopyToAsync(all);
        return all.ToArray();
    }

    /// <summary>Gives at most so many bytes on each connection.</summary>
    private static LoopbackServer Serve(int cutAt, bool isReset, out Func<int> breaks)
    {
        int broken = 0;
        breaks = () => broken;
        return new LoopbackServer(x =>
        {
            if (x.Request.Method == "HEAD")
            {
                return HeadAsync(x);
            }

            int from = x.Request["Range"] is string range ? int.Parse(range.Split('=', '-')[1], CultureInfo.InvariantCulture) : 0;
            int left = s_content.Length - from;
            if (Interlocked.Increment(ref broken) <= 3)
            {
                return CutAsync(x, from, left, Math.Min(cutAt, left - 1), isReset);
            }

            return x.RespondAsync(from > 0 ? 206 : 200, s_content[from..], "ETag: " + s_etag);
        });
    }

    private static Task HeadAsync(Exchange x) =>
        x.StartAsync(200, "ETag: " + s_etag, $"Content-Length: {s_content.Length}", "Last-Modified: Wed, 01 Jan 2025 00:00:00 GMT");

    private static async Task CutAsync(Exchange x, int from, int length, int sent, bool isReset)
    {
        await x.StartAsync(from > 0 ? 206 : 200, "ETag: " + s_etag, $"Content-Length: {length}");
        await x.SendAsync(s_content[from..(from + sent)]);
        if (isReset)
        {
            x.Reset();
        }
        else
        {
            x.Close();
        }
    }
}
