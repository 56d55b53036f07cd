using System;
using System.Collections.Generic;

namespace BedrockPS.Images;

/// <summary>Stable Diffusion XL 1.0: prompts with weights, a negative one among them.</summary>
internal sealed class StableDiffusionXl : ImageFamily
{
    private static readonly string[] s_samplers =
    [
        "DDIM", "DDPM", "K_DPMPP_2M", "K_DPMPP_2S_ANCESTRAL", "K_DPM_2", "K_DPM_2_ANCESTRAL", "K_EULER", "K_EULER_ANCESTRAL", "K_HEUN", "K_LMS",
    ];

    private static readonly ImageField[] s_common =
    [
        new("CfgScale", "cfg_scale") { Least = 0, Most = 35 },
        new("Sampler", "sampler") { Words = s_samplers },
        new("Step", "steps") { Least = 10, Most = 150 },
        new("Seed", "seed") { Least = 0, Most = uint.MaxValue },
        new("Style", "style_preset") { Words = StabilityFamilies.Styles },
    ];

    private static readonly ImageField[] s_texts =
    [
        new("Prompt", "text_prompts.0") { IsRequired = true, Most = 2000 },
        new("NegativePrompt", "text_prompts.1") { Most = 2000 },
    ];

    public override string Name => "SDXL 1.0";

    protected override IReadOnlyList<string> Formats => ["png", "jpeg"];

    protected override IReadOnlyDictionary<ImageTask, ImageForm> Forms { get; } = new Dictionary<ImageTask, ImageForm>
    {
        [ImageTask.Text] = new([.. s_texts, new("Width", "width"), new("Height", "height"), .. s_common]),
        [ImageTask.Variation] = new(
        [
            .. s_texts,
            new("Image", "init_image") { IsRequired = true },
            new("Similarity", "image_strength") { Least = 0, Most = 1 },
            .. s_common,
        ]),
        [ImageTask.Inpaint] = new(
        [
            .. s_texts,
            new("Image", "init_image") { IsRequired = true },
            new("Mask", "mask_image") { IsRequired = true },
            .. s_common,
        ])
        {
            // Black says what is painted anew, as with the other models.
            Fixed = [("mask_source", "MASK_IMAGE_BLACK")],
        },
    };

    public override bool Matches(string modelId) => modelId.StartsWith("stability.stable-diffusion-xl", StringComparison.Ordinal);

    protected override void Complete(Dictionary<string, object?> body, ImageRequest request)
    {
        List<object?> prompts = [];
        foreach (KeyValuePair<string, object?> prompt in (Dictionary<string, object?>)body["text_prompts"]!)
        {
            prompts.Add(new Dictionary<string, object?> { ["text"] = prompt.Value, ["weight"] = prompt.Key == "0" ? 1L : -1L });
        }

        body["text_prompts"] = prompts;
        if (request.Task == ImageTask.Variation && body.ContainsKey("image_strength"))
        {
            body["init_image_mode"] = "IMAGE_STRENGTH";
        }
    }
}
