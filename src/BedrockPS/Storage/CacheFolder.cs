using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Threading;
using System.Threading.Tasks;
using System;
using BedrockPS.Files;

namespace BedrockPS.Storage;

/// <summary>
/// The files of the cache: one an answer or an embedding, in folders by the first digits of its key. Any number of processes may use it.
/// </summary>
internal sealed class CacheFolder
{
    public const string PathVariable = "BEDROCKPS_CACHE";
    public const string SizeVariable = "BEDROCKPS_CACHE_MB";
    public const int DefaultMegabytes = 512;

    public const string AnswerExtension = ".json";
    public const string VectorExtension = ".vec";

    private const string TrimMark = "trimmed";

    // A temporary file this old belongs to a process that has died.
    private static readonly TimeSpan s_abandoned = TimeSpan.FromHours(1);

    private static readonly TimeSpan s_trimInterval = TimeSpan.FromMinutes(10);

    // Bytes this process has written to each cache since it last looked at the cache's size.
    private static readonly ConcurrentDictionary<string, long> s_written = new(StringComparer.Ordinal);

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

    public string FileOf(RequestKey key, string extension = AnswerExtension)
    {
        string name = key.ToString();
        return System.IO.Path.Combine(Path, name.Substring(0, 2), name + extension);
    }

    /// <summary>The answers and embeddings kept, the oldest first.</summary>
    public IReadOnlyList<FileInfo> Entries() =>
        [.. Files().Where(static file => file.Extension is AnswerExtension or VectorExtension
                && RequestKey.TryParse(System.IO.Path.GetFileNameWithoutExtension(file.Name), out _))
            .OrderBy(static file => file.LastWriteTimeUtc)];

    /// <summary>The file's bytes; null when there is none, or it cannot be read: what is not found is asked for.</summary>
    public static async Task<byte[]?> ReadAsync(string file, CancellationToken cancellationToken)
    {
        try
        {
            return await PrivateFile.ReadAsync(file, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Keeps an entry, and now and then brings the whole back within its bound.</summary>
    /// <exception cref="BedrockException">FileUnwritable.</exception>
    public async Task WriteAsync(string file, byte[] content, long maxBytes, CancellationToken cancellationToken)
    {
        if (content.Length > maxBytes)
        {
            return;
        }

        try
        {
            PrivateFile.CreateFolder(Path);
            PrivateFile.CreateFolder(System.IO.Path.GetDirectoryName(file)!);
            await PrivateFile.WriteAsync(file, content, cancellationToken).ConfigureAwait(false);
            if (ShouldTrim(content.Length, maxBytes))
            {
                // Listing a large cache takes its time, and nobody needs to wait for it.
                await Task.Run(() => Trim(maxBytes), cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw FileFailure.Writing(Path, exception);
        }
    }

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

    /// <summary>
    /// The size is looked at every sixteenth of the bound that this process writes, and otherwise by whichever process comes by when
    /// nobody has for ten minutes: many short-lived processes keep the bound too.
    /// </summary>
    private bool ShouldTrim(int length, long maxBytes)
    {
        long written = s_written.AddOrUpdate(Path, length, (_, before) => before + length);
        FileInfo mark = new(System.IO.Path.Combine(Path, TrimMark));
        if (written < maxBytes / 16 && mark.Exists && DateTime.UtcNow - mark.LastWriteTimeUtc < s_trimInterval)
        {
            return false;
        }

        s_written[Path] = 0;
        using (PrivateFile.Open(mark.FullName, FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite))
        {
            // Only its time matters.
        }

        mark.LastWriteTimeUtc = DateTime.UtcNow;
        return true;
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
