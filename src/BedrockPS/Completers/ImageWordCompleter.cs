using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace BedrockPS.Completers;

/// <summary>Completes the words of New-BRImage that image models know; which of them knows which, its error says.</summary>
public sealed class ImageWordCompleter : IArgumentCompleter
{
    private static readonly Dictionary<string, string[]> s_words = new(StringComparer.OrdinalIgnoreCase)
    {
        ["OutpaintMode"] = ["Default", "Precise"],
        ["ControlMode"] = ["CannyEdge", "Segmentation"],
        ["Garment"] =
        [
            "UpperBody", "LowerBody", "FullBody", "Footwear", "LongSleeveShirt", "ShortSleeveShirt", "NoSleeveShirt", "LongPants",
            "ShortPants", "LongDress", "ShortDress", "FullBodyOutfit", "Shoes", "Boots",
        ],
        ["Size"] = ["1024x1024", "1280x768", "768x1280", "1152x768", "768x1152", "768x768", "512x512"],
        ["AspectRatio"] = ["1:1", "16:9", "9:16", "3:2", "2:3", "5:4", "4:5", "21:9", "9:21"],
        ["Quality"] = ["standard", "premium"],
        ["OutputFormat"] = ["png", "jpeg", "webp"],
        ["Sampler"] = ["DDIM", "DDPM", "K_DPMPP_2M", "K_DPMPP_2S_ANCESTRAL", "K_DPM_2", "K_DPM_2_ANCESTRAL", "K_EULER", "K_EULER_ANCESTRAL", "K_HEUN", "K_LMS"],
        ["Style"] =
        [
            "3DAnimatedFamilyFilm", "DesignSketch", "FlatVectorIllustration", "GraphicNovelIllustration", "Maximalism", "MidcenturyRetro",
            "Photorealism", "SoftDigitalPainting", "3d-model", "analog-film", "anime", "cinematic", "comic-book", "digital-art", "enhance",
            "fantasy-art", "isometric", "line-art", "low-poly", "modeling-compound", "neon-punk", "origami", "photographic", "pixel-art",
            "tile-texture",
        ],
    };

    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        s_words.TryGetValue(parameterName, out string[]? words)
            ? words.Where(word => CompletionText.Holds(word, CompletionText.Word(wordToComplete))).Select(static word => CompletionText.Result(word, null, word))
            : [];
}
