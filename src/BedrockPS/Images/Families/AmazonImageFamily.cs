using System.Collections.Generic;

namespace BedrockPS.Images;

/// <summary>Titan Image Generator and Nova Canvas, which share a body: a task type, a section for the task, and one for the picture.</summary>
internal abstract class AmazonImageFamily : ImageFamily
{
    private static readonly string[] s_qualities = ["standard", "premium"];
    private Dictionary<ImageTask, ImageForm>? _forms;

    public override int MostPerCall => 5;

    protected override IReadOnlyList<string> Formats => ["png", "jpeg"];

    protected sealed override IReadOnlyDictionary<ImageTask, ImageForm> Forms => _forms ??= MakeForms();

    /// <summary>Characters of a text.</summary>
    protected abstract int MaxText { get; }

    protected abstract long MaxSeed { get; }

    protected abstract Dictionary<ImageTask, ImageForm> MakeForms();

    protected static ImageField Picture(string path, string option = "Image") => new(option, path) { IsRequired = true };

    protected ImageForm Form(string type, params IEnumerable<ImageField> fields) => new([.. fields, .. Config()]) { Fixed = [("taskType", type)] };

    protected IEnumerable<ImageField> Texts(string section, bool isRequired)
    {
        yield return new ImageField("Prompt", section + ".text") { Most = MaxText, IsRequired = isRequired };
        yield return new ImageField("NegativePrompt", section + ".negativeText") { Most = MaxText };
    }

    protected ImageForm Variation() => Form(
        "IMAGE_VARIATION",
        [
            new ImageField("Image", "imageVariationParams.images") { IsRequired = true, IsList = true, Most = 5 },
            .. Texts("imageVariationParams", isRequired: false),
            new ImageField("Similarity", "imageVariationParams.similarityStrength") { Least = 0.2, Most = 1 },
        ]);

    protected ImageForm Inpaint() => Form("INPAINTING", [.. Masked("inPaintingParams", isTextRequired: false)]);

    protected ImageForm Outpaint() => Form(
        "OUTPAINTING",
        [
            .. Masked("outPaintingParams", isTextRequired: true),
            new ImageField("OutpaintMode", "outPaintingParams.outPaintingMode") { Words = ["DEFAULT", "PRECISE"] },
        ]);

    protected static ImageForm RemoveBackground() =>
        new(Picture("backgroundRemovalParams.image")) { Fixed = [("taskType", "BACKGROUND_REMOVAL")] };

    /// <summary>A picture whose lines or areas are kept.</summary>
    protected static IEnumerable<ImageField> Control() =>
    [
        new ImageField("ControlImage", "textToImageParams.conditionImage"),
        new ImageField("ControlMode", "textToImageParams.controlMode") { Words = ["CANNY_EDGE", "SEGMENTATION"] },
        new ImageField("ControlStrength", "textToImageParams.controlStrength") { Least = 0, Most = 1 },
    ];

    /// <summary>Colours make of a text-to-image order another task, in a section of its own.</summary>
    protected static IEnumerable<ImageField> Colours() =>
    [
        new ImageField("Color", "colorGuidedGenerationParams.colors") { IsList = true, Most = 10 },
        new ImageField("ReferenceImage", "colorGuidedGenerationParams.referenceImage"),
    ];

    protected override void Complete(Dictionary<string, object?> body, ImageRequest request)
    {
        if (request.Task is ImageTask.Inpaint or ImageTask.Outpaint)
        {
            NeedOne(request, "Mask", "MaskPrompt");
        }

        if (request.Options.ContainsKey("ReferenceImage") && !request.Options.ContainsKey("Color") && request.Task == ImageTask.Text)
        {
            throw ImageField.Invalid("-ReferenceImage needs -Color, which it guides.");
        }

        if (request.Options.ContainsKey("Color"))
        {
            UseColours(body);
        }

        if (request.Task != ImageTask.RemoveBackground && request.Count > 1)
        {
            Set(body, ["imageGenerationConfig", "numberOfImages"], (long)request.Count);
        }
    }

    private static void UseColours(Dictionary<string, object?> body)
    {
        Dictionary<string, object?> text = (Dictionary<string, object?>)body["textToImageParams"]!;
        Dictionary<string, object?> colours = (Dictionary<string, object?>)body["colorGuidedGenerationParams"]!;
        foreach (KeyValuePair<string, object?> member in text)
        {
            if (member.Key is not ("text" or "negativeText"))
            {
                throw ImageField.Invalid("-Color cannot be together with -ControlImage, -ControlMode, -ControlStrength or -Style.");
            }

            colours[member.Key] = member.Value;
        }

        body.Remove("textToImageParams");
        body["taskType"] = "COLOR_GUIDED_GENERATION";
    }

    private IEnumerable<ImageField> Masked(string section, bool isTextRequired) =>
    [
        Picture(section + ".image"),
        new ImageField("Mask", section + ".maskImage"),
        new ImageField("MaskPrompt", section + ".maskPrompt") { Most = MaxText },
        .. Texts(section, isTextRequired),
    ];

    private IEnumerable<ImageField> Config() =>
    [
        new ImageField("Width", "imageGenerationConfig.width"),
        new ImageField("Height", "imageGenerationConfig.height"),
        new ImageField("Quality", "imageGenerationConfig.quality") { Words = s_qualities },
        new ImageField("CfgScale", "imageGenerationConfig.cfgScale") { Least = 1.1, Most = 10 },
        new ImageField("Seed", "imageGenerationConfig.seed") { Least = 0, Most = MaxSeed },
    ];
}
