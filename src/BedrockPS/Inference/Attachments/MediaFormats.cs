using System;
using System.Collections.Generic;

namespace BedrockPS.Inference;

/// <summary>The formats Converse has a name for, by the extensions files carry: all there is to go by for an object in S3.</summary>
internal static class MediaFormats
{
    private static readonly Dictionary<string, string[]> s_formats = new(StringComparer.Ordinal)
    {
        ["image"] = ["png", "jpeg", "gif", "webp"],
        ["document"] = ["pdf", "csv", "doc", "docx", "xls", "xlsx", "html", "txt", "md"],
        ["video"] = ["mkv", "mov", "mp4", "webm", "flv", "mpeg", "mpg", "wmv", "three_gp"],
        ["audio"] = ["mp3", "opus", "wav", "aac", "flac", "mp4", "ogg", "mkv", "mka", "x-aac", "m4a", "mpeg", "mpga", "pcm", "webm"],
    };

    private static readonly Dictionary<string, string> s_others = new(StringComparer.Ordinal)
    {
        ["jpg"] = "jpeg",
        ["htm"] = "html",
        ["markdown"] = "md",
        ["text"] = "txt",
        ["log"] = "txt",
        ["3gp"] = "three_gp",
        ["m4v"] = "mp4",
        ["oga"] = "ogg",
    };

    /// <summary>Format of a kind of content; null when the extension names none of its formats.</summary>
    public static string? Of(string block, string extension)
    {
        string suffix = extension.TrimStart('.').ToLowerInvariant();
        string format = s_others.TryGetValue(suffix, out string? other) ? other : suffix;
        return Array.IndexOf(s_formats[block], format) >= 0 ? format : null;
    }

    /// <summary>The formats of a kind of content, for messages.</summary>
    public static string List(string block) => string.Join(", ", s_formats[block]);
}
