using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Text;
using System.Text.Json.Nodes;
using BedrockPS.Unit.Resources;
using Xunit;

namespace BedrockPS.Unit.AsyncInvocations;

/// <summary>Videos from the command to the file, with the endpoint's own storage between.</summary>
public sealed class VideoTests : IClassFixture<ResourceEndpoint>, IDisposable
{
    private const string To = "-S3Uri s3://local-bucket/videos/";
    private const string Reel = "nova-reel-v1:1";

    private static readonly byte[] s_png = Convert.FromBase64String(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    private readonly ResourceEndpoint _session;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("bedrockps-video-");

    public VideoTests(ResourceEndpoint session) => _session = session;

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData(
        $"'A boat.' | New-BRVideo -Model {Reel} {To} -Seed 7",
        """{"taskType":"TEXT_VIDEO","textToVideoParams":{"text":"A boat."},"videoGenerationConfig":{"fps":24,"dimension":"1280x720","seed":7,"durationSeconds":6}}""")]
    [InlineData(
        $"New-BRVideo 'A boat.' {Reel} {To} -Image $png -Size 1280x720 -Fps 24 -Duration 6",
        """{"taskType":"TEXT_VIDEO","textToVideoParams":{"text":"A boat.","images":[{"format":"png","source":{"bytes":"PNG"}}]},"videoGenerationConfig":{"fps":24,"dimension":"1280x720","durationSeconds":6}}""")]
    [InlineData(
        $"New-BRVideo 'A long story.' {Reel} {To} -Duration 18",
        """{"taskType":"MULTI_SHOT_AUTOMATED","multiShotAutomatedParams":{"text":"A long story."},"videoGenerationConfig":{"fps":24,"dimension":"1280x720","durationSeconds":18}}""")]
    [InlineData(
        $"New-BRVideo -Shot 'First.', @{{ Text = 'Second.'; Image = $png }} -Model {Reel} {To}",
        """{"taskType":"MULTI_SHOT_MANUAL","multiShotManualParams":{"shots":[{"text":"First."},{"text":"Second.","image":{"format":"png","source":{"bytes":"PNG"}}}]},"videoGenerationConfig":{"fps":24,"dimension":"1280x720"}}""")]
    [InlineData(
        $"New-BRVideo 'A cat.' ray-v2 {To} -Duration 9 -AspectRatio 9:16 -Resolution 540p -Loop -Image $png -LastImage $png",
        """{"prompt":"A cat.","duration":"9s","aspect_ratio":"9:16","resolution":"540p","loop":true,"keyframes":{"frame0":{"type":"image","source":{"type":"base64","media_type":"image/png","data":"PNG"}},"frame1":{"type":"image","source":{"type":"base64","media_type":"image/png","data":"PNG"}}}}""")]
    public void A_video_is_asked_for_in_the_model_s_own_words(string script, string expected)
    {
        PSObject started = _session.One(script, ("png", s_png));
        Assert.Contains("BedrockPS.AsyncInvocation", started.TypeNames);
        JsonNode body = _session.Body("StartAsyncInvoke");
        Assert.Equal("s3://local-bucket/videos/", (string?)body["outputDataConfig"]!["s3OutputDataConfig"]!["s3Uri"]);
        Assert.True(
            JsonNode.DeepEquals(JsonNode.Parse(expected.Replace("PNG", Convert.ToBase64String(s_png), StringComparison.Ordinal)), body["modelInput"]),
            body["modelInput"]!.ToJsonString());
    }

    [Theory]
    [InlineData($"New-BRVideo 'A boat.' {Reel} {To} -Duration 7", "ParameterInvalid", "-Duration 7")]
    [InlineData($"New-BRVideo 'A boat.' {Reel} {To} -Loop", "ParameterInvalid", "-Loop")]
    [InlineData($"New-BRVideo 'A boat.' {Reel} {To} -AspectRatio 1:1", "ParameterInvalid", "-AspectRatio")]
    [InlineData($"New-BRVideo 'A boat.' ray-v2 {To} -Seed 1", "ParameterInvalid", "-Seed")]
    [InlineData($"New-BRVideo 'A boat.' ray-v2 {To} -Duration 6", "ParameterInvalid", "5, 9")]
    [InlineData($"New-BRVideo 'A boat.' {Reel} {To} -Shot one, two", "ParameterInvalid", "-Prompt means nothing")]
    [InlineData($"New-BRVideo -Shot one -Model {Reel} {To}", "ParameterInvalid", "2 to 20")]
    [InlineData($"New-BRVideo -Model {Reel} {To}", "ParameterInvalid", "-Prompt or -Shot")]
    [InlineData($"New-BRVideo 'A boat.' amazon.nova-lite-v1:0 {To}", "VideoModelUnknown", "Luma Ray")]
    [InlineData($"New-BRVideo 'A boat.' {Reel} {To} -Image ([byte[]] (1, 2, 3))", "FileUnsupported", "png")]
    [InlineData($"New-BRVideo 'A boat.' {Reel} -S3Uri videos", "ParameterInvalid", "s3")]
    public void What_a_model_cannot_do_is_told_before_anything_is_made(string script, string code, string word)
    {
        ErrorRecord error = _session.Error(script);
        Assert.StartsWith(code + ",", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains(word, error.Exception.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void A_rehearsal_starts_nothing() =>
        Assert.DoesNotContain("StartAsyncInvoke", _session.Calls($"New-BRVideo 'A boat.' {Reel} {To} -OutFile '{_folder.FullName}/x.mp4' -WhatIf"));

    [Fact]
    public void Videos_from_the_pipeline_are_waited_for_and_saved_and_are_videos()
    {
        List<PSObject> files = _session.Run($"'A boat.', 'A cat.' | New-BRVideo -Model {Reel} {To} -Duration 12 -OutDirectory '{_folder.FullName}'");
        AsyncOutput[] outputs = [.. files.Select(static file => (AsyncOutput)file.BaseObject)];
        Assert.Equal(["Manifest", "Shot", "Shot", "Status", "Video"], outputs.Take(5).Select(static output => output.Kind).Order());
        Assert.Equal(2, outputs.Select(static output => Path.GetDirectoryName(output.Path)).Distinct().Count());
        Assert.All(outputs, static output => Assert.Equal(output.Length, new FileInfo(output.Path).Length));
        byte[] video = File.ReadAllBytes(outputs.First(static output => output.Kind == "Video").Path);
        Dictionary<string, (int Start, int Length)> boxes = Boxes(video, 0, video.Length);
        Assert.Equal(["ftyp", "moov", "mdat"], boxes.Keys);
        (int start, int length) = boxes["moov"];
        Dictionary<string, (int Start, int Length)> track = Boxes(video, Boxes(video, start, start + length)["trak"]);
        Dictionary<string, (int Start, int Length)> table = Boxes(video, Boxes(video, Boxes(video, track["mdia"])["minf"])["stbl"]);
        int frames = Number(video, table["stsz"].Start + 8);
        Assert.Equal(12 * 24, frames);
        Assert.Equal(boxes["mdat"].Length, Enumerable.Range(0, frames).Sum(i => Number(video, table["stsz"].Start + 12 + (4 * i))));
        Assert.Equal(boxes["mdat"].Start, Number(video, table["stco"].Start + 8));
    }

    [Fact]
    public void A_file_that_is_there_is_overwritten_when_asked_alone()
    {
        string file = Path.Combine(_folder.FullName, "boat.mp4");
        File.WriteAllText(file, "mine");
        int before = _session.Local.GetRequest().Count;
        Assert.StartsWith("FileExists,", _session.Error($"New-BRVideo 'A boat.' {Reel} {To} -OutFile '{file}'").FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.DoesNotContain(_session.Local.GetRequest().Skip(before), static request => request.Operation == "StartAsyncInvoke");
        AsyncOutput saved = (AsyncOutput)_session.One($"New-BRVideo 'A boat.' {Reel} {To} -OutFile '{file}' -Force").BaseObject;
        Assert.Equal((file, "Video"), (saved.Path, saved.Kind));
        Assert.Equal(saved.Length, new FileInfo(file).Length);
        Assert.Single(_folder.GetFiles());
    }

    [Fact]
    public void An_invocation_that_fails_is_an_error_with_the_reason_and_the_others_are_saved()
    {
        List<PSObject> saved = _session.Shell.Run(
            $"'s3://local-bucket/v/', 's3://no-such-bucket/v/' | ForEach-Object {{ New-BRVideo 'A boat.' {Reel} -S3Uri $_ -OutDirectory '{_folder.FullName}' }}");
        Assert.Equal(3, saved.Count);
        ErrorRecord error = Assert.Single(_session.Shell.Errors);
        Assert.StartsWith("JobFailed,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("no-such-bucket", error.Exception.Message, StringComparison.Ordinal);
    }

    private static Dictionary<string, (int Start, int Length)> Boxes(byte[] file, (int Start, int Length) box) =>
        Boxes(file, box.Start, box.Start + box.Length);

    /// <summary>The boxes of a stretch, and where their contents are; they must fill it.</summary>
    private static Dictionary<string, (int Start, int Length)> Boxes(byte[] file, int start, int end)
    {
        Dictionary<string, (int Start, int Length)> boxes = [];
        while (start < end)
        {
            int length = Number(file, start);
            Assert.InRange(length, 8, end - start);
            boxes[Encoding.ASCII.GetString(file, start + 4, 4)] = (start + 8, length - 8);
            start += length;
        }

        return boxes;
    }

    private static int Number(byte[] file, int at) => (file[at] << 24) | (file[at + 1] << 16) | (file[at + 2] << 8) | file[at + 3];
}
