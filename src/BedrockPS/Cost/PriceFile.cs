using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using System.Text.Json;
using BedrockPS.Files;
using BedrockPS.Inference;
using BedrockPS.Protocol;

namespace BedrockPS.Cost;

/// <summary>Price tables in files: those users bring, in CSV or JSON, and the one that is kept for them.</summary>
internal static class PriceFile
{
    private const string PathVariable = "BEDROCKPS_PRICE_FILE";
    private static readonly object s_writing = new();
    private static volatile Loaded? s_loaded;

    /// <summary>
    /// Where the user's table is kept: what BEDROCKPS_PRICE_FILE says, else BedrockPS/prices.json in the platform's folder for
    /// application data. Null where the platform has no such folder.
    /// </summary>
    public static string? DefaultPath
    {
        get
        {
            if (Environment.GetEnvironmentVariable(PathVariable) is { Length: > 0 } given)
            {
                return Path.GetFullPath(given);
            }

            string folder = Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData, Environment.SpecialFolderOption.DoNotVerify);
            return folder.Length == 0 ? null : Path.Combine(folder, "BedrockPS", "prices.json");
        }
    }

    /// <summary>The kept table, read when it is first needed and again when the file has changed. Empty when there is none.</summary>
    /// <exception cref="BedrockException">PriceFileInvalid, PriceFileVersion or FileUnreadable.</exception>
    public static PriceTable Load(string? path)
    {
        if (path is null)
        {
            return PriceTable.Empty;
        }

        FileInfo file = new(path);
        (string, bool Exists, DateTime, long) stamp = file.Exists ? (path, true, file.LastWriteTimeUtc, file.Length) : (path, false, default, 0);
        Loaded? loaded = s_loaded;
        if (loaded?.Stamp != stamp)
        {
            loaded = new Loaded(stamp);
            try
            {
                loaded.Table = stamp.Exists ? Read(path) : PriceTable.Empty;
            }
            catch (BedrockException exception)
            {
                loaded.Failure = exception;
            }

            s_loaded = loaded;
        }

        return loaded!.Failure is null ? loaded.Table : throw loaded.Failure;
    }

    /// <summary>Reads rows from a file a user brings; wrong rows are told one by one.</summary>
    /// <exception cref="BedrockException">PriceFileInvalid, PriceFileVersion or FileUnreadable.</exception>
    public static void Read(string path, Action<ModelPrice> read, Action<BedrockException> failed)
    {
        byte[] bytes = Material.ReadBytes(new FileInfo(path), 100_000_000);
        if (IsJson(bytes))
        {
            PriceJson.Read(bytes, path, read, failed);
            return;
        }

        using StreamReader text = new(new MemoryStream(bytes), Encoding.UTF8, detectEncodingFromByteOrderMarks: true);
        PriceCsv.Read(text.ReadToEnd(), read, failed);
    }

    /// <summary>Changes the table in a file; a reader sees the old table or the new one.</summary>
    /// <exception cref="BedrockException">What <see cref="Load"/> throws, or FileUnwritable.</exception>
    public static void Change(string path, Func<PriceTable, PriceTable> change, bool replace)
    {
        lock (s_writing)
        {
            Write(path, change(replace ? PriceTable.Empty : Load(path)));
        }
    }

    private static PriceTable Read(string path)
    {
        List<ModelPrice> rows = [];
        // The kept table is the module's own: a row it cannot read means that the file is damaged.
        Read(path, rows.Add, failure => throw new BedrockException("PriceFileInvalid", $"'{path}': {failure.Message}", failure));
        return new PriceTable(rows);
    }

    private static void Write(string path, PriceTable table)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            PrivateFile.Write(path, stream =>
            {
                using Utf8JsonWriter writer = new(stream, new JsonWriterOptions { Indented = true, Encoder = JsonText.WriterOptions.Encoder });
                PriceJson.Write(writer, table.Rows);
            });
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw FileFailure.Writing(path, exception);
        }
    }

    private static bool IsJson(byte[] bytes)
    {
        foreach (byte b in bytes)
        {
            // White space and a byte order mark may come first.
            if (b is not (0xEF or 0xBB or 0xBF or (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n'))
            {
                return b is (byte)'{' or (byte)'[';
            }
        }

        return false;
    }

    private sealed class Loaded
    {
        public Loaded((string, bool, DateTime, long) stamp) => Stamp = stamp;

        public (string, bool, DateTime, long) Stamp { get; }

        public PriceTable Table { get; set; } = PriceTable.Empty;

        public BedrockException? Failure { get; set; }
    }
}
