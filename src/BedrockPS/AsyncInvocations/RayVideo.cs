using System;
using System.Collections.Generic;
using System.Globalization;

namespace BedrockPS.AsyncInvocations;

/// <summary>Luma Ray: one shot of five or nine seconds in many formats, between two pictures if wanted.</summary>
internal sealed class RayVideo : VideoFamily
{
    private const int MaxPrompt = 5000;

    public override string Name => "Luma Ray";

    public override bool Matches(string id) => id.StartsWith("luma.ray", StringComparison.Ordinal);

    public override Dictionary<string, object?> Body(VideoRequest request)
    {
        Refuse("Shot", request.Shots.Count > 0 ? request.Shots : null);
        Refuse("Seed", request.Seed);
        Refuse("Fps", request.Fps);
        Refuse("Size", request.Size);
        CheckOneOf("Duration", request.Duration, 5, 9);
        CheckOneOf("AspectRatio", request.AspectRatio, "1:1", "16:9", "9:16", "4:3", "3:4", "21:9", "9:21");
        CheckOneOf("Resolution", request.Resolution, "540p", "720p");
        string prompt = request.Prompt ?? throw Invalid("A video needs -Prompt.");
        CheckLength("Prompt", prompt, MaxPrompt);
        Dictionary<string, object?> body = new() { ["prompt"] = prompt };
        Add(body, "duration", request.Duration is int seconds ? seconds.ToString(CultureInfo.InvariantCulture) + "s" : null);
        Add(body, "aspect_ratio", request.AspectRatio);
        Add(body, "resolution", request.Resolution);
        Add(body, "loop", request.Loop);
        Dictionary<string, object?> frames = [];
        Add(frames, "frame0", request.FirstImage is VideoImage first ? Frame(first) : null);
        Add(frames, "frame1", request.LastImage is VideoImage last ? Frame(last) : null);
        Add(body, "keyframes", frames.Count > 0 ? frames : null);
        return body;
    }

    private static Dictionary<string, object?> Frame(VideoImage image) => new()
    {
        ["type"] = "image",
        ["source"] = new Dictionary<string, object?>
        {
            ["type"] = "base64",
            ["media_type"] = "image/" + image.Format,
            ["data"] = image.Base64,
        },
    };
}
