using System;
using System.Globalization;
using System.IO;
using System.Linq;
using BedrockPS.Files;

namespace BedrockPS.AgentRuntime;

/// <summary>
/// The folder files of a service's making are saved in. Names come from the service: whatever they say, a file lands in the folder
/// itself, and none that is there is written over.
/// </summary>
internal sealed class OutFolder
{
    private const int MaxNameLength = 150;
    private const int MaxNumber = 10_000;

    // Windows gives these to devices, with any extension; a folder may be shared with one.
    private static readonly string[] s_devices =
        ["CON", "PRN", "AUX", "NUL", .. Enumerable.Range(0, 10).SelectMany(static number => new[] { $"COM{number}", $"LPT{number}" })];

    private readonly string _path;

    /// <param name="path">Full path; made when the first file comes.</param>
    public OutFolder(string path) => _path = path;

    /// <summary>Saves a file.</summary>
    /// <returns>Its path.</returns>
    /// <exception cref="BedrockException">FileUnwritable.</exception>
    public string Save(string name, byte[] bytes)
    {
        string safe = SafeName(name);
        string stem = Path.GetFileNameWithoutExtension(safe);
        string extension = Path.GetExtension(safe);
        try
        {
            Directory.CreateDirectory(_path);
            for (int number = 1; ; number++)
            {
                string path = Path.Combine(_path, number == 1 ? safe : string.Format(CultureInfo.InvariantCulture, "{0} ({1}){2}", stem, number, extension));
                if (!Exists(path) && Open(path, number) is FileStream file)
                {
                    Write(file, bytes);
                    return path;
                }
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new BedrockException("FileUnwritable", $"'{safe}' cannot be written to '{_path}': {exception.Message}", exception);
        }
    }

    /// <summary>What of a name can stand in a folder.</summary>
    public static string SafeName(string name)
    {
        string last = name.Substring(name.LastIndexOfAny(['/', '\\']) + 1);
        char[] letters = last.Select(static letter => letter < ' ' || letter is '<' or '>' or ':' or '"' or '|' or '?' or '*' or '\x7f' ? '_' : letter).ToArray();
        string safe = new string(letters).Trim().TrimEnd('.', ' ');
        if (safe.Length > MaxNameLength)
        {
            string extension = Path.GetExtension(safe);
            extension = extension.Length > 10 ? "" : extension;
            safe = safe.Substring(0, MaxNameLength - extension.Length) + extension;
        }

        string stem = safe.Split('.')[0].TrimEnd();
        return safe.Length == 0 ? "file" : s_devices.Contains(stem, StringComparer.OrdinalIgnoreCase) ? "_" + safe : safe;
    }

    private static bool Exists(string path) => File.Exists(path) || Directory.Exists(path);

    /// <summary>Half a file is none.</summary>
    private static void Write(FileStream file, byte[] bytes)
    {
        try
        {
            using (file)
            {
                file.Write(bytes, 0, bytes.Length);
            }
        }
        catch (IOException)
        {
            File.Delete(file.Name);
            throw;
        }
    }

    /// <summary>Null where another has taken the name meanwhile.</summary>
    private static FileStream? Open(string path, int number)
    {
        try
        {
            return PrivateFile.Open(path, FileMode.CreateNew, FileAccess.Write, FileShare.None);
        }
        catch (IOException) when (number < MaxNumber && Exists(path))
        {
            return null;
        }
    }
}
