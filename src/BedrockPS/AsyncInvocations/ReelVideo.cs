using System;
using System.Collections.Generic;
using System.Linq;

namespace BedrockPS.AsyncInvocations;

/// <summary>Amazon Nova Reel: a shot of six seconds, or shots of six seconds up to two minutes.</summary>
internal sealed class ReelVideo : VideoFamily
{
    private const int ShotSeconds = 6;
    private const int MaxSeconds = 120;
    private const int MaxShotText = 512;
    private const int MaxText = 4000;

    public override string Name => "Amazon Nova Reel";

    public override bool Matches(string id) => id.StartsWith("amazon.nova-reel", StringComparison.Ordinal);

    public override Dictionary<string, object?> Body(VideoRequest request)
    {
        Refuse("LastImage", request.LastImage);
        Refuse("AspectRatio", request.AspectRatio);
        Refuse("Resolution", request.Resolution);
        Refuse("Loop", request.Loop);
        CheckOneOf("Fps", request.Fps, 24);
        CheckOneOf("Size", request.Size, "1280x720");
        Dictionary<string, object?> config = new() { ["fps"] = 24L, ["dimension"] = "1280x720" };
        Add(config, "seed", request.Seed is int seed ? (long)seed : null);
        if (request.Shots.Count > 0)
        {
            return Manual(request, config);
        }

        string prompt = request.Prompt ?? throw Invalid("A video needs -Prompt or -Shot.");
        return request.Duration is int seconds and not ShotSeconds ? Automated(request, prompt, seconds, config) : Single(request, prompt, config);
    }

    private Dictionary<string, object?> Single(VideoRequest request, string prompt, Dictionary<string, object?> config)
    {
        CheckLength("Prompt", prompt, MaxShotText);
        config["durationSeconds"] = (long)ShotSeconds;
        Dictionary<string, object?> parameters = new() { ["text"] = prompt };
        if (request.FirstImage is VideoImage image)
        {
            parameters["images"] = new List<object?> { Picture(image) };
        }

        return Task("TEXT_VIDEO", "textToVideoParams", parameters, config);
    }

    private Dictionary<string, object?> Automated(VideoRequest request, string prompt, int seconds, Dictionary<string, object?> config)
    {
        CheckLength("Prompt", prompt, MaxText);
        if (request.FirstImage is not null)
        {
            throw Invalid($"{Name} takes a first picture for one shot, or one for each -Shot, but none with -Duration {seconds}.");
        }

        if (seconds % ShotSeconds != 0 || seconds is < ShotSeconds or > MaxSeconds)
        {
            throw Invalid($"-Duration {seconds} is nothing {Name} can do: it takes 6, or a multiple of 6 up to {MaxSeconds}.");
        }

        config["durationSeconds"] = (long)seconds;
        return Task("MULTI_SHOT_AUTOMATED", "multiShotAutomatedParams", new() { ["text"] = prompt }, config);
    }

    private Dictionary<string, object?> Manual(VideoRequest request, Dictionary<string, object?> config)
    {
        Refuse("Prompt", request.Prompt);
        Refuse("Image", request.FirstImage);
        if (request.Shots.Count is < 2 or > MaxSeconds / ShotSeconds)
        {
            throw Invalid($"{request.Shots.Count} shots were given; {Name} takes 2 to {MaxSeconds / ShotSeconds}.");
        }

        if (request.Duration is int seconds && seconds != request.Shots.Count * ShotSeconds)
        {
            throw Invalid($"{request.Shots.Count} shots last {request.Shots.Count * ShotSeconds} seconds: leave -Duration out.");
        }

        List<object?> shots = [];
        foreach (VideoShot shot in request.Shots)
        {
            CheckLength("Shot", shot.Text, MaxShotText);
            Dictionary<string, object?> one = new() { ["text"] = shot.Text };
            Add(one, "image", shot.Image is VideoImage image ? Picture(image) : null);
            shots.Add(one);
        }

        return Task("MULTI_SHOT_MANUAL", "multiShotManualParams", new() { ["shots"] = shots }, config);
    }

    private static Dictionary<string, object?> Task(
        string type, string member, Dictionary<string, object?> parameters, Dictionary<string, object?> config) =>
        new() { ["taskType"] = type, [member] = parameters, ["videoGenerationConfig"] = config };

    private static Dictionary<string, object?> Picture(VideoImage image) => new()
    {
        ["format"] = image.Format,
        ["source"] = new Dictionary<string, object?> { ["bytes"] = image.Base64 },
    };
}
