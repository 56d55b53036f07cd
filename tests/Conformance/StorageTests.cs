using System.IO;
using System.Linq;
using System.Text.Json;
using BedrockPS.Conformance.Hosting;
using Xunit;

namespace BedrockPS.Conformance;

/// <summary>boto3 and the AWS command line against the storage of the local endpoint, with the variables it tells of.</summary>
public sealed class StorageTests : IClassFixture<SharedEndpoint>
{
    private readonly EndpointProcess _endpoint;

    public StorageTests(SharedEndpoint shared) => _endpoint = shared.Endpoint;

    [Fact]
    public void ServesBoto3AsS3Does()
    {
        string script = Path.Combine(EndpointProcess.Metadata("Scripts"), "storage.py");
        JsonElement answer = JsonDocument.Parse(Client.Python.Run(_endpoint, script)).RootElement;
        Assert.Equal("one\ntwo\n", Text("body"));
        Assert.Equal("me", Text("owner"));
        Assert.Equal("two", Text("part"));
        Assert.True(answer.GetProperty("same").GetBoolean());
        Assert.Equal("3", Text("tag"));
        Assert.Equal(
            ["..", "100%.txt", "a", "a/../../x", "a/b", "big.bin", "con", "copy.bin", "dir/", "in/records ü+1.jsonl", "x//y"], Texts("keys"));
        Assert.True(answer.GetProperty("bodies").GetBoolean());
        Assert.Equal(["..", "100%.txt", "a", "big.bin", "con", "copy.bin"], Texts("top"));
        Assert.Equal(["a/", "dir/", "in/", "x/"], Texts("folders"));
        Assert.Equal(
            ["NoSuchKey", "NoSuchBucket", "AccessDenied", "PreconditionFailed", "InvalidRange", "BucketNotEmpty", "EntityTooSmall", "NoSuchUpload"],
            new[] { "no_key", "no_bucket", "denied", "changed", "beyond", "full", "too_small", "no_upload" }.Select(Text));
        Assert.Equal("InvalidAccessKeyId", Text("wrong_key"));
        Assert.Equal("SignatureDoesNotMatch", Text("wrong_secret"));

        string Text(string name) => answer.GetProperty(name).GetString()!;

        string[] Texts(string name) => [.. answer.GetProperty(name).EnumerateArray().Select(item => item.GetString()!)];
    }

    [Fact]
    public void CopiesWithTheCommandLine()
    {
        using TemporaryFolder folder = new();
        string there = Path.Combine(folder.Path, "there.bin");
        string back = Path.Combine(folder.Path, "back.bin");
        byte[] bytes = new byte[9_000_000];
        new System.Random(7).NextBytes(bytes);
        File.WriteAllBytes(there, bytes);
        Client.Aws.Run(_endpoint, "s3", "cp", there, "s3://local-bucket/folder/there.bin", "--no-progress");
        Client.Aws.Run(_endpoint, "s3", "mv", "s3://local-bucket/folder/there.bin", "s3://local-bucket/moved.bin", "--no-progress");
        Assert.Contains("9000000 moved.bin", Client.Aws.Run(_endpoint, "s3", "ls", "s3://local-bucket", "--recursive"));
        Client.Aws.Run(_endpoint, "s3", "cp", "s3://local-bucket/moved.bin", back, "--no-progress");
        Assert.Equal(bytes, File.ReadAllBytes(back));
        Client.Aws.Run(_endpoint, "s3", "rm", "s3://local-bucket", "--recursive");
        Assert.Equal("", Client.Aws.Run(_endpoint, "s3", "ls", "s3://local-bucket", "--recursive"));
    }

    private sealed class TemporaryFolder : System.IDisposable
    {
        private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("bedrockps-conformance-");

        public string Path => _folder.FullName;

        public void Dispose() => _folder.Delete(recursive: true);
    }
}
