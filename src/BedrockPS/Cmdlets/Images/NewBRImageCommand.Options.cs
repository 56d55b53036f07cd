using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Management.Automation;
using BedrockPS.Api;
using BedrockPS.Completers;
using BedrockPS.Images;
using BedrockPS.Inference;

namespace BedrockPS.Cmdlets;

/// <content>The parameters that say what is wanted, and how they become an order.</content>
public sealed partial class NewBRImageCommand
{
    private const string TextSet = "Text";
    private const string VariationSet = nameof(ImageTask.Variation);
    private const string InpaintSet = nameof(ImageTask.Inpaint);
    private const string OutpaintSet = nameof(ImageTask.Outpaint);
    private const string RemoveBackgroundSet = nameof(ImageTask.RemoveBackground);
    private const string EraseSet = nameof(ImageTask.Erase);
    private const string ReplaceSet = nameof(ImageTask.Replace);
    private const string RecolorSet = nameof(ImageTask.Recolor);
    private const string StyleTransferSet = nameof(ImageTask.StyleTransfer);
    private const string UpscaleSet = nameof(ImageTask.Upscale);
    private const string TryOnSet = nameof(ImageTask.TryOn);

    /// <summary>
    /// What the pictures show or how they are changed. Without it each piped string is a prompt of its own, or, where a task needs a
    /// picture and -Image is not given, the path of one.
    /// </summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true, ParameterSetName = TextSet)]
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true, ParameterSetName = VariationSet)]
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true, ParameterSetName = InpaintSet)]
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true, ParameterSetName = OutpaintSet)]
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true, ParameterSetName = ReplaceSet)]
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true, ParameterSetName = RecolorSet)]
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true, ParameterSetName = StyleTransferSet)]
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true, ParameterSetName = UpscaleSet)]
    [ValidateNotNullOrEmpty]
    public string? Prompt { get; set; }

    /// <summary>Prompts as text or text files; for tasks that change a picture, picture files, bytes and pictures of this command.</summary>
    [Parameter(ValueFromPipeline = true)]
    [AllowNull]
    [AllowEmptyString]
    public object? InputObject { get; set; }

    /// <summary>
    /// The picture to change: a path, a file, bytes, or a picture of this command. Variation takes up to five of them with Titan and
    /// Nova Canvas.
    /// </summary>
    [Parameter(ValueFromPipelineByPropertyName = true, ParameterSetName = VariationSet)]
    [Parameter(ValueFromPipelineByPropertyName = true, ParameterSetName = InpaintSet)]
    [Parameter(ValueFromPipelineByPropertyName = true, ParameterSetName = OutpaintSet)]
    [Parameter(ValueFromPipelineByPropertyName = true, ParameterSetName = RemoveBackgroundSet)]
    [Parameter(ValueFromPipelineByPropertyName = true, ParameterSetName = EraseSet)]
    [Parameter(ValueFromPipelineByPropertyName = true, ParameterSetName = ReplaceSet)]
    [Parameter(ValueFromPipelineByPropertyName = true, ParameterSetName = RecolorSet)]
    [Parameter(ValueFromPipelineByPropertyName = true, ParameterSetName = StyleTransferSet)]
    [Parameter(ValueFromPipelineByPropertyName = true, ParameterSetName = UpscaleSet)]
    [Parameter(ValueFromPipelineByPropertyName = true, ParameterSetName = TryOnSet)]
    [Alias("FullName", "Path")]
    [AttachmentArgument]
    [AllowNull]
    public object[]? Image { get; set; }

    /// <summary>Make pictures that are like -Image. -Similarity says how like.</summary>
    [Parameter(Mandatory = true, ParameterSetName = VariationSet)]
    public SwitchParameter Variation { get; set; }

    /// <summary>Paint a part of -Image anew: -Mask shows it in black, or -MaskPrompt names it.</summary>
    [Parameter(Mandatory = true, ParameterSetName = InpaintSet)]
    public SwitchParameter Inpaint { get; set; }

    /// <summary>Paint what is around a part of -Image (-Mask, -MaskPrompt), or beyond its edges (-Left, -Right, -Up, -Down).</summary>
    [Parameter(Mandatory = true, ParameterSetName = OutpaintSet)]
    public SwitchParameter Outpaint { get; set; }

    /// <summary>Keep what is in the foreground of -Image; the rest becomes transparent.</summary>
    [Parameter(Mandatory = true, ParameterSetName = RemoveBackgroundSet)]
    public SwitchParameter RemoveBackground { get; set; }

    /// <summary>Take out of -Image what -Mask shows.</summary>
    [Parameter(Mandatory = true, ParameterSetName = EraseSet)]
    public SwitchParameter Erase { get; set; }

    /// <summary>Put what -Prompt says in place of what -Search names.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ReplaceSet)]
    public SwitchParameter Replace { get; set; }

    /// <summary>Give what -Search names the colours that -Prompt says.</summary>
    [Parameter(Mandatory = true, ParameterSetName = RecolorSet)]
    public SwitchParameter Recolor { get; set; }

    /// <summary>Give -Image the style of -StyleImage.</summary>
    [Parameter(Mandatory = true, ParameterSetName = StyleTransferSet)]
    public SwitchParameter StyleTransfer { get; set; }

    /// <summary>Make -Image larger.</summary>
    [Parameter(Mandatory = true, ParameterSetName = UpscaleSet)]
    public SwitchParameter Upscale { get; set; }

    /// <summary>Put the garment of -ReferenceImage on the person in -Image; -Garment, -MaskPrompt or -Mask says what it replaces.</summary>
    [Parameter(Mandatory = true, ParameterSetName = TryOnSet)]
    public SwitchParameter TryOn { get; set; }

    /// <summary>A picture of the size of -Image in black and white; black is what is meant. For Stability's services white is.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, ParameterSetName = InpaintSet)]
    [Parameter(ValueFromPipelineByPropertyName = true, ParameterSetName = OutpaintSet)]
    [Parameter(ValueFromPipelineByPropertyName = true, ParameterSetName = EraseSet)]
    [Parameter(ValueFromPipelineByPropertyName = true, ParameterSetName = TryOnSet)]
    [AttachmentArgument]
    public object? Mask { get; set; }

    /// <summary>The part of -Image that is meant, in words: the dog on the left.</summary>
    [Parameter(ParameterSetName = InpaintSet)]
    [Parameter(ParameterSetName = OutpaintSet)]
    [Parameter(ParameterSetName = TryOnSet)]
    [ValidateNotNullOrEmpty]
    public string? MaskPrompt { get; set; }

    /// <summary>What -Replace and -Recolor are to find in the picture, in words.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ReplaceSet)]
    [Parameter(Mandatory = true, ParameterSetName = RecolorSet)]
    [ValidateNotNullOrEmpty]
    public string? Search { get; set; }

    /// <summary>How like -Image the pictures are to be: 0 (free) to 1 (the same); Titan and Nova Canvas begin at 0.2.</summary>
    [Parameter(ParameterSetName = VariationSet)]
    [ValidateRange(0.0, 1.0)]
    public double? Similarity { get; set; }

    /// <summary>How the edges of -Mask are treated: DEFAULT smooths them, PRECISE keeps to them.</summary>
    [Parameter(ParameterSetName = OutpaintSet)]
    [ArgumentCompleter(typeof(ImageWordCompleter))]
    public string? OutpaintMode { get; set; }

    /// <summary>Pixels to add at the left, 0 to 2000.</summary>
    [Parameter(ParameterSetName = OutpaintSet)]
    [ValidateRange(0, 2000)]
    public int? Left { get; set; }

    /// <summary>Pixels to add at the right, 0 to 2000.</summary>
    [Parameter(ParameterSetName = OutpaintSet)]
    [ValidateRange(0, 2000)]
    public int? Right { get; set; }

    /// <summary>Pixels to add above, 0 to 2000.</summary>
    [Parameter(ParameterSetName = OutpaintSet)]
    [ValidateRange(0, 2000)]
    public int? Up { get; set; }

    /// <summary>Pixels to add below, 0 to 2000.</summary>
    [Parameter(ParameterSetName = OutpaintSet)]
    [ValidateRange(0, 2000)]
    public int? Down { get; set; }

    /// <summary>Pixels by which the area that is painted anew grows, 0 to 20.</summary>
    [Parameter(ParameterSetName = InpaintSet)]
    [Parameter(ParameterSetName = EraseSet)]
    [Parameter(ParameterSetName = ReplaceSet)]
    [Parameter(ParameterSetName = RecolorSet)]
    [ValidateRange(0, 20)]
    public int? GrowMask { get; set; }

    /// <summary>How freely the model adds to the picture, 0 to 1; upscaling takes 0.1 to 0.5.</summary>
    [Parameter(ParameterSetName = OutpaintSet)]
    [Parameter(ParameterSetName = UpscaleSet)]
    [Parameter(ParameterSetName = StyleTransferSet)]
    [ValidateRange(0.0, 1.0)]
    public double? Creativity { get; set; }

    /// <summary>A picture whose style is taken, given like -Image.</summary>
    [Parameter(ParameterSetName = TextSet)]
    [Parameter(ParameterSetName = StyleTransferSet)]
    [AttachmentArgument]
    public object? StyleImage { get; set; }

    /// <summary>How close to -StyleImage (or, with -StyleTransfer, to the composition of -Image) the result is to be, 0 to 1.</summary>
    [Parameter(ParameterSetName = TextSet)]
    [Parameter(ParameterSetName = StyleTransferSet)]
    [ValidateRange(0.0, 1.0)]
    public double? Fidelity { get; set; }

    /// <summary>How much of the style of -StyleImage is taken, 0 to 1.</summary>
    [Parameter(ParameterSetName = StyleTransferSet)]
    [ValidateRange(0.0, 1.0)]
    public double? StyleStrength { get; set; }

    /// <summary>A picture or sketch whose lines or areas the new picture follows, given like -Image.</summary>
    [Parameter(ParameterSetName = TextSet)]
    [AttachmentArgument]
    public object? ControlImage { get; set; }

    /// <summary>What of -ControlImage is followed: CannyEdge (lines) or Segmentation (areas). Stability's models for it know one way each.</summary>
    [Parameter(ParameterSetName = TextSet)]
    [ArgumentCompleter(typeof(ImageWordCompleter))]
    public string? ControlMode { get; set; }

    /// <summary>How closely -ControlImage is followed, 0 to 1.</summary>
    [Parameter(ParameterSetName = TextSet)]
    [ValidateRange(0.0, 1.0)]
    public double? ControlStrength { get; set; }

    /// <summary>Colours the picture is made of, as #rrggbb; up to ten.</summary>
    [Parameter(ParameterSetName = TextSet)]
    [ValidatePattern("^#[0-9A-Fa-f]{6}$")]
    public string[]? Color { get; set; }

    /// <summary>With -Color a picture whose colours and style are followed; with -TryOn the garment.</summary>
    [Parameter(ParameterSetName = TextSet)]
    [Parameter(ParameterSetName = TryOnSet)]
    [AttachmentArgument]
    public object? ReferenceImage { get; set; }

    /// <summary>Kind of garment of -TryOn, such as UpperBody, LongPants or Shoes.</summary>
    [Parameter(ParameterSetName = TryOnSet)]
    [ArgumentCompleter(typeof(ImageWordCompleter))]
    public string? Garment { get; set; }

    /// <summary>
    /// Model id, inference profile id, ARN of either, or a short name that fits one image model of the region. Without it the
    /// session's default (Set-BRDefault -ImageModel).
    /// </summary>
    [Parameter]
    [Alias("ModelId")]
    [ArgumentCompleter(typeof(ModelCompleter))]
    public string? Model { get; set; }

    /// <summary>What must not be in the pictures.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? NegativePrompt { get; set; }

    /// <summary>Width and height in pixels, such as 1024x768; the model says which sizes it makes.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ImageWordCompleter))]
    public string? Size { get; set; }

    /// <summary>Width in pixels.</summary>
    [Parameter]
    [ValidateRange(1, 100000)]
    public int? Width { get; set; }

    /// <summary>Height in pixels.</summary>
    [Parameter]
    [ValidateRange(1, 100000)]
    public int? Height { get; set; }

    /// <summary>Shape of the pictures of Stability's models: 16:9, 1:1, 21:9, 2:3, 3:2, 4:5, 5:4, 9:16 or 9:21.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ImageWordCompleter))]
    public string? AspectRatio { get; set; }

    /// <summary>
    /// Pictures of each input, 1 to 100. Titan and Nova Canvas make up to five in a call; other models are called once for each, and
    /// a -Seed is one more for each call.
    /// </summary>
    [Parameter]
    [ValidateRange(1, 100)]
    public int Count { get; set; } = 1;

    /// <summary>Where chance begins: the same seed and order give the same picture.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public long? Seed { get; set; }

    /// <summary>How strictly the prompt is followed: 1.1 to 10 for Titan and Nova Canvas, 0 to 35 for SDXL.</summary>
    [Parameter]
    [ValidateRange(0.0, 35.0)]
    public double? CfgScale { get; set; }

    /// <summary>standard or premium.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ImageWordCompleter))]
    public string? Quality { get; set; }

    /// <summary>A style the model knows by name: Photorealism, DesignSketch and others of Nova Canvas; photographic, anime and others of Stability.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ImageWordCompleter))]
    public string? Style { get; set; }

    /// <summary>png, jpeg or webp, where the model lets one choose; the extension of -OutFile chooses too.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ImageWordCompleter))]
    public string? OutputFormat { get; set; }

    /// <summary>Steps of SDXL, 10 to 150.</summary>
    [Parameter]
    [ValidateRange(10, 150)]
    public int? Step { get; set; }

    /// <summary>Sampler of SDXL, such as K_EULER.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ImageWordCompleter))]
    public string? Sampler { get; set; }

    /// <summary>Members for the body in the model's own names, for what has no parameter here: a hashtable or JSON.</summary>
    [Parameter]
    public object? AdditionalField { get; set; }

    /// <summary>Do not look for an inference profile when the model cannot be called by its own id.</summary>
    [Parameter]
    public SwitchParameter NoProfileFallback { get; set; }

    /// <summary>File for the pictures; from the second on, and with -Count, a number stands before its extension. What is there is an error without -Force.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? OutFile { get; set; }

    /// <summary>Folder for the pictures, made where it is missing. Names are made of the prompts; a name that is taken gets a number, unless -Force.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? OutDirectory { get; set; }

    /// <summary>Replace files that are there.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Show each picture in the terminal, as Show-BRImage does; nothing is shown where the output is redirected.</summary>
    [Parameter]
    public SwitchParameter Show { get; set; }

    private ImageRequest ReadRequest()
    {
        ImageTask task = Task;
        ImageRequest request = new(task) { Count = Count };
        if (AdditionalField is not null)
        {
            request.AdditionalFields = PlainValue.ToMap(AdditionalField, "-AdditionalField");
        }

        ReadPicturesAndPrompt(request);
        Add(request, nameof(MaskPrompt), MaskPrompt);
        Add(request, nameof(Search), Search);
        Add(request, nameof(Similarity), Similarity);
        Add(request, nameof(OutpaintMode), OutpaintMode);
        Add(request, nameof(Left), Left);
        Add(request, nameof(Right), Right);
        Add(request, nameof(Up), Up);
        Add(request, nameof(Down), Down);
        Add(request, nameof(GrowMask), GrowMask);
        Add(request, nameof(Creativity), Creativity);
        Add(request, nameof(Fidelity), Fidelity);
        Add(request, nameof(StyleStrength), StyleStrength);
        Add(request, nameof(ControlMode), ControlMode);
        Add(request, nameof(ControlStrength), ControlStrength);
        Add(request, nameof(Color), Color);
        Add(request, nameof(Garment), Garment);
        Add(request, nameof(NegativePrompt), IsMeant(nameof(NegativePrompt)) ? NegativePrompt : null);
        Add(request, nameof(AspectRatio), AspectRatio);
        Add(request, nameof(CfgScale), CfgScale);
        Add(request, nameof(Quality), Quality);
        Add(request, nameof(Style), Style);
        Add(request, nameof(Step), Step);
        Add(request, nameof(Sampler), Sampler);
        AddSize(request);
        Add(request, nameof(OutputFormat), FormatFor(task));
        return request;
    }

    private void ReadPicturesAndPrompt(ImageRequest request)
    {
        ImageArguments arguments = new(path => FullPathOf(path));
        bool needsPicture = request.Task != ImageTask.Text;
        object? input = Input;
        object? picture = !needsPicture ? null
            : IsTyped(nameof(Image)) ? Image
            : input is byte[] or FileInfo or BedrockPS.Image or string ? input
            : Image;
        if (needsPicture && picture is null)
        {
            throw new BedrockException("EmptyInput", $"-{request.Task} needs a picture.")
            {
                RecommendedAction = "Give -Image, or pipe picture files or pictures of New-BRImage.",
            };
        }

        Add(request, nameof(Prompt), PromptOf(request.Task, isPicture: ReferenceEquals(picture, input)));
        Add(request, nameof(Image), picture is null ? null : arguments.Read(picture, nameof(Image)));
        foreach ((string name, object? given) in new[]
        {
            (nameof(Mask), Mask), (nameof(StyleImage), StyleImage), (nameof(ControlImage), ControlImage), (nameof(ReferenceImage), ReferenceImage),
        })
        {
            Add(request, name, given is null ? null : arguments.Read(given, name)[0]);
        }

        Add(request, nameof(Seed), IsMeant(nameof(Seed)) ? Seed : null);
    }

    /// <summary>A picture or file that is piped has a seed and a size of its own, which are not those wanted.</summary>
    private bool IsMeant(string parameter) => IsTyped(parameter) || Input is not (BedrockPS.Image or FileSystemInfo or byte[] or string);

    /// <param name="task">What is asked for.</param>
    /// <param name="isPicture">What was piped is the picture, so it is no prompt.</param>
    private string? PromptOf(ImageTask task, bool isPicture)
    {
        object? input = Input;
        if (input is BedrockPS.Image image && !IsTyped(nameof(Prompt)))
        {
            // The words a picture was made of are taken over only by models that cannot do without.
            return _family!.NeedsPrompt(task) ? image.Prompt : null;
        }

        bool isPrompt = Prompt is null && MyInvocation.ExpectingInput && !isPicture;
        string? text = !isPrompt ? Prompt : input switch
        {
            string piped => piped,
            FileInfo file => ReadText(file),
            _ => null,
        };
        if (string.IsNullOrWhiteSpace(text) && isPrompt && (task == ImageTask.Text || IsTyped(nameof(Image))))
        {
            throw input is null or string
                ? new BedrockException("EmptyInput", "The pipeline brought an empty input; there is nothing to make a picture of.")
                : new BedrockException("NoPrompt", $"An object ({input.GetType().Name}) was piped that has no property Prompt.")
                {
                    RecommendedAction = "Pipe prompts as text, or objects with a property Prompt.",
                };
        }

        return string.IsNullOrWhiteSpace(text) && task == ImageTask.Text ? throw new BedrockException("NoPrompt", "There is no prompt.") : text;
    }

    private static string ReadText(FileInfo file)
    {
        byte[] bytes = Material.ReadBytes(file);
        return FileKind.Of(bytes, file.Extension).Block == "text"
            ? FileKind.DecodeText(bytes).Trim()
            : throw new BedrockException("FileUnsupported", $"'{file.FullName}' is not text, so it is no prompt.")
            {
                RecommendedAction = "Say with a switch what is to be done with a picture: -Variation, -Inpaint, -Outpaint, -RemoveBackground and so on.",
            };
    }

    private void AddSize(ImageRequest request)
    {
        if (Size is null || !IsMeant(nameof(Size)))
        {
            Add(request, nameof(Width), Width);
            Add(request, nameof(Height), Height);
            return;
        }

        if (Width is not null || Height is not null)
        {
            throw ImageField.Invalid("-Size says both -Width and -Height; leave these out.");
        }

        string[] sides = Size.Split('x', 'X', '*', '×');
        if (sides.Length != 2
            || !int.TryParse(sides[0].Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out int width)
            || !int.TryParse(sides[1].Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out int height))
        {
            throw ImageField.Invalid($"-Size is '{Size}', not width and height such as 1024x768.");
        }

        Add(request, nameof(Width), width);
        Add(request, nameof(Height), height);
    }

    /// <summary>The format asked for, or the one the file's name tells.</summary>
    private string? FormatFor(ImageTask task)
    {
        if (OutputFormat is not null)
        {
            return OutputFormat.Equals("jpg", StringComparison.OrdinalIgnoreCase) ? "jpeg" : OutputFormat;
        }

        string? format = OutFile is null ? null : Path.GetExtension(OutFile).ToLowerInvariant() switch
        {
            ".jpg" or ".jpeg" => "jpeg",
            ".webp" => "webp",
            _ => null,
        };
        return _family!.ChoosesFormat(task) ? format : null;
    }

    private static void Add(ImageRequest request, string name, object? value)
    {
        if (value is null or "")
        {
            return;
        }

        request.Options[name] = value is int whole ? (long)whole : value;
    }
}
