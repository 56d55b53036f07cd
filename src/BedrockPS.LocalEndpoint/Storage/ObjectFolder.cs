using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using BedrockPS.Local.Serving;

namespace BedrockPS.Local.Storage;

/// <summary>
/// Buckets as folders and objects as files in them. What lies in the folder is what there is: a file that was copied into it is an
/// object, too. A folder of the endpoint's own is made when it is first needed, and deleted with the endpoint.
/// </summary>
internal sealed class ObjectFolder : IDisposable
{
    private const string Incoming = ".incoming";

    private readonly object _gate = new();
    private readonly ConcurrentDictionary<string, ObjectFacts> _facts = new(StringComparer.Ordinal);
    private readonly bool _isOwn;
    private bool _isMade;

    /// <param name="path">The user's folder; null: one of its own among the temporary ones.</param>
    public ObjectFolder(string? path)
    {
        _isOwn = path is null;
        Path = path ?? System.IO.Path.Combine(System.IO.Path.GetTempPath(), "bedrockps-" + Guid.NewGuid().ToString("N"));
        if (!_isOwn)
        {
            // That it cannot be had is to be known now and not when something is put into it.
            Make();
        }
    }

    public string Path { get; }

    public IReadOnlyList<string> Buckets()
    {
        Make();
        return Directory.EnumerateDirectories(Path).Select(static folder => System.IO.Path.GetFileName(folder))
            .Where(BucketName.IsValid).OrderBy(static name => name, StringComparer.Ordinal).ToArray();
    }

    public bool HasBucket(string bucket)
    {
        Make();
        return BucketName.IsValid(bucket) && Directory.Exists(FolderOf(bucket));
    }

    public DateTimeOffset CreatedOn(string bucket) => Directory.GetCreationTimeUtc(FolderOf(bucket));

    public void CreateBucket(string bucket)
    {
        Make();
        Directory.CreateDirectory(FolderOf(bucket));
    }

    /// <summary>Its folder goes, too; false when there are objects in it.</summary>
    public bool RemoveBucket(string bucket)
    {
        if (List(bucket, "").Count > 0)
        {
            return false;
        }

        // Folders without a file in them are nothing to S3.
        Directory.Delete(FolderOf(bucket), recursive: true);
        return true;
    }

    /// <exception cref="ServiceFault">NoSuchBucket.</exception>
    public void CheckBucket(string bucket)
    {
        if (!HasBucket(bucket))
        {
            throw S3Fault.NoSuchBucket(bucket);
        }
    }

    public StoredObject? Find(string bucket, string key)
    {
        CheckBucket(bucket);
        return FileOf(bucket, key) is string path ? Describe(key, new FileInfo(path)) : null;
    }

    /// <summary>What is known of an object; its tag is that of its bytes where nobody has put it through S3.</summary>
    public ObjectFacts FactsOf(string bucket, string key)
    {
        string path = FileOf(bucket, key) ?? throw S3Fault.NoSuchKey(key);
        FileInfo file = new(path);
        long ticks = file.LastWriteTimeUtc.Ticks;
        if (_facts.TryGetValue(path, out ObjectFacts? known) && known.Length == file.Length && known.Ticks == ticks)
        {
            return known;
        }

        using FileStream stream = OpenFile(path);
        using MD5 hash = MD5.Create();
        return _facts[path] = new ObjectFacts(stream.Length, ticks, "\"" + HexText.Of(hash.ComputeHash(stream)) + "\"");
    }

    /// <exception cref="ServiceFault">NoSuchKey.</exception>
    public FileStream Open(string bucket, string key)
    {
        CheckBucket(bucket);
        try
        {
            return OpenFile(FileOf(bucket, key) ?? throw S3Fault.NoSuchKey(key));
        }
        catch (FileNotFoundException)
        {
            throw S3Fault.NoSuchKey(key);
        }
    }

    /// <summary>A file for what is arriving; it becomes an object through <see cref="Place"/>.</summary>
    public FileStream NewFile()
    {
        Make();
        return new FileStream(NewPath(), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Read | FileShare.Delete, 64 * 1024, useAsync: true);
    }

    /// <summary>Makes an object of a file, in place of the one that may have had that key.</summary>
    /// <param name="bucket">A bucket that is there.</param>
    /// <param name="key">The key.</param>
    /// <param name="file">A file that is written and closed; it is moved.</param>
    /// <param name="facts">What is known of it, from its length and the ticks of its time; null: nothing.</param>
    public void Place(string bucket, string key, string file, Func<long, long, ObjectFacts>? facts = null)
    {
        CheckBucket(bucket);
        lock (_gate)
        {
            string path = MakeWayFor(bucket, key);
            try
            {
                Replace(file, path);
            }
            catch (PathTooLongException)
            {
                throw new ServiceFault(400, "KeyTooLongError", "Your key is too long");
            }

            FileInfo placed = new(path);
            if (facts is null)
            {
                _facts.TryRemove(path, out ObjectFacts? _);
            }
            else
            {
                _facts[path] = facts(placed.Length, placed.LastWriteTimeUtc.Ticks);
            }
        }
    }

    /// <summary>An object that is not there is as good as deleted.</summary>
    public void Remove(string bucket, string key)
    {
        CheckBucket(bucket);
        lock (_gate)
        {
            if (FileOf(bucket, key) is not string path)
            {
                return;
            }

            File.Delete(path);
            _facts.TryRemove(path, out ObjectFacts? _);
            string bucketFolder = FolderOf(bucket);
            for (string? folder = System.IO.Path.GetDirectoryName(path);
                folder is not null && folder.Length > bucketFolder.Length && !Directory.EnumerateFileSystemEntries(folder).Any();
                folder = System.IO.Path.GetDirectoryName(folder))
            {
                Directory.Delete(folder);
            }
        }
    }

    /// <summary>The objects whose keys begin so, in the order of their keys.</summary>
    public List<StoredObject> List(string bucket, string prefix)
    {
        CheckBucket(bucket);
        List<StoredObject> found = [];
        int slash = prefix.LastIndexOf('/');
        string parent = slash < 0 ? "" : prefix.Substring(0, slash + 1);
        string folder = FolderOf(bucket);
        if (parent.Length > 0)
        {
            folder = System.IO.Path.Combine(folder, KeyPath.Of(parent.Substring(0, slash)));
        }

        Collect(new DirectoryInfo(folder), parent, prefix, found);
        found.Sort(static (a, b) => string.CompareOrdinal(a.Key, b.Key));
        return found;
    }

    public void Dispose()
    {
        // Somebody may have put files into a folder of its own that the endpoint had no need of.
        if (!_isMade && !(_isOwn && Directory.Exists(Path)))
        {
            return;
        }

        try
        {
            Directory.Delete(_isOwn ? Path : System.IO.Path.Combine(Path, Incoming), recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Someone still reads a file of it, or there was none: what is left lies among the temporary files.
        }
    }

    private static void Collect(DirectoryInfo folder, string keyOfFolder, string prefix, List<StoredObject> found)
    {
        if (!folder.Exists)
        {
            return;
        }

        foreach (FileSystemInfo entry in folder.EnumerateFileSystemInfos())
        {
            if (entry is FileInfo file && file.Name == KeyPath.Self && keyOfFolder.Length > 0)
            {
                AddIfFits(keyOfFolder.Substring(0, keyOfFolder.Length - 1), file);
            }
            else if (KeyPath.PartOf(entry.Name) is not string part)
            {
                continue;
            }
            else if (entry is FileInfo one)
            {
                AddIfFits(keyOfFolder + part, one);
            }
            else
            {
                string key = keyOfFolder + part + "/";
                if (key.StartsWith(prefix, StringComparison.Ordinal) || prefix.StartsWith(key, StringComparison.Ordinal))
                {
                    Collect((DirectoryInfo)entry, key, prefix, found);
                }
            }
        }

        void AddIfFits(string key, FileInfo file)
        {
            if (key.StartsWith(prefix, StringComparison.Ordinal))
            {
                found.Add(Describe(key, file));
            }
        }
    }

    private static StoredObject Describe(string key, FileInfo file) => new(key, file.Length, file.LastWriteTimeUtc);

    private static FileStream OpenFile(string path) =>
        new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 64 * 1024, useAsync: true);

    private static void Replace(string file, string path)
    {
#if NET
        File.Move(file, path, overwrite: true);
#else
        if (File.Exists(path))
        {
            File.Replace(file, path, null);
        }
        else
        {
            File.Move(file, path);
        }
#endif
    }

    private string FolderOf(string bucket) => System.IO.Path.Combine(Path, bucket);

    /// <summary>The file of an object; null when there is none.</summary>
    private string? FileOf(string bucket, string key)
    {
        string path = System.IO.Path.Combine(FolderOf(bucket), KeyPath.Of(key));
        string within = System.IO.Path.Combine(path, KeyPath.Self);
        return File.Exists(path) ? path : File.Exists(within) ? within : null;
    }

    /// <summary>Where the file of a new object goes. Objects whose keys are folders to it move down into those.</summary>
    private string MakeWayFor(string bucket, string key)
    {
        string path = FolderOf(bucket);
        string[] names = KeyPath.Of(key).Split(System.IO.Path.DirectorySeparatorChar);
        for (int i = 0; i < names.Length - 1; i++)
        {
            path = System.IO.Path.Combine(path, names[i]);
            if (File.Exists(path))
            {
                string aside = NewPath();
                File.Move(path, aside);
                Directory.CreateDirectory(path);
                string within = System.IO.Path.Combine(path, KeyPath.Self);
                File.Move(aside, within);
                if (_facts.TryRemove(path, out ObjectFacts? facts))
                {
                    _facts[within] = facts;
                }
            }
            else
            {
                Directory.CreateDirectory(path);
            }
        }

        path = System.IO.Path.Combine(path, names[names.Length - 1]);
        return Directory.Exists(path) ? System.IO.Path.Combine(path, KeyPath.Self) : path;
    }

    private string NewPath()
    {
        string folder = System.IO.Path.Combine(Path, Incoming);
        Directory.CreateDirectory(folder);
        return System.IO.Path.Combine(folder, Guid.NewGuid().ToString("N"));
    }

    private void Make()
    {
        if (_isMade)
        {
            return;
        }

        lock (_gate)
        {
            Files.PrivateFile.CreateFolder(Path);
            Directory.CreateDirectory(FolderOf(BucketName.BuiltIn));
            Directory.CreateDirectory(FolderOf(BucketName.Example));
            _isMade = true;
        }
    }
}
