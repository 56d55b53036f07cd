using System;
using System.Globalization;
using System.IO;
using System.IO.Hashing;
using System.Linq;
using System.Net.Http;
using System.Text;
using System.Threading.Tasks;
using System.Xml.Linq;
using BedrockPS.LocalEndpoints;
using Xunit;

namespace BedrockPS.Unit.Endpoints;

/// <summary>The endpoint's S3 as single requests see it; tests/Conformance has boto3 and the AWS command line.</summary>
public sealed class StorageTests : IDisposable
{
    private readonly SigningClient _client = new() { Service = "s3" };

    public void Dispose() => _client.Dispose();

    [Fact]
    public async Task An_object_comes_back_with_what_it_was_put_with()
    {
        HttpResponseMessage put = await SendAsync(HttpMethod.Put, "/local-bucket/in/a%20b.json", """{"a":1}""");
        Assert.Equal(200, (int)put.StatusCode);
        HttpResponseMessage got = await SendAsync(HttpMethod.Get, "/local-bucket/in/a%20b.json");
        Assert.Equal("""{"a":1}""", await SigningClient.TextAsync(got));
        Assert.Equal("application/json", got.Content.Headers.ContentType!.MediaType);
        Assert.Equal(put.Headers.ETag, got.Headers.ETag);
        string list = await SigningClient.TextAsync(await SendAsync(HttpMethod.Get, "/local-bucket?list-type=2&prefix=in%2F"));
        Assert.Equal("in/a b.json", XElement.Parse(list).Descendants().Single(e => e.Name.LocalName == "Key").Value);
    }

    [Fact]
    public async Task A_key_that_xml_cannot_write_is_an_answer_all_the_same()
    {
        HttpResponseMessage missing = await SendAsync(HttpMethod.Get, "/local-bucket/in/a%00b%01.json");
        Assert.Equal(404, (int)missing.StatusCode);
        Assert.Contains("NoSuchKey", await SigningClient.TextAsync(missing), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Chunks_with_a_checksum_after_them_are_decoded_and_checked(bool isRight)
    {
        const string Text = "first part,second part";
        byte[] crc = Crc32.Hash(Encoding.UTF8.GetBytes(isRight ? Text : "another text"));
        crc.AsSpan().Reverse();
        string body = "b\r\nfirst part,\r\nb\r\nsecond part\r\n0\r\nx-amz-checksum-crc32:" + Convert.ToBase64String(crc) + "\r\n\r\n";
        _client.ContentHash = "STREAMING-UNSIGNED-PAYLOAD-TRAILER";
        using HttpRequestMessage request = _client.Sign(HttpMethod.Put, "/local-bucket/chunked.txt", body);
        request.Headers.Add("x-amz-trailer", "x-amz-checksum-crc32");
        request.Headers.Add("x-amz-decoded-content-length", Text.Length.ToString(CultureInfo.InvariantCulture));
        HttpResponseMessage put = await _client.SendAsync(request);
        _client.ContentHash = null;
        HttpResponseMessage got = await SendAsync(HttpMethod.Get, "/local-bucket/chunked.txt");
        if (isRight)
        {
            Assert.Equal(200, (int)put.StatusCode);
            Assert.Equal(Text, await SigningClient.TextAsync(got));
        }
        else
        {
            Assert.Equal("400 BadDigest", await ErrorAsync(put));
            Assert.Equal("404 NoSuchKey", await ErrorAsync(got));
        }
    }

    [Fact]
    public async Task A_body_other_than_its_hash_says_is_refused()
    {
        _client.ContentHash = new string('0', 64);
        Assert.Equal("400 XAmzContentSHA256Mismatch", await ErrorAsync(await SendAsync(HttpMethod.Put, "/local-bucket/x", "text")));
    }

    [Fact]
    public async Task A_refused_upload_leaves_nothing_and_the_next_request_is_answered()
    {
        string large = new('x', 3_000_000);
        Assert.Equal("404 NoSuchBucket", await ErrorAsync(await SendAsync(HttpMethod.Put, "/missing-bucket/x", large)));
        Assert.Equal("403 AccessDenied", await ErrorAsync(await SendAsync(HttpMethod.Put, "/denied-bucket/x", large)));
        Assert.Equal(200, (int)(await SendAsync(HttpMethod.Put, "/local-bucket/x", large)).StatusCode);
        Assert.Empty(Directory.GetFiles(Path.Combine(_client.Server.StoragePath, ".incoming")));
    }

    [Fact]
    public async Task Faults_hit_it_where_they_name_its_operation()
    {
        await SendAsync(HttpMethod.Put, "/local-bucket/x", "0123456789");
        _client.Server.SetFaults(["throttle", "GetObject@cut:1", "HeadObject@error:503"]);
        HttpRequestException cut = await Assert.ThrowsAsync<HttpRequestException>(
            async () => await SigningClient.TextAsync(await SendAsync(HttpMethod.Get, "/local-bucket/x")));
        Assert.NotNull(cut);
        Assert.Equal(503, (int)(await SendAsync(HttpMethod.Head, "/local-bucket/x")).StatusCode);
        Assert.Equal(200, (int)(await SendAsync(HttpMethod.Put, "/local-bucket/y", "still")).StatusCode);
        Assert.Equal(["PutObject", "GetObject", "HeadObject", "PutObject"], _client.Server.ReadRequests().Select(r => r.Operation));
    }

    [Fact]
    public async Task Its_own_folder_goes_with_it_and_a_chosen_one_stays()
    {
        DirectoryInfo chosen = Directory.CreateTempSubdirectory("bedrockps-storage-");
        try
        {
            using (SigningClient client = new(new LocalEndpointOptions { StoragePath = chosen.FullName }) { Service = "s3" })
            {
                Directory.CreateDirectory(Path.Combine(chosen.FullName, "mine", "in"));
                File.WriteAllText(Path.Combine(chosen.FullName, "mine", "in", "dropped.txt"), "by hand");
                HttpResponseMessage got = await client.GetAsync("/mine/in/dropped.txt");
                Assert.Equal("by hand", await SigningClient.TextAsync(got));
                using HttpRequestMessage put = client.Sign(HttpMethod.Put, "/mine/out/kept.txt", "kept");
                Assert.Equal(200, (int)(await client.SendAsync(put)).StatusCode);
            }

            Assert.Equal("kept", File.ReadAllText(Path.Combine(chosen.FullName, "mine", "out", "kept.txt")));
            Assert.False(Directory.Exists(Path.Combine(chosen.FullName, ".incoming")));
        }
        finally
        {
            chosen.Delete(recursive: true);
        }

        await SendAsync(HttpMethod.Put, "/local-bucket/x", "gone soon");
        string own = _client.Server.StoragePath;
        Assert.True(File.Exists(Path.Combine(own, "local-bucket", "x")));
        _client.Dispose();
        Assert.False(Directory.Exists(own));
        using SigningClient unused = new();
        Directory.CreateDirectory(unused.Server.StoragePath);
        unused.Dispose();
        Assert.False(Directory.Exists(unused.Server.StoragePath));
    }

    [Fact]
    public async Task Two_buckets_are_there_from_the_start_and_nothing_is_in_them()
    {
        string list = await SigningClient.TextAsync(await SendAsync(HttpMethod.Get, "/"));
        Assert.Equal(["example-bucket", "local-bucket"], XElement.Parse(list).Descendants().Where(static e => e.Name.LocalName == "Name").Select(static e => e.Value));
        Assert.Empty(Directory.GetFiles(_client.Server.StoragePath, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public void A_folder_that_cannot_be_had_is_told_at_the_start()
    {
        string file = Path.GetTempFileName();
        BedrockException failure = Assert.Throws<BedrockException>(() => new SigningClient(new LocalEndpointOptions { StoragePath = file }));
        File.Delete(file);
        Assert.Equal("LocalEndpointFailed", failure.Code);
        Assert.Contains(file, failure.Message);
    }

    [Theory]
    [InlineData("../../etc/passwd")]
    [InlineData("a/./b/..")]
    [InlineData("C:\\x\\..")]
    [InlineData("//")]
    [InlineData("nul.txt/COM1")]
    public async Task No_key_leaves_the_bucket_s_folder(string key)
    {
        string path = "/local-bucket/" + Uri.EscapeDataString(key).Replace("%2F", "/");
        Assert.Equal(200, (int)(await SendAsync(HttpMethod.Put, path, "here")).StatusCode);
        string file = Assert.Single(Directory.GetFiles(_client.Server.StoragePath, "*", SearchOption.AllDirectories));
        Assert.StartsWith(Path.Combine(_client.Server.StoragePath, "local-bucket") + Path.DirectorySeparatorChar, file);
        string list = await SigningClient.TextAsync(await SendAsync(HttpMethod.Get, "/local-bucket?list-type=2"));
        Assert.Equal(key, XElement.Parse(list).Descendants().Single(e => e.Name.LocalName == "Key").Value);
    }

    private Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? body = null) => _client.SendAsync(method, path, body);

    private static async Task<string> ErrorAsync(HttpResponseMessage response)
    {
        XElement error = XElement.Parse(await SigningClient.TextAsync(response));
        return $"{(int)response.StatusCode} {error.Element("Code")!.Value}";
    }
}
