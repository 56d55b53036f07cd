using System.Collections.Generic;
using System.Globalization;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Local.Families;
using BedrockPS.Local.Serving;
using BedrockPS.Local.Storage;

namespace BedrockPS.Local.Async;

/// <summary>Luma Ray 2: one shot of five or nine seconds.</summary>
internal sealed class LumaRay : AsyncJob
{
    private const int Fps = 24;

    private readonly string _prompt;
    private readonly int _seconds;
    private readonly int _width;
    private readonly int _height;

    private LumaRay(string prompt, int seconds, int width, int height)
    {
        _prompt = prompt;
        _seconds = seconds;
        _width = width;
        _height = height;
    }

    public static LumaRay Read(JsonElement input)
    {
        input.Only("prompt", "aspect_ratio", "loop", "duration", "resolution", "keyframes");
        string prompt = input.RequiredText("prompt");
        CheckText(prompt, 5000, "prompt");
        string ratio = input.OptionalText("aspect_ratio") ?? "16:9";
        CheckOneOf(ratio, "aspect_ratio", "1:1", "16:9", "9:16", "4:3", "3:4", "21:9", "9:21");
        string duration = input.OptionalText("duration") ?? "5s";
        CheckOneOf(duration, "duration", "5s", "9s");
        string resolution = input.OptionalText("resolution") ?? "720p";
        CheckOneOf(resolution, "resolution", "540p", "720p");
        if (input.Optional("keyframes", JsonValueKind.Object) is JsonElement frames)
        {
            frames.Only("frame0", "frame1");
            foreach (JsonProperty frame in frames.EnumerateObject())
            {
                CheckOneOf(frame.Value.RequiredText("type"), "keyframes/type", "image");
                JsonElement source = frame.Value.Required("source", JsonValueKind.Object);
                CheckOneOf(source.RequiredText("type"), "keyframes/source/type", "base64");
                CheckOneOf(source.RequiredText("media_type"), "keyframes/source/media_type", "image/png", "image/jpeg");
                Base64(source, "data");
            }
        }

        if (input.TryGetProperty("loop", out JsonElement loop) && loop.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
        {
            throw ServiceFault.Validation("#/loop: expected a boolean");
        }

        string[] sides = ratio.Split(':');
        int across = int.Parse(sides[0], CultureInfo.InvariantCulture);
        int down = int.Parse(sides[1], CultureInfo.InvariantCulture);
        int shorter = int.Parse(resolution.TrimEnd('p'), CultureInfo.InvariantCulture);
        int width = across >= down ? shorter * across / down : shorter;
        int height = across >= down ? shorter : shorter * down / across;
        return new LumaRay(prompt, duration[0] - '0', width & ~1, height & ~1);
    }

    public override async Task<IReadOnlyList<string>> WriteAsync(IObjectStore store, S3Address folder, CancellationToken cancellationToken)
    {
        byte[] video = Mp4File.Make(_width, _height, Fps, [(_prompt, _seconds)]);
        await WriteAsync(store, folder, "output.mp4", "video/mp4", video, cancellationToken).ConfigureAwait(false);
        return ["output.mp4"];
    }
}
