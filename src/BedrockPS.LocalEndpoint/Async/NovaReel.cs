using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Local.Catalogue;
using BedrockPS.Local.Families;
using BedrockPS.Local.Serving;
using BedrockPS.Local.Storage;

namespace BedrockPS.Local.Async;

/// <summary>Nova Reel: one shot of six seconds, or several from one text or from one text each.</summary>
internal sealed class NovaReel : AsyncJob
{
    private const int ShotSeconds = 6;
    private const int MaxSeconds = 120;
    private const int Width = 1280;
    private const int Height = 720;
    private const int Fps = 24;

    private readonly IReadOnlyList<string> _shots;
    private readonly bool _isMultiShot;

    private NovaReel(IReadOnlyList<string> shots, bool isMultiShot)
    {
        _shots = shots;
        _isMultiShot = isMultiShot;
    }

    public static NovaReel Read(CatalogueModel model, JsonElement input)
    {
        string task = input.RequiredText("taskType");
        JsonElement? config = input.Optional("videoGenerationConfig", JsonValueKind.Object);
        int? seconds = config?.OptionalNumber("durationSeconds", ShotSeconds, MaxSeconds);
        CheckOneOf(config?.OptionalText("dimension"), "videoGenerationConfig/dimension", "1280x720");
        config?.OptionalNumber("fps", Fps, Fps);
        config?.OptionalNumber("seed", 0, 2_147_483_646);
        if (task != "TEXT_VIDEO" && model.Id.EndsWith("v1:0", System.StringComparison.Ordinal))
        {
            throw ServiceFault.Validation($"#/taskType: {model.Id} takes TEXT_VIDEO alone");
        }

        switch (task)
        {
            case "TEXT_VIDEO":
                if (seconds is not (null or ShotSeconds))
                {
                    throw ServiceFault.Validation($"#/videoGenerationConfig/durationSeconds: TEXT_VIDEO lasts {ShotSeconds} seconds");
                }

                JsonElement one = input.Required("textToVideoParams", JsonValueKind.Object);
                CheckShot(one, 512, "images");
                return new NovaReel([one.RequiredText("text")], isMultiShot: false);
            case "MULTI_SHOT_AUTOMATED":
                if (seconds is not int length || length % ShotSeconds != 0 || length < 2 * ShotSeconds)
                {
                    throw ServiceFault.Validation("#/videoGenerationConfig/durationSeconds: a multiple of 6 from 12 to 120 is required");
                }

                string text = input.Required("multiShotAutomatedParams", JsonValueKind.Object).RequiredText("text");
                CheckText(text, 4000, "multiShotAutomatedParams/text");
                return new NovaReel(
                    [.. Enumerable.Range(1, length / ShotSeconds).Select(shot => text + shot.ToString(CultureInfo.InvariantCulture))], isMultiShot: true);
            case "MULTI_SHOT_MANUAL":
                JsonElement list = input.Required("multiShotManualParams", JsonValueKind.Object).Required("shots", JsonValueKind.Array);
                if (list.GetArrayLength() is < 2 or > MaxSeconds / ShotSeconds)
                {
                    throw ServiceFault.Validation($"#/multiShotManualParams/shots: 2 to {MaxSeconds / ShotSeconds} shots are required");
                }

                List<string> shots = [];
                foreach (JsonElement shot in list.EnumerateArray())
                {
                    CheckShot(shot, 512, "image");
                    shots.Add(shot.RequiredText("text"));
                }

                return new NovaReel(shots, isMultiShot: true);
            default:
                throw ServiceFault.Validation($"#/taskType: '{task}' is none of TEXT_VIDEO, MULTI_SHOT_AUTOMATED, MULTI_SHOT_MANUAL");
        }
    }

    public override async Task<IReadOnlyList<string>> WriteAsync(IObjectStore store, S3Address folder, CancellationToken cancellationToken)
    {
        List<string> names = [];
        if (_isMultiShot)
        {
            foreach (string shot in _shots)
            {
                string name = "shot_" + (names.Count + 1).ToString("D4", CultureInfo.InvariantCulture) + ".mp4";
                await WriteAsync(store, folder, name, "video/mp4", Video([shot]), cancellationToken).ConfigureAwait(false);
                names.Add(name);
            }
        }

        await WriteAsync(store, folder, "output.mp4", "video/mp4", Video(_shots), cancellationToken).ConfigureAwait(false);
        string[] shots = [.. names];
        names.Add("output.mp4");
        await store.WriteJsonAsync(
            folder.Bucket, folder.Key + "video-generation-status.json", json => WriteStatus(json, folder, shots), cancellationToken).ConfigureAwait(false);
        names.Add("video-generation-status.json");
        return names;
    }

    private static byte[] Video(IReadOnlyList<string> shots) => Mp4File.Make(Width, Height, Fps, [.. shots.Select(static text => (text, ShotSeconds))]);

    private static void WriteStatus(Utf8JsonWriter json, S3Address folder, string[] shots)
    {
        json.WriteStartObject();
        json.WriteString("schemaVersion", "1.0");
        json.WriteStartArray("shots");
        foreach (string shot in shots)
        {
            json.WriteStartObject();
            json.WriteString("status", "SUCCESS");
            json.WriteString("location", folder + shot);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartObject("fullVideo");
        json.WriteString("status", "SUCCESS");
        json.WriteString("location", folder + "output.mp4");
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void CheckShot(JsonElement shot, int mostCharacters, string imageKey)
    {
        CheckText(shot.RequiredText("text"), mostCharacters, "text");
        JsonElement? image = imageKey == "images"
            ? shot.Optional(imageKey, JsonValueKind.Array) is JsonElement images && images.GetArrayLength() > 0
                ? images.GetArrayLength() == 1 ? images[0] : throw ServiceFault.Validation("#/textToVideoParams/images: at most one image is taken")
                : null
            : shot.Optional(imageKey, JsonValueKind.Object);
        if (image is JsonElement first)
        {
            CheckOneOf(first.RequiredText("format"), "format", "png", "jpeg");
            JsonElement source = first.Required("source", JsonValueKind.Object);
            if (source.Optional("s3Location", JsonValueKind.Object) is null)
            {
                Base64(source, "bytes");
            }
        }
    }
}
