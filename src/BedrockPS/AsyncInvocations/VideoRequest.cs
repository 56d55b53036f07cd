using System.Collections.Generic;

namespace BedrockPS.AsyncInvocations;

/// <summary>What a video is to be, in no model's own words. What is null is left to the model.</summary>
internal sealed class VideoRequest
{
    /// <summary>What it shows; null where each shot says it.</summary>
    public string? Prompt { get; set; }

    /// <summary>Shots described one by one; empty where there is one prompt.</summary>
    public IReadOnlyList<VideoShot> Shots { get; set; } = [];

    public VideoImage? FirstImage { get; set; }

    public VideoImage? LastImage { get; set; }

    /// <summary>Seconds.</summary>
    public int? Duration { get; set; }

    public int? Seed { get; set; }

    /// <summary>Pictures a second.</summary>
    public int? Fps { get; set; }

    /// <summary>1280x720.</summary>
    public string? Size { get; set; }

    /// <summary>16:9.</summary>
    public string? AspectRatio { get; set; }

    /// <summary>540p or 720p.</summary>
    public string? Resolution { get; set; }

    /// <summary>Ends as it begins; null: not said.</summary>
    public bool? Loop { get; set; }
}
