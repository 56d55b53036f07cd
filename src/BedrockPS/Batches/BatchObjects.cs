using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Text.Json;
using BedrockPS.Files;
using BedrockPS.Inference;

namespace BedrockPS.Batches;

/// <summary>
/// The input objects of a run by the ordinals of their records, in any order. They are read where they lie: memory is the same for ten
/// and for ten million.
/// </summary>
internal sealed class BatchObjects : IDisposable
{
    private const int MostOpen = 64;

    private readonly BatchFolder _folder;
    private readonly List<(long First, int File)> _files = [];
    private readonly LinkedList<OpenFile> _open = [];

    private BatchObjects(BatchFolder folder) => _folder = folder;

    /// <returns>Null where the folder has none.</returns>
    public static BatchObjects? Open(BatchFolder folder)
    {
        if (!Directory.Exists(folder.Path))
        {
            return null;
        }

        BatchObjects objects = new(folder);
        foreach (string path in Directory.EnumerateFiles(folder.Path, "*" + BatchFolder.ObjectsExtension))
        {
            if (int.TryParse(Path.GetFileNameWithoutExtension(path), NumberStyles.None, CultureInfo.InvariantCulture, out int file)
                && FirstOrdinal(path) is > 0 and long first)
            {
                objects._files.Add((first, file));
            }
        }

        objects._files.Sort();
        return objects._files.Count == 0 ? null : objects;
    }

    /// <summary>Writes the index of a file of objects that came without one.</summary>
    public static void WriteIndex(BatchFolder folder, int file) => PrivateFile.Write(folder.Index(file), index =>
    {
        using FileStream objects = PrivateFile.Open(folder.Objects(file), FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        byte[] block = new byte[64 * 1024];
        byte[] entry = new byte[BatchIndex.Length];
        long position = 0;
        int count;
        while ((count = objects.Read(block, 0, block.Length)) > 0)
        {
            for (int at = -1; (at = Array.IndexOf(block, (byte)'\n', at + 1, count - at - 1)) >= 0;)
            {
                new BatchIndex(0, position + at + 1, 0).Write(entry);
                index.Write(entry, 0, entry.Length);
            }

            position += count;
        }
    });

    /// <summary>Reads the object of a record.</summary>
    /// <param name="ordinal">Of the record.</param>
    /// <param name="id">The record's id, which must be the object's.</param>
    /// <param name="value">The object: text, file, or what JSON says of it.</param>
    /// <returns>False where there is none.</returns>
    public bool TryRead(long ordinal, string? id, out object? value)
    {
        value = null;
        int file = _files.FindLastIndex(file => file.First <= ordinal);
        byte[]? line = file < 0 ? null : Opened(_files[file].File).Read(ordinal - _files[file].First);
        if (line is null)
        {
            return false;
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(line);
            if (id is null || !document.RootElement.GetProperty("recordId"u8).ValueEquals(id))
            {
                return false;
            }

            value = document.RootElement.TryGetProperty("file"u8, out JsonElement path)
                ? new FileInfo(path.GetString()!)
                : JsonObjects.Convert(document.RootElement.GetProperty("object"u8));
            return true;
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or ArgumentException)
        {
            return false;
        }
    }

    public void Dispose()
    {
        foreach (OpenFile file in _open)
        {
            file.Dispose();
        }

        _open.Clear();
    }

    private static long FirstOrdinal(string path)
    {
        byte[] start = new byte[BatchRecord.ObjectFrame];
        using FileStream file = PrivateFile.Open(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        int length = file.Read(start, 0, start.Length);
        return length < start.Length ? 0 : BatchRecordId.OrdinalOf(BatchRecord.IdOf(start));
    }

    private OpenFile Opened(int number)
    {
        LinkedListNode<OpenFile>? node = _open.First;
        while (node is not null && node.Value.Number != number)
        {
            node = node.Next;
        }

        if (node is not null)
        {
            if (node != _open.First)
            {
                _open.Remove(node);
                _open.AddFirst(node);
            }

            return node.Value;
        }

        if (_open.Count == MostOpen)
        {
            _open.Last!.Value.Dispose();
            _open.RemoveLast();
        }

        OpenFile opened = new(_folder, number);
        _open.AddFirst(opened);
        return opened;
    }

    private sealed class OpenFile : IDisposable
    {
        private readonly FileStream _index;
        private readonly FileStream _objects;
        private readonly byte[] _entries = new byte[BatchIndex.Length * 2];

        public OpenFile(BatchFolder folder, int number)
        {
            Number = number;
            if (!File.Exists(folder.Index(number)))
            {
                WriteIndex(folder, number);
            }

            _index = Unbuffered(folder.Index(number));
            _objects = Unbuffered(folder.Objects(number));
        }

        public int Number { get; }

        /// <returns>Null where there is no such record.</returns>
        public byte[]? Read(long record)
        {
            bool isFirst = record == 0;
            int length = isFirst ? BatchIndex.Length : BatchIndex.Length * 2;
            if (!Read(_index, isFirst ? 0 : (record - 1) * BatchIndex.Length, _entries, length))
            {
                return null;
            }

            long start = isFirst ? 0 : BatchIndex.Read(_entries).ObjectEnd;
            long end = BatchIndex.Read(_entries.AsSpan(length - BatchIndex.Length)).ObjectEnd;
            byte[] line = new byte[end - start];
            return Read(_objects, start, line, line.Length) ? line : null;
        }

        public void Dispose()
        {
            _index.Dispose();
            _objects.Dispose();
        }

        private static FileStream Unbuffered(string path) => new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 1);

        private static bool Read(FileStream file, long position, byte[] target, int count)
        {
            file.Position = position;
            int length = 0;
            int read;
            while (length < count && (read = file.Read(target, length, count - length)) > 0)
            {
                length += read;
            }

            return length == count;
        }
    }
}
