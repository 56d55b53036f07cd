using System;
using System.Collections.Generic;
using System.Globalization;

namespace BedrockPS.Images;

/// <summary>The Stability AI models of today: three that make pictures, and the image services, each of which does one thing.</summary>
internal static class StabilityFamilies
{
    private static readonly string[] s_ratios = ["16:9", "1:1", "21:9", "2:3", "3:2", "4:5", "5:4", "9:16", "9:21"];

    /// <summary>The presets of style they all know.</summary>
    public static readonly string[] Styles =
    [
        "3d-model", "analog-film", "anime", "cinematic", "comic-book", "digital-art", "enhance", "fantasy-art", "isometric", "line-art",
        "low-poly", "modeling-compound", "neon-punk", "origami", "photographic", "pixel-art", "tile-texture",
    ];

    private static readonly ImageField s_image = new("Image", "image") { IsRequired = true };
    private static readonly ImageField s_prompt = new("Prompt", "prompt") { IsRequired = true, Most = 10_000 };
    private static readonly ImageField s_freePrompt = new("Prompt", "prompt") { Most = 10_000 };
    private static readonly ImageField s_negative = new("NegativePrompt", "negative_prompt") { Most = 10_000 };
    private static readonly ImageField s_seed = new("Seed", "seed") { Least = 0, Most = uint.MaxValue };
    private static readonly ImageField s_format = new("OutputFormat", "output_format") { Words = ["png", "jpeg", "webp"] };
    private static readonly ImageField s_ratio = new("AspectRatio", "aspect_ratio") { Words = s_ratios };
    private static readonly ImageField s_style = new("Style", "style_preset") { Words = Styles };
    private static readonly ImageField s_growth = new("GrowMask", "grow_mask") { Least = 0, Most = 20 };
    private static readonly ImageField s_mask = new("Mask", "mask");

    /// <summary>1 leaves nothing of the picture to these models, and 0 changes nothing of it.</summary>
    private static readonly ImageField s_strength = new("Similarity", "strength") { Least = 0, Most = 1, Scale = Invert };

    private static readonly ImageField s_control = new("ControlStrength", "control_strength") { Least = 0, Most = 1 };

    public static IEnumerable<ImageFamily> All { get; } =
    [
        new StabilityFamily("Stable Image Core", Text([]), "stability.stable-image-core"),
        new StabilityFamily("Stable Image Ultra", WithVariation(hasMode: false), "stability.stable-image-ultra"),
        new StabilityFamily("Stable Diffusion 3", WithVariation(hasMode: true), "stability.sd3"),
        Service("Stable Image Inpaint", "stable-image-inpaint", ImageTask.Inpaint, s_image, s_mask, s_prompt, s_negative, s_growth, s_style, s_seed, s_format),
        Service(
            "Stable Image Outpaint", "stable-outpaint", ImageTask.Outpaint, s_image, s_freePrompt, Side("Left"), Side("Right"), Side("Up"), Side("Down"),
            Creativity(0, 1), s_style, s_seed, s_format),
        Service("Stable Image Erase Object", "stable-image-erase-object", ImageTask.Erase, s_image, s_mask, s_growth, s_seed, s_format),
        Service(
            "Stable Image Search and Replace", "stable-image-search-replace", ImageTask.Replace,
            s_image, s_prompt, Found("search_prompt"), s_negative, s_growth, s_style, s_seed, s_format),
        Service(
            "Stable Image Search and Recolor", "stable-image-search-recolor", ImageTask.Recolor,
            s_image, s_prompt, Found("select_prompt"), s_negative, s_growth, s_style, s_seed, s_format),
        Service("Stable Image Remove Background", "stable-image-remove-background", ImageTask.RemoveBackground, s_image, s_format),
        Service(
            "Stable Image Style Guide", "stable-image-style-guide", ImageTask.Text, s_prompt,
            new ImageField("StyleImage", "image") { IsRequired = true },
            new ImageField("Fidelity", "fidelity") { Least = 0, Most = 1 }, s_ratio, s_negative, s_style, s_seed, s_format),
        Service(
            "Stable Image Style Transfer", "stable-style-transfer", ImageTask.StyleTransfer,
            new ImageField("Image", "init_image") { IsRequired = true },
            new ImageField("StyleImage", "style_image") { IsRequired = true },
            s_freePrompt, s_negative,
            new ImageField("Fidelity", "composition_fidelity") { Least = 0, Most = 1 },
            new ImageField("StyleStrength", "style_strength") { Least = 0, Most = 1 },
            new ImageField("Creativity", "change_strength") { Least = 0.1, Most = 1 },
            s_seed, s_format),
        Service(
            "Stable Image Control Sketch", "stable-image-control-sketch", ImageTask.Text, s_prompt,
            new ImageField("ControlImage", "image") { IsRequired = true }, s_control, s_negative, s_style, s_seed, s_format),
        Service(
            "Stable Image Control Structure", "stable-image-control-structure", ImageTask.Text, s_prompt,
            new ImageField("ControlImage", "image") { IsRequired = true }, s_control, s_negative, s_style, s_seed, s_format),
        Service(
            "Stable Image Creative Upscale", "stable-creative-upscale", ImageTask.Upscale,
            s_image, s_prompt, s_negative, Creativity(0.1, 0.5), s_style, s_seed, s_format),
        Service(
            "Stable Image Conservative Upscale", "stable-conservative-upscale", ImageTask.Upscale,
            s_image, s_prompt, s_negative, Creativity(0.1, 0.5), s_seed, s_format),
        Service("Stable Image Fast Upscale", "stable-fast-upscale", ImageTask.Upscale, s_image, s_format),
    ];

    private static StabilityFamily Service(string name, string id, ImageTask task, params IEnumerable<ImageField> fields) =>
        new(name, new Dictionary<ImageTask, ImageForm> { [task] = new ImageForm(fields) }, "stability." + id);

    private static Dictionary<ImageTask, ImageForm> Text((string Name, object Value)[] fixedMembers) => new()
    {
        [ImageTask.Text] = new ImageForm(s_prompt, s_ratio, s_negative, s_seed, s_format) { Fixed = fixedMembers },
    };

    private static Dictionary<ImageTask, ImageForm> WithVariation(bool hasMode)
    {
        Dictionary<ImageTask, ImageForm> forms = Text(hasMode ? [("mode", "text-to-image")] : []);
        forms.Add(ImageTask.Variation, new ImageForm(s_prompt, s_image, s_strength, s_negative, s_seed, s_format)
        {
            Fixed = hasMode ? [("mode", "image-to-image")] : [],
        });
        return forms;
    }

    private static ImageField Side(string option) => new(option, option.ToLowerInvariant()) { Least = 0, Most = 2000 };

    private static ImageField Creativity(double least, double most) => new("Creativity", "creativity") { Least = least, Most = most };

    private static ImageField Found(string path) => new("Search", path) { IsRequired = true, Most = 10_000 };

    private static object Invert(object value) => Math.Round(1 - Convert.ToDouble(value, CultureInfo.InvariantCulture), 6);
}
