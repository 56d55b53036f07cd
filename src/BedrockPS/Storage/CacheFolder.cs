using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System;
using BedrockPS.Files;

namespace BedrockPS.Storage;

/// <summary>The files of the cache: one an answer, in folders by the first digits of its key. Any number of processes may use it.</summary>
internal sealed class CacheFolder
{
    public const string PathVariable = "BEDROCKPS_CACHE";
    public const string SizeVariable = "BEDROCKPS_CACHE_MB";
    public const int DefaultMegabytes = 512;

    private const string Extension = ".json";

    // A temporary file this old belongs to a process that has died.
    private static readonly TimeSpan s_abandoned = TimeSpan.FromHours(1);

    public CacheFolder(string path) => Path = path;

    public string Path { get; }

    /// <summary>Given, or of the environment, or the user's own cache folder.</summary>
    public static string DefaultPath
    {
        get
        {
            if (Environment.GetEnvironmentVariable(PathVariable) is { Length: > 0 } named)
            {
                return named;
            }

            if (RuntimeInformation.IsOSPlatform(OSPlatform.Windows))
            {
                return Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "BedrockPS", "Cache");
            }

            string home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
            if (RuntimeInformation.IsOSPlatform(OSPlatform.OSX))
            {
                return Combine(home, "Library", "Caches", "BedrockPS");
            }

            return Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } cache
                ? Combine(cache, "bedrockps")
                : Combine(home, ".cache", "bedrockps");
        }
    }

    /// <summary>Bytes the cache may take.</summary>
    public static long MaxBytes =>
        int.TryParse(Environment.GetEnvironmentVariable(SizeVariable), NumberStyles.None, CultureInfo.InvariantCulture, out int megabytes) && megabytes > 0
            ? megabytes * 1_000_000L
            : DefaultMegabytes * 1_000_000L;

    public string FileOf(RequestKey key)
    {
        string name = key.ToString();
        return System.IO.Path.Combine(Path, name.Substring(0, 2), name + Extension);
    }

    /// <summary>The answers kept, the oldest first.</summary>
    public IReadOnlyList<FileInfo> Entries() =>
        [.. Files().Where(static file => RequestKey.TryParse(System.IO.Path.GetFileNameWithoutExtension(file.Name), out _) && file.Extension == Extension)
            .OrderBy(static file => file.LastWriteTimeUtc)];

    /// <summary>Deletes the oldest answers until the rest takes no more than nine tenths of the bound; nothing while it is kept.</summary>
    public void Trim(long maxBytes)
    {
        DeleteAbandoned();
        IReadOnlyList<FileInfo> entries = Entries();
        long total = entries.Sum(static entry => entry.Length);
        if (total <= maxBytes)
        {
            return;
        }

        foreach (FileInfo entry in entries)
        {
            if (total <= maxBytes / 10 * 9)
            {
                break;
            }

            total -= entry.Length;
            TryDelete(entry);
        }
    }

    /// <summary>False when another process holds the file; it is left for the next time.</summary>
    public static bool TryDelete(FileInfo file)
    {
        try
        {
            file.Delete();
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private void DeleteAbandoned()
    {
        DateTime limit = DateTime.UtcNow - s_abandoned;
        foreach (FileInfo file in Files().Where(file => file.Extension == PrivateFile.TemporaryExtension && file.LastWriteTimeUtc < limit).ToArray())
        {
            TryDelete(file);
        }
    }

    /// <summary>Only folders of two digits are the cache's own: a path given by mistake loses nothing else.</summary>
    private IEnumerable<FileInfo> Files()
    {
        DirectoryInfo root = new(Path);
        return root.Exists
            ? root.EnumerateDirectories("??").Where(static folder => folder.Name.All(static letter => letter is (>= '0' and <= '9') or (>= 'a' and <= 'f')))
                .SelectMany(static folder => folder.EnumerateFiles())
                .Where(static file => file.Exists)
            : [];
    }

    private static string Combine(params string[] parts) => System.IO.Path.Combine(parts);
}
