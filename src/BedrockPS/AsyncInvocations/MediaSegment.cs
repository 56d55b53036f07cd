using System;
using System.Globalization;

namespace BedrockPS;

/// <summary>The part of a video, of sound or of a long text that an embedding is of.</summary>
public sealed class MediaSegment
{
    /// <summary>From 0, in the order of the answer.</summary>
    public int Index { get; internal set; }

    /// <summary>What of it was looked at, as the model says: visual-text, visual-image, audio, AUDIO_VIDEO_COMBINED.</summary>
    public string? Kind { get; internal set; }

    /// <summary>Where it begins; null for what has no time.</summary>
    public TimeSpan? Start { get; internal set; }

    /// <summary>Where it ends; null for what has no time.</summary>
    public TimeSpan? End { get; internal set; }

    /// <summary>First character of it in a text; null for what is none.</summary>
    public int? StartCharacter { get; internal set; }

    /// <summary>Character behind it in a text; null for what is none.</summary>
    public int? EndCharacter { get; internal set; }

    /// <summary>The file it was read from.</summary>
    public string? S3Uri { get; internal set; }

    /// <summary>Where it is, and what of it: 00:00:06-00:00:12 audio.</summary>
    public override string ToString()
    {
        string place = Start is TimeSpan start ? $"{Clock(start)}-{(End is TimeSpan end ? Clock(end) : "")}"
            : StartCharacter is int first ? string.Format(CultureInfo.InvariantCulture, "{0}-{1}", first, EndCharacter)
            : Index.ToString(CultureInfo.InvariantCulture);
        return Kind is null ? place : place + " " + Kind;
    }

    private static string Clock(TimeSpan time) => time.ToString(
        time.Milliseconds == 0 ? @"hh\:mm\:ss" : @"hh\:mm\:ss\.fff", CultureInfo.InvariantCulture);
}
