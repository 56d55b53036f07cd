using System;
using System.IO;
using BedrockPS.Files;

namespace BedrockPS.Cmdlets;

/// <summary>What commands that write a file do alike.</summary>
internal static class ExportFile
{
    /// <exception cref="BedrockException">FileExists.</exception>
    public static void Check(string path, bool noClobber)
    {
        if (noClobber && File.Exists(path))
        {
            throw new BedrockException("FileExists", $"'{path}' exists already.");
        }
    }

    /// <exception cref="BedrockException">FileUnwritable.</exception>
    public static void Write(string path, Action<string> write)
    {
        try
        {
            write(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw FileFailure.Writing(path, exception);
        }
    }
}
