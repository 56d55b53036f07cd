using System;
using System.Text.Json;
using BedrockPS.Inference;
using BedrockPS.Local.Catalogue;
using BedrockPS.Local.Families;
using BedrockPS.Local.Serving;

namespace BedrockPS.Local.Images;

/// <summary>An image family's InvokeModel format.</summary>
internal abstract class ImageModel
{
    /// <summary>Value of the catalogue's family this class stands for.</summary>
    public abstract string Name { get; }

    /// <summary>Writes the whole answer.</summary>
    /// <exception cref="ServiceFault">ValidationException: the body is not this family's.</exception>
    public abstract void Answer(JsonElement body, CatalogueModel model, Utf8JsonWriter json);

    /// <summary>The picture in a member of the body; null where it is not there.</summary>
    protected static PictureIn? Picture(JsonElement body, string key) =>
        body.OptionalText(key) is string text ? PictureIn.Read(text, key) : null;

    protected static PictureIn RequiredPicture(JsonElement body, string key) => PictureIn.Read(body.RequiredText(key), key);

    /// <summary>The mask has the size of the picture it lies on.</summary>
    protected static void CheckMask(PictureIn? mask, PictureIn picture, string key)
    {
        if (mask is not null && (mask.Width != picture.Width || mask.Height != picture.Height))
        {
            throw ServiceFault.Validation(
                $"#/{key}: the mask has {mask.Width}x{mask.Height} pixels, the image {picture.Width}x{picture.Height}; they must be the same");
        }
    }

    protected static string? CheckText(string? text, int most, string key) => text is null || (text.Length > 0 && text.Length <= most)
        ? text
        : throw ServiceFault.Validation($"#/{key}: expected 1 to {most} characters, actual: {text.Length}");

    protected static string? OneOf(string? value, string key, params string[] allowed) => value is null || Array.IndexOf(allowed, value) >= 0
        ? value
        : throw ServiceFault.Validation($"#/{key}: {value} is not a valid enum value; allowed: {string.Join(", ", allowed)}");
}
