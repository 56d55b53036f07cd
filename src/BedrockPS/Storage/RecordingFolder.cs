using System;
using System.IO;
using System.Text;

namespace BedrockPS.Storage;

/// <summary>Where recordings lie and how they are named: by operation, model and the beginning of the key.</summary>
internal static class RecordingFolder
{
    public const string Format = "BedrockPS.Recording";
    public const string NameFormat = "BedrockPS.ModelName";
    public const string Extension = ".json";

    private const int KeyDigits = 16;
    private const int LongestModel = 80;

    public static string FileOf(string folder, StoredRequest request, RequestKey key) =>
        Path.Combine(folder, $"{request.Operation}-{FileName(request.Model)}-{key.ToString().Substring(0, KeyDigits)}{Extension}");

    /// <summary>Beside the recordings, what a short model name stood for.</summary>
    public static string FileOfName(string folder, string given) =>
        Path.Combine(folder, $"model-{FileName(given.Trim().ToLowerInvariant())}{Extension}");

    public static BedrockException Unreadable(string path, Exception exception) =>
        new("FileUnreadable", $"'{path}' cannot be read: {exception.Message}", exception);

    private static string FileName(string text)
    {
        StringBuilder name = new();
        foreach (char letter in text)
        {
            name.Append(letter is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '.' or '-' ? letter : '_');
        }

        // Of an ARN the end says more than the beginning.
        return name.Length > LongestModel ? name.ToString(name.Length - LongestModel, LongestModel) : name.ToString();
    }
}
