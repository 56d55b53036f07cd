using System;
using System.IO;
using BedrockPS.Files;

namespace BedrockPS.Images;

/// <summary>Writes a file whole: beside its place first, then into it.</summary>
internal static class PictureFile
{
    /// <exception cref="BedrockException">FileExists, FileUnwritable.</exception>
    public static void Write(string path, byte[] bytes, bool replace)
    {
        string? temporary = null;
        try
        {
            temporary = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(path))!, $".{Guid.NewGuid():N}.tmp");
            using (FileStream file = PrivateFile.Open(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None))
            {
                file.Write(bytes, 0, bytes.Length);
            }

            if (replace)
            {
                PrivateFile.Replace(temporary, path);
            }
            else
            {
                File.Move(temporary, path);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw !replace && File.Exists(path)
                ? Exists(path)
                : FileFailure.Writing(path, exception);
        }
        finally
        {
            if (temporary is not null)
            {
                PrivateFile.Discard(temporary);
            }
        }
    }

    public static BedrockException Exists(string path) => new("FileExists", $"'{path}' exists already.")
    {
        RecommendedAction = "Give another path, or -Force to replace it.",
    };
}
