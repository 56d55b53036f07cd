using System;
using System.IO;

namespace BedrockPS.Files;

/// <summary>What a file that cannot be had is told as.</summary>
internal static class FileFailure
{
    public static BedrockException Missing(string path, Exception? exception = null) => new("FileNotFound", $"There is no file '{path}'.", exception);

    public static BedrockException Folder(string path, Exception? exception = null) => new("FileUnreadable", $"'{path}' is a folder.", exception);

    /// <summary>FileNotFound where there is none, FileUnreadable where there is.</summary>
    public static BedrockException Reading(string path, Exception exception)
    {
        if (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return Missing(path, exception);
        }

        if (!Directory.Exists(path))
        {
            return new BedrockException("FileUnreadable", $"'{path}' cannot be read: {exception.Message}", exception);
        }

        BedrockException folder = Folder(path, exception);
        folder.RecommendedAction = "Name a file in it.";
        return folder;
    }
}
