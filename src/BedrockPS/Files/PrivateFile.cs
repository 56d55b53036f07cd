using System;
using System.IO;
using System.Text.RegularExpressions;
using System.Threading;
using System.Threading.Tasks;

namespace BedrockPS.Files;

/// <summary>
/// Files that only their owner reads: prompts and answers may hold anything. On Windows the user's own folders see to that, elsewhere
/// the file's mode does.
/// </summary>
internal static class PrivateFile
{
    public const string TemporaryExtension = ".tmp";

    /// <summary>Makes the folder if it is missing, for its owner alone.</summary>
    public static void CreateFolder(string path)
    {
#if NET
        if (!OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            return;
        }
#endif
        Directory.CreateDirectory(path);
    }

    /// <param name="path">The file.</param>
    /// <param name="mode">As in FileStream.</param>
    /// <param name="access">As in FileStream.</param>
    /// <param name="share">As in FileStream.</param>
    public static FileStream Open(string path, FileMode mode, FileAccess access, FileShare share)
    {
#if NET
        FileStreamOptions options = new() { Mode = mode, Access = access, Share = share, Options = FileOptions.Asynchronous };
        if (!OperatingSystem.IsWindows() && mode != FileMode.Open)
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(path, options);
#else
        return new FileStream(path, mode, access, share, 4096, useAsync: true);
#endif
    }

    /// <summary>
    /// Writes beside the target and moves the whole file into place: a reader in any process sees the old file or the new one.
    /// </summary>
    public static async Task WriteAsync(string path, byte[] content, CancellationToken cancellationToken)
    {
        string temporary = TemporaryName(path);
        try
        {
            using (FileStream stream = Open(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None))
            {
                await stream.WriteAsync(content, 0, content.Length, cancellationToken).ConfigureAwait(false);
                await stream.FlushAsync(cancellationToken).ConfigureAwait(false);
            }

            Replace(temporary, path);
        }
        finally
        {
            Discard(temporary);
        }
    }

    /// <summary>The same for content that is written piece by piece.</summary>
    public static void Write(string path, Action<Stream> write)
    {
        string temporary = TemporaryName(path);
        try
        {
            using (FileStream stream = Open(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None))
            {
                write(stream);
            }

            Replace(temporary, path);
        }
        finally
        {
            Discard(temporary);
        }
    }

    /// <summary>The file's bytes; null when there is no such file.</summary>
    public static async Task<byte[]?> ReadAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            using FileStream stream = Open(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using MemoryStream content = new();
            await stream.CopyToAsync(content, 81920, cancellationToken).ConfigureAwait(false);
            return content.ToArray();
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>What a file is called until it is whole.</summary>
    public static string TemporaryName(string path) => $"{path}.{Guid.NewGuid():N}{TemporaryExtension}";

    /// <summary>A message that speaks of such files speaks of what they are to become.</summary>
    public static string WithoutTemporaryNames(string message) =>
        Regex.Replace(message, @"\.[0-9a-f]{32}\" + TemporaryExtension, "", RegexOptions.CultureInvariant);

    /// <summary>Held by another handle, as Windows and the advisory locks of Unix report it.</summary>
    public static bool IsHeld(IOException exception) =>
        exception is not (FileNotFoundException or DirectoryNotFoundException or PathTooLongException)
        && ((exception.HResult & 0xFFFF) is 32 or 33 || exception.HResult is 11 or 35);

    /// <summary>Removes a file that was to be moved into place, if it is still there.</summary>
    public static void Discard(string temporary)
    {
        try
        {
            // Gone already where the move succeeded.
            File.Delete(temporary);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The folder is not there or not ours: why writing failed is told already.
        }
    }

    /// <summary>Moves a whole file into the place of another, or where none is yet.</summary>
    public static void Replace(string temporary, string path)
    {
#if NET
        File.Move(temporary, path, overwrite: true);
#else
        if (File.Exists(path))
        {
            File.Replace(temporary, path, null);
        }
        else
        {
            File.Move(temporary, path);
        }
#endif
    }
}
