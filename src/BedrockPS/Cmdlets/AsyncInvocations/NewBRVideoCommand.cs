using System.Collections;
using System.Collections.Generic;
using System.IO;
using System.Management.Automation;
using BedrockPS.AsyncInvocations;
using BedrockPS.Completers;
using BedrockPS.Errors;
using BedrockPS.Inference;
using BedrockPS.Models;

namespace BedrockPS.Cmdlets;

/// <summary>
/// Makes a video of a text with Amazon Nova Reel or Luma Ray. That takes minutes, and the video is left in S3: the command writes the
/// invocation, or waits and saves the video with -OutFile or -OutDirectory. The same parameters serve both models; what one of them
/// cannot do is an error before anything is sent.
/// </summary>
[Cmdlet(VerbsCommon.New, "BRVideo", SupportsShouldProcess = true)]
[OutputType("BedrockPS.AsyncInvocation")]
[OutputType(typeof(AsyncOutput))]
public sealed class NewBRVideoCommand : StartAsyncInvocationCmdlet
{
    /// <summary>
    /// What the video shows: up to 512 characters for one shot of Nova Reel and 4000 for several, up to 5000 for Luma Ray. Not with -Shot.
    /// </summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [Option]
    public string? Prompt { get; set; }

    /// <summary>Model id, inference profile id, ARN of either, or a short name that fits one video model of the region.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [Alias("ModelId")]
    [ArgumentCompleter(typeof(ModelCompleter))]
    [Option]
    [ValidateNotNullOrEmpty]
    public string Model { get; set; } = null!;

    /// <summary>Picture the video begins with, png or jpeg: a path, a file or its bytes. Nova Reel wants 1280 by 720 pixels.</summary>
    [Parameter]
    [Alias("FirstImage")]
    [Option]
    public object? Image { get; set; }

    /// <summary>Picture the video ends with: a path, a file or its bytes. Luma Ray alone.</summary>
    [Parameter]
    [Option]
    public object? LastImage { get; set; }

    /// <summary>
    /// Shots of Nova Reel one by one, 2 to 20 of six seconds: texts, or hashtables of Text and Image. Without it a longer -Duration has
    /// the model make the shots of the one prompt.
    /// </summary>
    [Parameter]
    [Option]
    public object[]? Shot { get; set; }

    /// <summary>Seconds: 6, or a multiple of 6 up to 120, for Nova Reel; 5 or 9 for Luma Ray.</summary>
    [Parameter]
    [Alias("DurationSec")]
    [Option]
    [ValidateRange(1, 600)]
    public int? Duration { get; set; }

    /// <summary>Number that gives the same video again, 0 to 2147483646. Nova Reel alone.</summary>
    [Parameter]
    [Option]
    [ValidateRange(0, 2147483646)]
    public int? Seed { get; set; }

    /// <summary>Pictures a second; Nova Reel makes 24.</summary>
    [Parameter]
    [Option]
    [ValidateRange(1, 120)]
    public int? Fps { get; set; }

    /// <summary>Width and height in pixels; Nova Reel makes 1280x720.</summary>
    [Parameter]
    [Alias("Dimension")]
    [Option]
    public string? Size { get; set; }

    /// <summary>Width to height of Luma Ray: 16:9, 9:16, 1:1, 4:3, 3:4, 21:9 or 9:21.</summary>
    [Parameter]
    [Option]
    public string? AspectRatio { get; set; }

    /// <summary>Lines of Luma Ray: 540p or 720p.</summary>
    [Parameter]
    [Option]
    public string? Resolution { get; set; }

    /// <summary>Ends as it begins, so that it can go on and on. Luma Ray alone.</summary>
    [Parameter]
    [Option]
    public SwitchParameter Loop { get; set; }

    /// <summary>Waits, and saves the video to this file. For one video; the parts of several shots are left in S3.</summary>
    [Parameter]
    [Option]
    [ValidateNotNullOrEmpty]
    public string? OutFile { get; set; }

    /// <summary>Waits, and saves all files to a folder named after the end of the invocation's ARN in this one.</summary>
    [Parameter]
    [Option]
    [ValidateNotNullOrEmpty]
    public string? OutDirectory { get; set; }

    /// <summary>Overwrites the file of -OutFile.</summary>
    [Parameter]
    [Option]
    public SwitchParameter Force { get; set; }

    protected override object? Target => Prompt ?? (object?)Shot;

    private protected override object? Matter => Prompt;

    private protected override IReadOnlyList<string> CallParameters => [nameof(Model), nameof(S3Uri)];

    private protected override string ModelName => Model;

    private protected override bool Waits => base.Waits || Saves;

    private bool Saves => OutFile is not null || OutDirectory is not null;

    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        if (Saves && AsJob)
        {
            ThrowTerminatingError(new BedrockException("ParameterInvalid", "-AsJob waits and saves nothing: pipe its output to Receive-BRAsyncInvocation.")
                .ToErrorRecord(OutFile ?? OutDirectory));
        }
    }

    private protected override object ModelInput(string modelId)
    {
        LearnModel(modelId);
        if (OutFile is not null)
        {
            CheckOutFile(OutFile, Force);
        }

        return VideoFamily.For(modelId).Body(new VideoRequest
        {
            Prompt = string.IsNullOrEmpty(Prompt) ? null : Prompt,
            Shots = Shots(),
            FirstImage = Picture(Image, "-Image"),
            LastImage = Picture(LastImage, "-LastImage"),
            Duration = Duration,
            Seed = Seed,
            Fps = Fps,
            Size = Size,
            AspectRatio = AspectRatio,
            Resolution = Resolution,
            Loop = MyInvocation.BoundParameters.ContainsKey(nameof(Loop)) ? Loop.IsPresent : null,
        });
    }

    private protected override void WriteDone(PSObject done)
    {
        if (Saves)
        {
            SaveOutputs(done, OutDirectory, OutFile, Force);
        }
        else
        {
            base.WriteDone(done);
        }
    }

    private List<VideoShot> Shots()
    {
        List<VideoShot> shots = [];
        foreach (object given in Shot ?? [])
        {
            object shot = given is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : given;
            if (shot is string text)
            {
                shots.Add(new VideoShot(text, null));
                continue;
            }

            PSObject? properties = shot is IDictionary ? null : PSObject.AsPSObject(shot);
            IDictionary? map = shot as IDictionary;
            object? told = map?["Text"] ?? map?["Prompt"] ?? properties?.Properties["Text"]?.Value ?? properties?.Properties["Prompt"]?.Value;
            object? image = map?["Image"] ?? properties?.Properties["Image"]?.Value;
            shots.Add(new VideoShot(
                told?.ToString() ?? throw new BedrockException("ParameterInvalid", "A shot is a text, or a hashtable of Text and Image."),
                Picture(image, "The picture of a shot")));
        }

        return shots;
    }

    private VideoImage? Picture(object? given, string name)
    {
        object? value = given is PSObject wrapped ? wrapped.BaseObject : given;
        return value switch
        {
            null => null,
            byte[] bytes => VideoImage.From(bytes),
            FileInfo file => VideoImage.From(Material.ReadBytes(file)),
            string path => VideoImage.From(Material.ReadBytes(new FileInfo(FullPathOf(path)))),
            _ => throw new BedrockException("ParameterInvalid", $"{name} is none of a path, a file and bytes."),
        };
    }
}
