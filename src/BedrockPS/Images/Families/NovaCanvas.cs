using System;
using System.Collections.Generic;

namespace BedrockPS.Images;

/// <summary>Amazon Nova Canvas.</summary>
internal sealed class NovaCanvas : AmazonImageFamily
{
    private static readonly string[] s_styles =
    [
        "3D_ANIMATED_FAMILY_FILM", "DESIGN_SKETCH", "FLAT_VECTOR_ILLUSTRATION", "GRAPHIC_NOVEL_ILLUSTRATION", "MAXIMALISM",
        "MIDCENTURY_RETRO", "PHOTOREALISM", "SOFT_DIGITAL_PAINTING",
    ];

    private static readonly string[] s_garments =
    [
        "UPPER_BODY", "LOWER_BODY", "FULL_BODY", "FOOTWEAR", "LONG_SLEEVE_SHIRT", "SHORT_SLEEVE_SHIRT", "NO_SLEEVE_SHIRT",
        "OTHER_UPPER_BODY", "LONG_PANTS", "SHORT_PANTS", "OTHER_LOWER_BODY", "LONG_DRESS", "SHORT_DRESS", "FULL_BODY_OUTFIT",
        "OTHER_FULL_BODY", "SHOES", "BOOTS", "OTHER_FOOTWEAR",
    ];

    public override string Name => "Nova Canvas";

    public override long? DefaultSeed => 12;

    protected override int MaxText => 1024;

    protected override long MaxSeed => 858_993_459;

    public override bool Matches(string modelId) => modelId.StartsWith("amazon.nova-canvas", StringComparison.Ordinal);

    protected override Dictionary<ImageTask, ImageForm> MakeForms() => new()
    {
        [ImageTask.Text] = Form(
            "TEXT_IMAGE",
            [
                .. Texts("textToImageParams", isRequired: true),
                new ImageField("Style", "textToImageParams.style") { Words = s_styles },
                .. Control(),
                .. Colours(),
            ]),
        [ImageTask.Variation] = Variation(),
        [ImageTask.Inpaint] = Inpaint(),
        [ImageTask.Outpaint] = Outpaint(),
        [ImageTask.RemoveBackground] = RemoveBackground(),
        [ImageTask.TryOn] = Form(
            "VIRTUAL_TRY_ON",
            Picture("virtualTryOnParams.sourceImage"),
            Picture("virtualTryOnParams.referenceImage", "ReferenceImage"),
            new ImageField("Mask", "virtualTryOnParams.imageBasedMask.maskImage"),
            new ImageField("MaskPrompt", "virtualTryOnParams.promptBasedMask.maskPrompt") { Most = MaxText },
            new ImageField("Garment", "virtualTryOnParams.garmentBasedMask.garmentClass") { Words = s_garments }),
    };

    protected override void Complete(Dictionary<string, object?> body, ImageRequest request)
    {
        base.Complete(body, request);
        if (request.Task != ImageTask.TryOn)
        {
            return;
        }

        List<string> masks = [];
        foreach ((string option, string type) in new[] { ("Mask", "IMAGE"), ("MaskPrompt", "PROMPT"), ("Garment", "GARMENT") })
        {
            if (request.Options.ContainsKey(option))
            {
                masks.Add(type);
            }
        }

        if (masks.Count != 1)
        {
            throw ImageField.Invalid("-TryOn needs one of -Garment, -MaskPrompt and -Mask, which say what is replaced.");
        }

        Set(body, ["virtualTryOnParams", "maskType"], masks[0]);
    }
}
