using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Text;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Files;
using BedrockPS.Protocol;

namespace BedrockPS.Storage;

/// <summary>
/// The finished inputs of a run, a line of JSON each, so that the next run sends only what is missing. Lines are only ever added.
/// Each reaches the operating system before its answer is given, so a process that dies loses at most the line it was writing, which
/// the next one cuts off. The disk itself is asked once a second and at the end: a machine that loses power loses a second's answers
/// and not the file. Only keys and places are held in memory, never answers.
/// </summary>
internal sealed class CheckpointFile : IAnswerStore, IDisposable
{
    private const string Format = "BedrockPS.Checkpoint";
    private const int Version = 1;
    private const string LineStart = "{\"key\":\"";
    private const string LineMiddle = "\",\"answer\":";
    private const byte NewLine = (byte)'\n';

    private static readonly byte[] s_header = Encoding.UTF8.GetBytes($"{{\"format\":\"{Format}\",\"version\":{Version}}}\n");
    private static readonly TimeSpan s_syncInterval = TimeSpan.FromSeconds(1);

    private readonly FileStream _stream;
    private readonly SemaphoreSlim _gate = new(1, 1);

    // A request may occur more than once in a run: the n-th time it is made it takes the n-th answer.
    private readonly Dictionary<(RequestKey Key, int Occurrence), (long Start, int Length)> _answers = [];
    private readonly Dictionary<RequestKey, int> _opened = [];
    private Stopwatch? _unsynced;

    private CheckpointFile(string path, FileStream stream)
    {
        FilePath = path;
        _stream = stream;
    }

    public string FilePath { get; }

    public string Name => $"the checkpoint '{FilePath}'";

    /// <summary>Answers that were in the file when it was opened.</summary>
    public int Count => _answers.Count;

    /// <summary>Bytes of an unfinished last line that were cut off when it was opened.</summary>
    public long CutBytes { get; private set; }

    /// <summary>What was found in the file, for a verbose line.</summary>
    public string Summary => $"The checkpoint '{FilePath}' holds {Count} answers."
        + (CutBytes > 0 ? $" {CutBytes} bytes of a line that a run did not finish were cut off." : "");

    /// <summary>Opens or makes the file and keeps every other writer out until it is disposed.</summary>
    /// <exception cref="BedrockException">CheckpointBusy, CheckpointInvalid, CheckpointVersion, FileUnwritable.</exception>
    public static CheckpointFile Open(string path, CancellationToken cancellationToken)
    {
        FileStream? stream = null;
        try
        {
            stream = PrivateFile.Open(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            CheckpointFile file = new(path, stream);
            file.Load(cancellationToken);
            stream = null;
            return file;
        }
        catch (IOException exception) when (stream is null && PrivateFile.IsHeld(exception))
        {
            throw new BedrockException("CheckpointBusy", $"Another run is writing '{path}'.", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            BedrockException unwritable = FileFailure.Writing(path, exception);
            unwritable.EndsPipeline = true;
            throw unwritable;
        }
        finally
        {
            stream?.Dispose();
        }
    }

    public IAnswerPlace Open(StoredRequest request, bool mayWait) => new Place(OpenEntry(request));

    /// <summary>The place of this request's next occurrence, for answers of any kind.</summary>
    public CheckpointEntry OpenEntry(StoredRequest request)
    {
        RequestKey key = RequestKey.Of(request);
        lock (_opened)
        {
            _opened.TryGetValue(key, out int occurrence);
            _opened[key] = occurrence + 1;
            return new CheckpointEntry(this, key, occurrence);
        }
    }

    public void Dispose()
    {
        // A call that Ctrl+C has left behind may be at its write: its line is whole before the file is closed.
        _gate.Wait();
        try
        {
            if (_unsynced is not null && _stream.CanWrite)
            {
                _stream.Flush(flushToDisk: true);
            }

            _stream.Dispose();
        }
        finally
        {
            _gate.Release();
        }
    }

    private void Load(CancellationToken cancellationToken)
    {
        if (!LoadHeader())
        {
            _stream.Position = 0;
            _stream.SetLength(0);
            _stream.Write(s_header, 0, s_header.Length);
            _stream.Flush();
            return;
        }

        long end = new CheckpointScan(_stream, s_header.Length, cancellationToken).Run(AddLine, out long badLine);
        if (badLine >= 0)
        {
            throw Invalid($"what stands at byte {badLine} is not of a checkpoint");
        }

        CutBytes = _stream.Length - end;
        if (CutBytes > 0)
        {
            _stream.SetLength(end);
        }

        _stream.Position = end;
    }

    /// <summary>False for a new file, also one whose writer died within the first line.</summary>
    private bool LoadHeader()
    {
        byte[] start = new byte[1024];
        int length = 0;
        int read;
        while (length < start.Length && (read = _stream.Read(start, length, start.Length - length)) > 0)
        {
            length += read;
        }

        int lineEnd = Array.IndexOf(start, NewLine, 0, length);
        if (lineEnd + 1 == s_header.Length && start.AsSpan(0, s_header.Length).SequenceEqual(s_header))
        {
            return true;
        }

        if (length < s_header.Length && start.AsSpan(0, length).SequenceEqual(s_header.AsSpan(0, length)))
        {
            CutBytes = length;
            return false;
        }

        if (lineEnd > 0 && VersionOf(start, lineEnd) is int version)
        {
            if (version == Version)
            {
                throw Invalid("its first line was changed, as programs do that change line ends");
            }

            throw new BedrockException("CheckpointVersion", $"'{FilePath}' is a checkpoint of version {version}; this module reads and writes version {Version}.");
        }

        throw Invalid("it begins differently");
    }

    private static int? VersionOf(byte[] line, int length)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(line.AsMemory(0, length));
            JsonElement root = document.RootElement;
            return root.TryGetProperty("format", out JsonElement format) && format.GetString() == Format ? root.GetProperty("version").GetInt32() : null;
        }
        catch (Exception exception) when (JsonText.IsUnreadable(exception))
        {
            return null;
        }
    }

    /// <summary>Only the frame of a line is looked at here; an answer is parsed when it is wanted.</summary>
    private bool AddLine(byte[] buffer, int start, int length, long position)
    {
        int head = LineStart.Length + RequestKey.HexLength + LineMiddle.Length;
        if (length < head + 3)
        {
            return false;
        }

        string text = Encoding.ASCII.GetString(buffer, start, head);
        if (!text.StartsWith(LineStart, StringComparison.Ordinal)
            || !text.EndsWith(LineMiddle, StringComparison.Ordinal)
            || !RequestKey.TryParse(text.Substring(LineStart.Length, RequestKey.HexLength), out RequestKey key)
            || buffer[start + head] != '{'
            || buffer[start + length - 1] != '}'
            || buffer[start + length - 2] != '}')
        {
            return false;
        }

        int occurrence = 0;
        while (_answers.ContainsKey((key, occurrence)))
        {
            occurrence++;
        }

        _answers.Add((key, occurrence), (position + head, length - head - 1));
        return true;
    }

    /// <summary>Reads an answer's JSON object; null when there is none for this occurrence.</summary>
    /// <exception cref="BedrockException">CheckpointInvalid, FileUnreadable.</exception>
    internal async Task<T?> ReadAsync<T>(RequestKey key, int occurrence, Func<JsonElement, T> read, CancellationToken cancellationToken)
        where T : class
    {
        if (!_answers.TryGetValue((key, occurrence), out (long Start, int Length) place))
        {
            return null;
        }

        byte[] line = new byte[place.Length];
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            _stream.Position = place.Start;
            int length = 0;
            int count;
            while (length < line.Length
                && (count = await _stream.ReadAsync(line, length, line.Length - length, cancellationToken).ConfigureAwait(false)) > 0)
            {
                length += count;
            }
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            throw new BedrockException("FileUnreadable", $"'{FilePath}' cannot be read: {exception.Message}", exception);
        }
        finally
        {
            _gate.Release();
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(line);
            return read(document.RootElement);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException or KeyNotFoundException or IndexOutOfRangeException)
        {
            throw Invalid($"the answer at byte {place.Start} is damaged");
        }
    }

    /// <exception cref="BedrockException">FileUnwritable.</exception>
    internal async Task AppendAsync(RequestKey key, Action<Utf8JsonWriter> write, CancellationToken cancellationToken)
    {
        byte[] line = Line(key, write);
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        long end = -1;
        try
        {
            end = _stream.Length;
            _stream.Position = end;

            // Not to be cancelled half-way: half a line in the middle would make the file unreadable.
            await _stream.WriteAsync(line, 0, line.Length, CancellationToken.None).ConfigureAwait(false);
            await _stream.FlushAsync(CancellationToken.None).ConfigureAwait(false);
            _unsynced ??= Stopwatch.StartNew();
            if (_unsynced.Elapsed >= s_syncInterval)
            {
                _stream.Flush(flushToDisk: true);
                _unsynced = null;
            }
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException or NotSupportedException)
        {
            TakeBack(end);
            throw FileFailure.Writing(FilePath, exception);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>A full disk may have taken half a line.</summary>
    private void TakeBack(long end)
    {
        try
        {
            if (end >= 0)
            {
                _stream.SetLength(end);
            }
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException or NotSupportedException)
        {
            // Then it is the torn last line that the next run cuts off.
        }
    }

    private static byte[] Line(RequestKey key, Action<Utf8JsonWriter> write)
    {
        using MemoryStream line = new();
        byte[] head = Encoding.ASCII.GetBytes(LineStart + key + LineMiddle);
        line.Write(head, 0, head.Length);
        using (Utf8JsonWriter writer = new(line, JsonText.WriterOptions))
        {
            write(writer);
        }

        line.WriteByte((byte)'}');
        line.WriteByte(NewLine);
        return line.ToArray();
    }

    private BedrockException Invalid(string why) =>
        new("CheckpointInvalid", $"'{FilePath}' is not a checkpoint that this module wrote, or it is damaged: {why}. It is left as it is.");

    private sealed class Place : IAnswerPlace
    {
        private readonly CheckpointEntry _entry;

        public Place(CheckpointEntry entry) => _entry = entry;

        public Task<StoredAnswer?> FindAsync(CancellationToken cancellationToken) => _entry.ReadAsync(StoredAnswer.Read, cancellationToken);

        public Task SaveAsync(StoredAnswer answer, CancellationToken cancellationToken) => _entry.AppendAsync(answer.Write, cancellationToken);

        public void Dispose()
        {
        }
    }
}
