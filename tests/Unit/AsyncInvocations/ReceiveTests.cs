using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Text;
using System.Threading.Tasks;
using BedrockPS.Engine;
using BedrockPS.Engine.S3;
using BedrockPS.S3;
using BedrockPS.Unit.Resources;
using Xunit;

namespace BedrockPS.Unit.AsyncInvocations;

/// <summary>What invocations have made, brought here.</summary>
public sealed class ReceiveTests : IClassFixture<ResourceEndpoint>, IDisposable
{
    private const string Made = "$video = New-BRVideo 'A boat.' nova-reel-v1:1 -S3Uri s3://local-bucket/videos/ -Wait; $video";

    private readonly ResourceEndpoint _session;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("bedrockps-receive-");

    public ReceiveTests(ResourceEndpoint session) => _session = session;

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_download_that_was_broken_off_goes_on_where_it_ended()
    {
        PSObject video = _session.One(Made);
        string target = Path.Combine(_folder.FullName, "video.mp4");
        string uri = (string)video.Properties["OutputDataConfig"].Value.ToPSObject("S3OutputDataConfig").Properties["S3Uri"].Value + "/output.mp4";
        S3Store store = new(EngineClient.For(new ConnectionSettings
        {
            Region = _session.Local.Region,
            EndpointUrl = _session.Local.Url,
            S3EndpointUrl = _session.Local.Url,
            AccessKey = _session.Local.AccessKey,
            SecretKey = _session.Local.SecretKey,
        }));
        S3Entry entry = (await store.FindAsync(S3Location.TryParse(uri)!, TestContext.Current.CancellationToken))!;
        string part = new ObjectDownload(null!, entry, target).PartPath;
        File.WriteAllText(part, "what had come: ");
        File.WriteAllText(target + ".deadbeef.part", "of another version");
        _session.Run($"Receive-BRAsyncInvocation $video -OutFile '{target}'");
        byte[] saved = File.ReadAllBytes(target);
        Assert.Equal(entry.Length, saved.Length);
        Assert.StartsWith("what had come: ", Encoding.ASCII.GetString(saved, 0, 20), StringComparison.Ordinal);
        Assert.Equal(["video.mp4"], _folder.GetFiles().Select(static file => file.Name));
    }

    [Fact]
    public void A_connection_that_breaks_is_made_anew_and_what_is_saved_is_whole()
    {
        _session.Run(Made);
        _session.Local.ClearRequest();
        _session.Local.SetFault("GetObject@cut:1:2");
        try
        {
            string file = Path.Combine(_folder.FullName, "video.mp4");
            _session.Run($"Receive-BRAsyncInvocation $video -OutFile '{file}'");
            byte[] saved = File.ReadAllBytes(file);
            Assert.Equal("ftyp", Encoding.ASCII.GetString(saved, 4, 4));
            Assert.Equal(3, _session.Local.GetRequest().Count(static request => request.Operation == "GetObject"));
        }
        finally
        {
            _session.Local.ClearFault();
        }
    }

    [Fact]
    public void A_second_run_fetches_only_what_is_missing()
    {
        _session.Run(Made);
        string receive = $"Receive-BRAsyncInvocation $video '{_folder.FullName}'";
        AsyncOutput[] first = [.. _session.Run(receive).Select(static file => (AsyncOutput)file.BaseObject)];
        File.Delete(first.Single(static file => file.Kind == "Video").Path);
        Assert.Single(_session.Calls(receive), "GetObject");
        Assert.All(first, static file => Assert.True(File.Exists(file.Path)));
    }

    [Fact]
    public void A_name_that_would_lead_elsewhere_is_an_error_and_the_others_are_saved()
    {
        PSObject video = _session.One(Made);
        string id = ((string)video.Properties["InvocationArn"].Value).Split('/')[1];
        File.WriteAllText(Path.Combine(_session.Local.StoragePath, "local-bucket", "videos", id, "..%5Cevil.mp4"), "x");
        List<PSObject> saved = _session.Shell.Run($"Receive-BRAsyncInvocation $video '{_folder.FullName}'");
        Assert.Equal(3, saved.Count);
        ErrorRecord error = Assert.Single(_session.Shell.Errors);
        Assert.StartsWith("OutputNameUnsafe,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Empty(_folder.GetFiles());
    }

    [Fact]
    public void What_is_not_done_has_failed_or_is_nothing_of_the_kind_is_an_error_each()
    {
        _session.Shell.Run("""
            $input = @{ inputType = 'text'; inputText = 'hello' }
            $busy = Invoke-BRApi bedrock-runtime StartAsyncInvoke -Parameter @{ modelId = 'twelvelabs.marengo-embed-2-7-v1:0'; modelInput = @{ inputType = 'text'; inputText = 'hello' }
                outputDataConfig = @{ s3OutputDataConfig = @{ s3Uri = 's3://local-bucket/e/' } } }
            $failed = New-BRVideo 'A boat.' nova-reel-v1:1 -S3Uri s3://local-bucket/will-fail/
            $busy.InvocationArn, 'nothing', $failed | Receive-BRAsyncInvocation
            Receive-BRAsyncInvocation $failed
            """);
        string[] errors = [.. _session.Shell.Errors.Select(static error => error.FullyQualifiedErrorId.Split(',')[0])];
        Assert.Equal(["InvocationInProgress", "ResourceUnknown"], errors.Take(2));
        Assert.Equal("JobFailed", errors[^1]);
        Assert.Single(_session.Run("$busy.InvocationArn | Receive-BRAsyncInvocation -Wait"));
    }

    [Theory]
    [InlineData("marengo-embed-2-7", "@{ inputType = 'video'; mediaSource = @{ s3Location = @{ uri = 's3://local-bucket/tour.mp4' } }; embeddingOption = @('audio') }", 1024, "00:00:06-00:00:12 audio")]
    [InlineData("amazon.nova-2-multimodal-embeddings-v1:0", "@{ taskType = 'SEGMENTED_EMBEDDING'; segmentedEmbeddingParams = @{ embeddingPurpose = 'GENERIC_INDEX'; embeddingDimension = 256; audio = @{ format = 'mp3'; source = @{ bytes = 'AAAA' } } } }", 256, "00:00:05-00:00:10")]
    public void Embeddings_of_long_media_come_as_objects_with_what_they_are_of(string model, string body, int dimension, string second)
    {
        File.WriteAllText(Path.Combine(Directory.CreateDirectory(Path.Combine(_session.Local.StoragePath, "local-bucket")).FullName, "tour.mp4"), "a video");
        Embedding[] embeddings = [.. _session.Run($"{body} | Start-BRAsyncInvocation {model} -S3Uri s3://local-bucket/e/ -Wait | Receive-BRAsyncInvocation")
            .Select(static item => (Embedding)item.BaseObject)];
        Assert.True(embeddings.Length >= 2);
        Assert.All(embeddings, embedding => Assert.Equal(dimension, embedding.Dimension));
        Assert.Equal(second, embeddings[1].InputObject!.ToString());
        Assert.NotEqual(embeddings[0].Vector, embeddings[1].Vector);
    }
}
