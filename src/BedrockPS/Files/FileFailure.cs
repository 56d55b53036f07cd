using System;
using System.IO;

namespace BedrockPS.Files;

/// <summary>What a file that cannot be had is told as.</summary>
internal static class FileFailure
{
    public static BedrockException Folder(string path, Exception? exception = null) => new("FileUnreadable", $"'{path}' is a folder.", exception);

    /// <summary>FileNotFound where there is none, FileUnreadable where there is.</summary>
    public static BedrockException Reading(string path, Exception exception)
    {
        // First, because the length of a folder is asked for in vain as that of a missing file is.
        if (Directory.Exists(path))
        {
            BedrockException folder = Folder(path, exception);
            folder.RecommendedAction = "Name a file in it.";
            return folder;
        }

        return exception is FileNotFoundException or DirectoryNotFoundException
            ? new BedrockException("FileNotFound", $"There is no file '{path}'.", exception)
            : new BedrockException("FileUnreadable", $"'{path}' cannot be read: {exception.Message}", exception);
    }

    /// <summary>FileUnsupported: text, but not in UTF-8.</summary>
    public static BedrockException Encoding(string path) =>
        new("FileUnsupported", $"'{path}' seems to be text in an encoding that it does not name, such as Windows-1252; UTF-8 is wanted.")
        {
            RecommendedAction = "Convert it into UTF-8, as with: Get-Content -Encoding ansi (in Windows PowerShell: Default) … | Set-Content -Encoding utf8 …",
        };

    /// <summary>FileUnwritable, by the name the user knows: what is written goes to a temporary one first.</summary>
    public static BedrockException Writing(string path, Exception exception)
    {
        string reason = Directory.Exists(path) ? "it is a folder."
            : exception is DirectoryNotFoundException ? "its folder does not exist."
            : PrivateFile.WithoutTemporaryNames(exception.Message);
        return new BedrockException("FileUnwritable", $"'{path}' cannot be written: {reason}", exception);
    }
}
