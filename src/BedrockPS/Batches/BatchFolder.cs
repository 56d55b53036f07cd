using System;
using System.Globalization;
using System.IO;

namespace BedrockPS.Batches;

/// <summary>Where a run keeps its files on this machine: journal, records until they are in S3, input objects, and an index of both.</summary>
internal sealed class BatchFolder
{
    public const string JournalName = "journal.jsonl";
    public const string RecordsExtension = ".jsonl";
    public const string ObjectsExtension = ".objects";
    public const string IndexExtension = ".index";

    private const string PathVariable = "BEDROCKPS_BATCHES";

    public BatchFolder(string path) => Path = path;

    /// <summary>
    /// Where runs are kept that were given no place: what BEDROCKPS_BATCHES says, else BedrockPS/Batches in the platform's folder for
    /// application data of this machine.
    /// </summary>
    public static string Root
    {
        get
        {
            if (Environment.GetEnvironmentVariable(PathVariable) is { Length: > 0 } given)
            {
                return System.IO.Path.GetFullPath(given);
            }

            string folder = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
            return System.IO.Path.Combine(folder.Length == 0 ? System.IO.Path.GetTempPath() : folder, "BedrockPS", "Batches");
        }
    }

    public string Path { get; }

    public string Journal => System.IO.Path.Combine(Path, JournalName);

    /// <summary>The journal's folder, told by itself or by the journal in it.</summary>
    public static BatchFolder Of(string path) =>
        new(System.IO.Path.GetFileName(path) == JournalName ? System.IO.Path.GetDirectoryName(path)! : path);

    /// <summary>A file's name without its extension, here and in S3.</summary>
    public static string Stem(int file) => file.ToString("000000", CultureInfo.InvariantCulture);

    public string Records(int file) => System.IO.Path.Combine(Path, Stem(file) + RecordsExtension);

    public string Objects(int file) => System.IO.Path.Combine(Path, Stem(file) + ObjectsExtension);

    public string Index(int file) => System.IO.Path.Combine(Path, Stem(file) + IndexExtension);
}
