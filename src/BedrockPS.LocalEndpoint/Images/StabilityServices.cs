using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using BedrockPS.Local.Catalogue;
using BedrockPS.Local.Families;
using BedrockPS.Local.Serving;

namespace BedrockPS.Local.Images;

/// <summary>Stability's image services: each changes a picture in one way.</summary>
internal sealed class StabilityServices : ImageModel
{
    private const int MostPixels = 9_437_184;
    private const int MostToUpscale = 1_048_576;

    /// <summary>Members of each service's body; those it needs are marked.</summary>
    private static readonly Dictionary<string, string[]> s_members = new(StringComparer.Ordinal)
    {
        ["inpaint"] = ["image*", "prompt*", "mask", "grow_mask", "style_preset", "negative_prompt", "seed", "output_format"],
        ["stable-outpaint"] = ["image*", "left", "right", "up", "down", "prompt", "creativity", "style_preset", "seed", "output_format"],
        ["erase-object"] = ["image*", "mask", "grow_mask", "seed", "output_format"],
        ["search-replace"] = ["image*", "prompt*", "search_prompt*", "grow_mask", "style_preset", "negative_prompt", "seed", "output_format"],
        ["search-recolor"] = ["image*", "prompt*", "select_prompt*", "grow_mask", "style_preset", "negative_prompt", "seed", "output_format"],
        ["remove-background"] = ["image*", "output_format"],
        ["style-guide"] = ["image*", "prompt*", "aspect_ratio", "fidelity", "style_preset", "negative_prompt", "seed", "output_format"],
        ["style-transfer"] =
        [
            "init_image*", "style_image*", "prompt", "negative_prompt", "seed", "output_format", "composition_fidelity", "style_strength",
            "change_strength",
        ],
        ["control-sketch"] = ["image*", "prompt*", "control_strength", "style_preset", "negative_prompt", "seed", "output_format"],
        ["control-structure"] = ["image*", "prompt*", "control_strength", "style_preset", "negative_prompt", "seed", "output_format"],
        ["creative-upscale"] = ["image*", "prompt*", "creativity", "style_preset", "negative_prompt", "seed", "output_format"],
        ["conservative-upscale"] = ["image*", "prompt*", "creativity", "negative_prompt", "seed", "output_format"],
        ["fast-upscale"] = ["image*", "output_format"],
    };

    public override string Name => "stability-service";

    public override void Answer(JsonElement body, CatalogueModel model, Utf8JsonWriter json)
    {
        string service = s_members.Keys.First(name => model.Id.Contains(name));
        string[] members = s_members[service];
        body.Only(members.Select(static member => member.TrimEnd('*')).ToArray());
        Check(body, members, service.Contains("upscale"));
        string format = OneOf(body.OptionalText("output_format"), "output_format", "png", "jpeg", "webp") ?? "png";
        PictureIn picture = (Picture(body, "image") ?? Picture(body, "init_image"))!;
        CheckMask(Picture(body, "mask"), picture, "mask");
        (int width, int height) = SizeOf(service, body, picture);
        string? prompt = body.OptionalText("prompt");
        Painting painting = new Painting().Of(service).Of(prompt).Of(picture);
        long seed = StabilityImages.SeedOf(body, painting);
        StabilityAnswer.Write(json, prompt, seed, () => painting.Of(seed).Paint(format, width, height, isCutOut: service == "remove-background" && format == "png"));
    }

    private static void Check(JsonElement body, string[] members, bool isUpscale)
    {
        foreach (string member in members)
        {
            string key = member.TrimEnd('*');
            if (member != key)
            {
                body.RequiredText(key);
            }

            switch (key)
            {
                case "image" or "init_image" or "style_image" or "mask":
                    Picture(body, key)?.Within(64, 16_384, isUpscale ? MostToUpscale : MostPixels, key);
                    break;
                case "prompt" or "negative_prompt" or "search_prompt" or "select_prompt":
                    CheckText(body.OptionalText(key), 10_000, key);
                    break;
                case "left" or "right" or "up" or "down":
                    body.OptionalNumber(key, 0, 2000);
                    break;
                case "grow_mask":
                    body.OptionalNumber(key, 0, 20);
                    break;
                case "creativity" or "fidelity" or "control_strength" or "composition_fidelity" or "style_strength" or "change_strength":
                    body.OptionalReal(key, key == "change_strength" || (isUpscale && key == "creativity") ? 0.1 : 0, isUpscale ? 0.5 : 1);
                    break;
            }
        }
    }

    private static (int Width, int Height) SizeOf(string service, JsonElement body, PictureIn picture)
    {
        switch (service)
        {
            case "style-guide":
                return StabilityImages.SizeOf(body, null);
            case "stable-outpaint":
                int across = (body.OptionalNumber("left", 0, 2000) ?? 0) + (body.OptionalNumber("right", 0, 2000) ?? 0);
                int down = (body.OptionalNumber("up", 0, 2000) ?? 0) + (body.OptionalNumber("down", 0, 2000) ?? 0);
                return across + down > 0
                    ? (picture.Width + across, picture.Height + down)
                    : throw ServiceFault.Validation("#: at least one of [left], [right], [up] and [down] must be more than 0");
            case "fast-upscale":
                return (picture.Width * 4, picture.Height * 4);
            case "creative-upscale" or "conservative-upscale":
                // To about four million pixels.
                double scale = Math.Sqrt(4_194_304.0 / ((double)picture.Width * picture.Height));
                return ((int)Math.Round(picture.Width * scale), (int)Math.Round(picture.Height * scale));
            default:
                return (picture.Width, picture.Height);
        }
    }
}
