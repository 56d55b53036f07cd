using System;
using System.Text.Json;
using BedrockPS.Local.Catalogue;
using BedrockPS.Local.Families;
using BedrockPS.Local.Serving;

namespace BedrockPS.Local.Images;

/// <summary>Stable Diffusion XL 1.0.</summary>
internal sealed class SdxlImages : ImageModel
{
    private static readonly string[] s_sizes =
        ["1024x1024", "1152x896", "1216x832", "1344x768", "1536x640", "640x1536", "768x1344", "832x1216", "896x1152"];

    public override string Name => "sdxl";

    public override void Answer(JsonElement body, CatalogueModel model, Utf8JsonWriter json)
    {
        body.Only(
            "text_prompts", "height", "width", "cfg_scale", "clip_guidance_preset", "sampler", "samples", "seed", "steps", "style_preset", "extras",
            "init_image", "init_image_mode", "image_strength", "mask_source", "mask_image");
        string prompt = ReadPrompts(body, out Painting painting);
        body.OptionalReal("cfg_scale", 0, 35);
        body.OptionalNumber("steps", 10, 150);
        body.OptionalNumber("samples", 1, 1);
        body.OptionalReal("image_strength", 0, 1);
        OneOf(body.OptionalText("init_image_mode"), "init_image_mode", "IMAGE_STRENGTH", "STEP_SCHEDULE");
        string? source = OneOf(body.OptionalText("mask_source"), "mask_source", "MASK_IMAGE_WHITE", "MASK_IMAGE_BLACK", "INIT_IMAGE_ALPHA");
        PictureIn? picture = Picture(body, "init_image");
        PictureIn? mask = Picture(body, "mask_image");
        if ((source is "MASK_IMAGE_WHITE" or "MASK_IMAGE_BLACK") != (mask is not null) || (source is not null && picture is null))
        {
            throw ServiceFault.Validation("#: [mask_source], [mask_image] and [init_image] belong together");
        }

        if (picture is not null)
        {
            CheckMask(mask, picture, "mask_image");
        }

        (int width, int height) = SizeOf(body, picture);
        long seed = StabilityImages.SeedOf(body, painting.Of(picture));
        bool isFiltered = ImageFilter.RefusesPrompt(prompt) || ImageFilter.WithholdsPicture(prompt);
        json.WriteStartObject();
        json.WriteString("result", "success");
        json.WriteStartArray("artifacts");
        json.WriteStartObject();
        json.WriteNumber("seed", seed);

        // A filtered picture comes all the same, blurred.
        json.WriteBase64String("base64", isFiltered ? new Painting().Of("blurred").Paint("png", 64, 64) : painting.Of(seed).Paint("png", width, height));
        json.WriteString("finishReason", isFiltered ? "CONTENT_FILTERED" : "SUCCESS");
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <returns>The first prompt with a positive weight.</returns>
    private static string ReadPrompts(JsonElement body, out Painting painting)
    {
        painting = new Painting();
        string? first = null;
        foreach (JsonElement prompt in body.Required("text_prompts", JsonValueKind.Array).EnumerateArray())
        {
            if (prompt.ValueKind != JsonValueKind.Object)
            {
                throw ServiceFault.Validation("#/text_prompts: expected an array of objects");
            }

            prompt.Only("text", "weight");
            string text = prompt.RequiredText("text");
            if (text.Length > 2000)
            {
                throw ServiceFault.Validation($"#/text_prompts/text: expected maxLength: 2000, actual: {text.Length}");
            }

            double weight = prompt.OptionalReal("weight", -1000, 1000) ?? 1;
            painting.Of(text).Of(BitConverter.DoubleToInt64Bits(weight));
            first ??= weight > 0 ? text : null;
        }

        return first ?? throw ServiceFault.Validation("#/text_prompts: expected a prompt with a positive weight");
    }

    private static (int Width, int Height) SizeOf(JsonElement body, PictureIn? picture)
    {
        if (picture is not null)
        {
            return (picture.Width, picture.Height);
        }

        int width = body.OptionalNumber("width", 1, 10_000) ?? 1024;
        int height = body.OptionalNumber("height", 1, 10_000) ?? 1024;
        return Array.IndexOf(s_sizes, $"{width}x{height}") >= 0
            ? (width, height)
            : throw ServiceFault.Validation($"#: {width}x{height} is not an allowed size; allowed are {string.Join(", ", s_sizes)}");
    }
}
