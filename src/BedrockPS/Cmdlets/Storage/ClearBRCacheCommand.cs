using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using BedrockPS.Storage;

namespace BedrockPS.Cmdlets;

/// <summary>Removes answers that -CacheFor keeps, and the embeddings that the similarity commands keep. Both are asked for anew when they are needed.</summary>
[Cmdlet(VerbsCommon.Clear, "BRCache", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(CacheCleanup))]
public sealed class ClearBRCacheCommand : BedrockCmdlet
{
    /// <summary>Only what is older than this: a TimeSpan, or a number with s, m, h or d such as 7d.</summary>
    [Parameter(Position = 0)]
    [Duration]
    public TimeSpan? OlderThan { get; set; }

    /// <summary>Folder of the cache instead of the user's own.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? CachePath { get; set; }

    /// <summary>Write what was removed and what is left.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    protected override object? Target => CachePath;

    protected override void Process()
    {
        CacheFolder cache = new(CachePath is null ? CacheFolder.DefaultPath : FullPathOf(CachePath));
        DateTime limit = OlderThan is TimeSpan age ? DateTime.UtcNow - age : DateTime.MaxValue;
        IReadOnlyList<FileInfo> entries = Entries(cache);
        FileInfo[] old = [.. entries.Where(entry => entry.LastWriteTimeUtc < limit)];
        CacheCleanup result = new() { Path = cache.Path, KeptCount = entries.Count, KeptBytes = entries.Sum(static entry => entry.Length) };
        if (old.Length > 0 && ShouldProcess(cache.Path, $"Remove {old.Length} answers and embeddings"))
        {
            Remove(old, result);
        }

        if (PassThru)
        {
            WriteObject(result);
        }
    }

    private void Remove(FileInfo[] entries, CacheCleanup result)
    {
        foreach (FileInfo entry in entries)
        {
            StopToken.ThrowIfCancellationRequested();
            long length = entry.Length;
            if (CacheFolder.TryDelete(entry))
            {
                result.RemovedCount++;
                result.RemovedBytes += length;
                result.KeptCount--;
                result.KeptBytes -= length;
            }
            else
            {
                WriteVerbose($"'{entry.FullName}' is in use and stays.");
            }
        }
    }

    private static IReadOnlyList<FileInfo> Entries(CacheFolder cache)
    {
        try
        {
            return cache.Entries();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new BedrockException("FileUnreadable", $"'{cache.Path}' cannot be read: {exception.Message}", exception);
        }
    }
}
