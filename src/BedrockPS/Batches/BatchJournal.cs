using System;
using System.Collections.Generic;
using System.IO;
using System.Text.Json;
using BedrockPS.Files;
using BedrockPS.Models;
using BedrockPS.Protocol;

namespace BedrockPS.Batches;

/// <summary>
/// What has happened in a run, a line each: its settings first, then uploads begun, parts sent, files that are in S3, the end of the
/// input, jobs made. Lines are only ever added; one that was cut off by the end of a process is dropped.
/// </summary>
internal sealed class BatchJournal : IDisposable
{
    private const string Format = "bedrockps-batch";
    private const long Version = 1;

    private readonly object _lock = new();
    private readonly FileStream _file;
    private readonly Dictionary<string, BatchUpload> _uploads = new(StringComparer.Ordinal);
    private readonly HashSet<string> _sent = new(StringComparer.Ordinal);
    private readonly Dictionary<int, string> _jobs = [];

    private BatchJournal(FileStream file, Dictionary<string, object?> settings)
    {
        _file = file;
        Settings = settings;
    }

    /// <summary>As <see cref="Begin"/> was given them.</summary>
    public Dictionary<string, object?> Settings { get; }

    public string Path => _file.Name;

    /// <summary>Records of the whole input; null while it has not come to its end.</summary>
    public long? Total { get; private set; }

    /// <summary>ARNs of the jobs made so far, by number.</summary>
    public IReadOnlyDictionary<int, string> Jobs => _jobs;

    public static bool Exists(BatchFolder folder) => File.Exists(folder.Journal);

    /// <exception cref="BedrockException">FileUnwritable.</exception>
    public static BatchJournal Begin(BatchFolder folder, Dictionary<string, object?> settings)
    {
        try
        {
            PrivateFile.CreateFolder(folder.Path);
            FileStream file = PrivateFile.Open(folder.Journal, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None);
            BatchJournal journal = new(file, settings);
            journal.Append(new() { ["format"] = Format, ["version"] = Version, ["settings"] = settings });
            return journal;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Fatal("FileUnwritable", $"'{folder.Journal}' cannot be written: {exception.Message}", exception);
        }
    }

    /// <exception cref="BedrockException">BatchJournalBusy, BatchJournalInvalid, FileUnreadable.</exception>
    public static BatchJournal Open(BatchFolder folder)
    {
        FileStream file;
        try
        {
            file = PrivateFile.Open(folder.Journal, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw Fatal("FileUnreadable", $"There is no journal of a batch at '{folder.Path}'.", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Fatal(
                exception is UnauthorizedAccessException ? "FileUnreadable" : "BatchJournalBusy",
                $"'{folder.Journal}' cannot be opened: {exception.Message}",
                exception);
        }

        try
        {
            return Read(file);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or KeyNotFoundException or InvalidCastException or IOException)
        {
            file.Dispose();
            throw Fatal("BatchJournalInvalid", $"'{folder.Journal}' is no journal that this version of the module wrote, or it is damaged.", exception);
        }
    }

    public bool IsSent(string name)
    {
        lock (_lock)
        {
            return _sent.Contains(name);
        }
    }

    /// <summary>An upload that was begun and has not come to its end; null where there is none.</summary>
    public BatchUpload? UploadOf(string name)
    {
        lock (_lock)
        {
            return _uploads.TryGetValue(name, out BatchUpload? upload) ? upload : null;
        }
    }

    public BatchUpload BeginUpload(string name, string id, int partBytes)
    {
        BatchUpload upload = new(id, partBytes);
        Append(new() { ["upload"] = name, ["id"] = id, ["partBytes"] = (long)partBytes });
        lock (_lock)
        {
            _uploads[name] = upload;
        }

        return upload;
    }

    public void AddPart(string name, BatchPart part)
    {
        Append(new()
        {
            ["part"] = name,
            ["number"] = (long)part.Number,
            ["etag"] = part.ETag,
            ["bytes"] = (long)part.Length,
            ["hash"] = part.Hash.ToString("x16", System.Globalization.CultureInfo.InvariantCulture),
        });
        lock (_lock)
        {
            _uploads[name].Parts[part.Number] = part;
        }
    }

    public void MarkSent(string name)
    {
        Append(new() { ["sent"] = name });
        lock (_lock)
        {
            _sent.Add(name);
            _uploads.Remove(name);
        }
    }

    public void MarkComplete(long records)
    {
        if (Total is null)
        {
            Append(new() { ["records"] = records });
            Total = records;
        }
    }

    public void MarkJob(int number, string arn)
    {
        Append(new() { ["job"] = (long)number, ["arn"] = arn });
        _jobs[number] = arn;
    }

    public void Dispose() => _file.Dispose();

    private static BatchJournal Read(FileStream file)
    {
        byte[] content = new byte[file.Length];
        int length = 0;
        int read;
        while (length < content.Length && (read = file.Read(content, length, content.Length - length)) > 0)
        {
            length += read;
        }

        BatchJournal? journal = null;
        int start = 0;
        for (int end; (end = Array.IndexOf(content, (byte)'\n', start)) >= 0; start = end + 1)
        {
            Dictionary<string, object?> line = (Dictionary<string, object?>)JsonText.Parse(content.AsSpan(start, end - start).ToArray())!;
            if (journal is null)
            {
                if (line.Text("format") != Format || line["version"] is not Version)
                {
                    throw new InvalidOperationException("Not a journal.");
                }

                journal = new BatchJournal(file, (Dictionary<string, object?>)line["settings"]!);
            }
            else
            {
                journal.Apply(line);
            }
        }

        if (journal is null)
        {
            throw new InvalidOperationException("Empty.");
        }

        file.SetLength(start);
        file.Position = start;
        return journal;
    }

    private void Apply(Dictionary<string, object?> line)
    {
        if (line.TryGetValue("upload", out object? upload))
        {
            _uploads[(string)upload!] = new BatchUpload(line.Text("id"), (int)(long)line["partBytes"]!);
        }
        else if (line.TryGetValue("part", out object? of))
        {
            int number = (int)(long)line["number"]!;
            _uploads[(string)of!].Parts[number] = new BatchPart(
                number, line.Text("etag"), (int)(long)line["bytes"]!, Convert.ToUInt64(line.Text("hash"), 16));
        }
        else if (line.TryGetValue("sent", out object? sent))
        {
            _sent.Add((string)sent!);
            _uploads.Remove((string)sent!);
        }
        else if (line.TryGetValue("records", out object? records))
        {
            Total = (long)records!;
        }
        else if (line.TryGetValue("job", out object? job))
        {
            _jobs[(int)(long)job!] = line.Text("arn");
        }
    }

    private void Append(Dictionary<string, object?> line)
    {
        byte[] text = JsonText.BytesOf(line);
        lock (_lock)
        {
            long end = _file.Position;
            try
            {
                _file.Write(text, 0, text.Length);
                _file.WriteByte((byte)'\n');

                // What is noted here costs money to forget.
                _file.Flush(flushToDisk: true);
            }
            catch (IOException exception)
            {
                _file.Position = end;
                throw Fatal("FileUnwritable", $"'{Path}' cannot be written: {exception.Message}", exception);
            }
        }
    }

    private static BedrockException Fatal(string code, string message, Exception exception) =>
        new(code, message, exception) { EndsPipeline = true };
}
