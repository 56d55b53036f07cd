using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using BedrockPS.Local.Catalogue;
using BedrockPS.Local.Families;
using BedrockPS.Local.Serving;

namespace BedrockPS.Local.Images;

/// <summary>Stable Image Core and Ultra, and Stable Diffusion 3.</summary>
internal sealed class StabilityImages : ImageModel
{
    private static readonly Dictionary<string, (int Width, int Height)> s_sizes = new()
    {
        ["1:1"] = (1024, 1024),
        ["16:9"] = (1344, 768),
        ["21:9"] = (1536, 640),
        ["2:3"] = (832, 1216),
        ["3:2"] = (1216, 832),
        ["4:5"] = (896, 1088),
        ["5:4"] = (1088, 896),
        ["9:16"] = (768, 1344),
        ["9:21"] = (640, 1536),
    };

    public override string Name => "stability";

    public override void Answer(JsonElement body, CatalogueModel model, Utf8JsonWriter json)
    {
        if (model.Id.Contains("core"))
        {
            body.Only("prompt", "mode", "aspect_ratio", "output_format", "seed", "negative_prompt");
        }
        else
        {
            body.Only("prompt", "mode", "image", "strength", "aspect_ratio", "output_format", "seed", "negative_prompt");
        }

        string prompt = CheckText(body.RequiredText("prompt"), 10_000, "prompt")!;
        CheckText(body.OptionalText("negative_prompt"), 10_000, "negative_prompt");
        string? mode = OneOf(body.OptionalText("mode"), "mode", "text-to-image", "image-to-image");
        PictureIn? picture = Picture(body, "image")?.Within(64, 16_384, 9_437_184, "image");
        if ((mode == "image-to-image" && picture is null) || (mode == "text-to-image" && picture is not null))
        {
            throw ServiceFault.Validation($"#/mode: {mode} {(picture is null ? "needs" : "takes no")} image");
        }

        double? strength = body.OptionalReal("strength", 0, 1);
        if (picture is not null && strength is null && mode != "image-to-image")
        {
            throw ServiceFault.Validation("#: required key [strength] not found");
        }

        (int width, int height) = SizeOf(body, picture);
        string format = OneOf(body.OptionalText("output_format"), "output_format", "png", "jpeg", "webp") ?? "png";
        Painting painting = new Painting().Of(prompt).Of(picture);
        long seed = SeedOf(body, painting);
        StabilityAnswer.Write(json, prompt, seed, () => painting.Of(seed).Paint(format, width, height));
    }

    public static (int Width, int Height) SizeOf(JsonElement body, PictureIn? picture)
    {
        string? ratio = OneOf(body.OptionalText("aspect_ratio"), "aspect_ratio", s_sizes.Keys.ToArray());
        return ratio is null && picture is not null ? (picture.Width, picture.Height) : s_sizes[ratio ?? "1:1"];
    }

    /// <summary>0, like none, leaves it to the model.</summary>
    public static long SeedOf(JsonElement body, Painting painting)
    {
        if (body.Optional("seed", JsonValueKind.Number) is not JsonElement number)
        {
            return painting.Seed();
        }

        return number.TryGetUInt32(out uint seed)
            ? seed == 0 ? painting.Seed() : seed
            : throw ServiceFault.Validation($"#/seed: {number} is not a whole number from 0 to 4294967295");
    }
}
