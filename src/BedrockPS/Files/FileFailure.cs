using System;
using System.IO;

namespace BedrockPS.Files;

/// <summary>What a file that cannot be had is told as.</summary>
internal static class FileFailure
{
    /// <summary>FileNotFound where there is none, FileUnreadable where there is.</summary>
    public static BedrockException Reading(string path, Exception exception) => exception is FileNotFoundException or DirectoryNotFoundException
        ? new BedrockException("FileNotFound", $"There is no file '{path}'.", exception)
        : Directory.Exists(path)
            ? new BedrockException("FileUnreadable", $"'{path}' is a folder.", exception) { RecommendedAction = "Name a file in it." }
            : new BedrockException("FileUnreadable", $"'{path}' cannot be read: {exception.Message}", exception);
}
