using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using BedrockPS.Local.Catalogue;
using BedrockPS.Local.Families;
using BedrockPS.Local.Serving;

namespace BedrockPS.Local.Images;

/// <summary>Titan Image Generator and Nova Canvas.</summary>
internal sealed class AmazonImages : ImageModel
{
    private const string Filtered = "This request was refused by the content filter. Change the prompt and send it again.";

    private static readonly string[] s_titanSizes =
    [
        "1024x1024", "768x768", "512x512", "768x1152", "384x576", "1152x768", "576x384", "768x1280", "384x640", "1280x768", "640x384",
        "896x1152", "448x576", "1152x896", "576x448", "768x1408", "384x704", "1408x768", "704x384", "640x1408", "320x704", "1408x640",
        "704x320", "1152x640", "1173x640",
    ];

    private static readonly string[] s_styles =
    [
        "3D_ANIMATED_FAMILY_FILM", "DESIGN_SKETCH", "FLAT_VECTOR_ILLUSTRATION", "GRAPHIC_NOVEL_ILLUSTRATION", "MAXIMALISM",
        "MIDCENTURY_RETRO", "PHOTOREALISM", "SOFT_DIGITAL_PAINTING",
    ];

    public override string Name => "titan-image";

    public override void Answer(JsonElement body, CatalogueModel model, Utf8JsonWriter json)
    {
        Order order = new(body, model.Id.Contains("nova-canvas"), model.Id.Contains("v1") && model.Id.Contains("titan"));
        order.Read();
        if (ImageFilter.RefusesPrompt(order.Text))
        {
            throw ServiceFault.Validation(Filtered);
        }

        int count = order.Count;
        bool withholds = ImageFilter.WithholdsPicture(order.Text);
        json.WriteStartObject();
        json.WriteStartArray("images");
        for (int i = 0; i < (withholds ? count - 1 : count); i++)
        {
            json.WriteBase64StringValue(order.Paint(i));
        }

        json.WriteEndArray();
        if (order.ReturnsMask)
        {
            json.WriteBase64String("maskImage", new Painting().Of("mask").Paint("png", order.Width, order.Height));
        }

        if (withholds)
        {
            json.WriteString("error", $"{(count == 1 ? "The" : "One of the")} generated image{(count == 1 ? " was" : "s was")} blocked by the content filter.");
        }
        else
        {
            json.WriteNull("error");
        }

        json.WriteEndObject();
    }

    /// <summary>One body, read and checked member by member.</summary>
    private sealed class Order
    {
        private readonly JsonElement _body;
        private readonly bool _isNova;
        private readonly bool _isFirst;
        private readonly List<PictureIn> _pictures = [];
        private string _task = "";
        private long _seed;

        public Order(JsonElement body, bool isNova, bool isFirst)
        {
            _body = body;
            _isNova = isNova;
            _isFirst = isFirst;
        }

        public string? Text { get; private set; }

        public int Count { get; private set; } = 1;

        public int Width { get; private set; } = 1024;

        public int Height { get; private set; } = 1024;

        public bool ReturnsMask { get; private set; }

        private int MaxText => _isNova ? 1024 : 512;

        public void Read()
        {
            _task = _body.RequiredText("taskType");
            string[] tasks = _isFirst ? ["TEXT_IMAGE", "IMAGE_VARIATION", "INPAINTING", "OUTPAINTING"]
                : _isNova ? ["TEXT_IMAGE", "COLOR_GUIDED_GENERATION", "IMAGE_VARIATION", "INPAINTING", "OUTPAINTING", "BACKGROUND_REMOVAL", "VIRTUAL_TRY_ON"]
                : ["TEXT_IMAGE", "COLOR_GUIDED_GENERATION", "IMAGE_VARIATION", "INPAINTING", "OUTPAINTING", "BACKGROUND_REMOVAL"];
            OneOf(_task, "taskType", tasks);
            string section = SectionOf(_task);
            if (_task == "BACKGROUND_REMOVAL")
            {
                _body.Only("taskType", section);
            }
            else
            {
                _body.Only("taskType", section, "imageGenerationConfig");
            }

            ReadSection(_body.Required(section, JsonValueKind.Object));
            ReadConfig();
        }

        /// <summary>The picture with a number.</summary>
        public byte[] Paint(int number)
        {
            Painting painting = new Painting().Of(_task).Of(Text).Of(_seed + number);
            _pictures.ForEach(picture => painting.Of(picture));
            return painting.Paint("png", Width, Height, isCutOut: _task == "BACKGROUND_REMOVAL");
        }

        private static string SectionOf(string task) => task switch
        {
            "TEXT_IMAGE" => "textToImageParams",
            "COLOR_GUIDED_GENERATION" => "colorGuidedGenerationParams",
            "IMAGE_VARIATION" => "imageVariationParams",
            "INPAINTING" => "inPaintingParams",
            "OUTPAINTING" => "outPaintingParams",
            "BACKGROUND_REMOVAL" => "backgroundRemovalParams",
            _ => "virtualTryOnParams",
        };

        private void ReadSection(JsonElement section)
        {
            switch (_task)
            {
                case "TEXT_IMAGE":
                    ReadText(section);
                    break;
                case "COLOR_GUIDED_GENERATION":
                    ReadColours(section);
                    break;
                case "IMAGE_VARIATION":
                    ReadVariation(section);
                    break;
                case "INPAINTING":
                    section.Only("image", "maskPrompt", "maskImage", "text", "negativeText", "returnMask");
                    ReadMasked(section, isTextRequired: false);
                    break;
                case "OUTPAINTING":
                    section.Only("image", "maskPrompt", "maskImage", "text", "negativeText", "outPaintingMode", "returnMask");
                    OneOf(section.OptionalText("outPaintingMode"), "outPaintingMode", "DEFAULT", "PRECISE");
                    ReadMasked(section, isTextRequired: true);
                    break;
                case "BACKGROUND_REMOVAL":
                    section.Only("image");
                    UseSize(AddPicture(RequiredPicture(section, "image"), "image"));
                    break;
                default:
                    ReadTryOn(section);
                    break;
            }
        }

        private void ReadText(JsonElement section)
        {
            if (_isFirst)
            {
                section.Only("text", "negativeText");
            }
            else if (_isNova)
            {
                section.Only("text", "negativeText", "style", "conditionImage", "controlMode", "controlStrength");
            }
            else
            {
                section.Only("text", "negativeText", "conditionImage", "controlMode", "controlStrength");
            }

            ReadTexts(section, isRequired: true);
            OneOf(section.OptionalText("style"), "style", s_styles);
            OneOf(section.OptionalText("controlMode"), "controlMode", "CANNY_EDGE", "SEGMENTATION");
            section.OptionalReal("controlStrength", 0, 1);
            if (Picture(section, "conditionImage") is PictureIn picture)
            {
                AddPicture(picture, "conditionImage");
            }
        }

        private void ReadColours(JsonElement section)
        {
            section.Only("text", "negativeText", "colors", "referenceImage");
            ReadTexts(section, isRequired: true);
            string[] colours = section.Texts("colors").ToArray();
            if (colours.Length is 0 or > 10 || !Array.TrueForAll(colours, IsColour))
            {
                throw ServiceFault.Validation("#/colors: expected 1 to 10 colors in the form #rrggbb");
            }

            if (Picture(section, "referenceImage") is PictureIn picture)
            {
                AddPicture(picture, "referenceImage");
            }
        }

        private static bool IsColour(string text) =>
            text.Length == 7 && text[0] == '#' && text.Skip(1).All(static digit => "0123456789abcdefABCDEF".IndexOf(digit) >= 0);

        private void ReadVariation(JsonElement section)
        {
            section.Only("images", "text", "negativeText", "similarityStrength");
            ReadTexts(section, isRequired: false);
            section.OptionalReal("similarityStrength", 0.2, 1);
            foreach (JsonElement image in section.Required("images", JsonValueKind.Array).EnumerateArray())
            {
                AddPicture(PictureIn.Read(image.GetString() ?? "", "images"), "images");
            }

            if (_pictures.Count is 0 or > 5)
            {
                throw ServiceFault.Validation($"#/images: expected 1 to 5 images, actual: {_pictures.Count}");
            }
        }

        private void ReadMasked(JsonElement section, bool isTextRequired)
        {
            ReadTexts(section, isTextRequired);
            PictureIn picture = AddPicture(RequiredPicture(section, "image"), "image");
            string? words = CheckText(section.OptionalText("maskPrompt"), MaxText, "maskPrompt");
            PictureIn? mask = Picture(section, "maskImage");
            if ((words is null) == (mask is null))
            {
                throw ServiceFault.Validation("#: exactly one of [maskPrompt] and [maskImage] is required");
            }

            CheckMask(mask, picture, "maskImage");
            ReturnsMask = section.TryGetProperty("returnMask", out JsonElement wanted) && wanted.ValueKind == JsonValueKind.True;
            UseSize(picture);
        }

        private void ReadTryOn(JsonElement section)
        {
            section.Only(
                "sourceImage", "referenceImage", "maskType", "imageBasedMask", "garmentBasedMask", "promptBasedMask", "maskExclusions", "mergeStyle", "returnMask");
            PictureIn source = AddPicture(RequiredPicture(section, "sourceImage"), "sourceImage");
            AddPicture(RequiredPicture(section, "referenceImage"), "referenceImage");
            switch (OneOf(section.RequiredText("maskType"), "maskType", "IMAGE", "GARMENT", "PROMPT"))
            {
                case "IMAGE":
                    CheckMask(RequiredPicture(section.Required("imageBasedMask", JsonValueKind.Object), "maskImage"), source, "maskImage");
                    break;
                case "GARMENT":
                    section.Required("garmentBasedMask", JsonValueKind.Object).RequiredText("garmentClass");
                    break;
                default:
                    CheckText(section.Required("promptBasedMask", JsonValueKind.Object).RequiredText("maskPrompt"), MaxText, "maskPrompt");
                    break;
            }

            UseSize(source);
        }

        private void ReadTexts(JsonElement section, bool isRequired)
        {
            Text = CheckText(isRequired ? section.RequiredText("text") : section.OptionalText("text"), MaxText, "text");
            CheckText(section.OptionalText("negativeText"), MaxText, "negativeText");
        }

        private PictureIn AddPicture(PictureIn picture, string key)
        {
            if (picture.Format == "webp")
            {
                throw ServiceFault.Validation($"#/{key}: the image must be PNG or JPEG");
            }

            _pictures.Add(_isNova ? picture.Within(320, 4096, 4_194_304, key) : picture.Within(256, 1408, 1_408 * 1_408, key));
            return picture;
        }

        private void UseSize(PictureIn picture)
        {
            Width = picture.Width;
            Height = picture.Height;
        }

        private void ReadConfig()
        {
            if (_body.Optional("imageGenerationConfig", JsonValueKind.Object) is not JsonElement config)
            {
                _seed = _isNova ? 12 : 42;
                return;
            }

            config.Only("width", "height", "quality", "cfgScale", "seed", "numberOfImages");
            Count = config.OptionalNumber("numberOfImages", 1, 5) ?? 1;
            OneOf(config.OptionalText("quality"), "quality", "standard", "premium");
            config.OptionalReal("cfgScale", 1.1, 10);
            _seed = config.OptionalNumber("seed", 0, _isNova ? 858_993_459 : 2_147_483_646) ?? (_isNova ? 12 : 42);
            int? width = config.OptionalNumber("width", 1, 10_000);
            int? height = config.OptionalNumber("height", 1, 10_000);
            if (width is not null || height is not null)
            {
                Width = width ?? 1024;
                Height = height ?? 1024;
                CheckSize();
            }
        }

        private void CheckSize()
        {
            if (!_isNova && Array.IndexOf(s_titanSizes, $"{Width}x{Height}") < 0)
            {
                throw ServiceFault.Validation(
                    $"#/imageGenerationConfig: {Width}x{Height} is not a supported size; supported are {string.Join(", ", s_titanSizes)}");
            }

            if (_isNova && (Math.Min(Width, Height) < 320 || Math.Max(Width, Height) > 4096 || Width % 16 != 0 || Height % 16 != 0
                || Math.Max(Width, Height) > 4 * Math.Min(Width, Height) || Width * Height > 4_194_304))
            {
                throw ServiceFault.Validation(
                    $"#/imageGenerationConfig: {Width}x{Height} is not a supported size; each side must be a multiple of 16 from 320 to 4096, "
                    + "neither more than four times the other, and both together at most 4194304 pixels");
            }
        }
    }
}
