using System;
using System.IO;
using System.Threading;
using BedrockPS.Engine.Vectors;
using BedrockPS.Files;

namespace BedrockPS.Indexes;

/// <summary>Opens, makes and replaces index files, which are their owner's alone.</summary>
internal static class IndexFile
{
    /// <summary>As the last commit left it, whoever may be writing.</summary>
    /// <exception cref="BedrockException">As of IndexErrors.Run.</exception>
    public static IndexReader Read(string path) => IndexErrors.Run(path, () => IndexReader.Open(OpenRead(path)));

    /// <param name="path">The file, whose lock the caller holds.</param>
    /// <param name="cancellationToken">Heard while the ids are read.</param>
    /// <exception cref="BedrockException">As of IndexErrors.Run.</exception>
    public static IndexWriter Write(string path, CancellationToken cancellationToken) => IndexErrors.Run(path, () => IndexWriter.Open(
        PrivateFile.Open(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete),
        () => OpenRead(path),
        cancellationToken));

    /// <summary>Makes an index without entries, or replaces what is there by one.</summary>
    /// <exception cref="BedrockException">FileUnwritable, ParameterInvalid.</exception>
    public static void Create(string path, string model, int dimension)
    {
        if (model.Length > IndexLimits.MaxModelLength)
        {
            throw new BedrockException("ParameterInvalid", $"A model's name in an index has at most {IndexLimits.MaxModelLength} characters.");
        }

        byte[] content = IndexWriter.NewFile(model, dimension);
        Replace(path, stream => stream.Write(content, 0, content.Length));
    }

    /// <summary>Writes the live entries of an index anew and puts them in its place.</summary>
    /// <param name="reader">The index, closed when it is replaced.</param>
    /// <param name="leavesOutDamaged">Damaged entries are left out; otherwise the index stays as it is.</param>
    /// <param name="cancellationToken">Until the new file is in place.</param>
    /// <returns>Entries that were kept.</returns>
    /// <exception cref="BedrockException">FileUnwritable, IndexDamaged.</exception>
    public static int Compact(IndexReader reader, bool leavesOutDamaged, CancellationToken cancellationToken)
    {
        int kept = 0;
        Replace(reader.Path, stream =>
        {
            kept = IndexCompaction.Copy(reader, stream, static _ => { }, cancellationToken);
            foreach (IndexDamage damage in leavesOutDamaged ? [] : reader.Damage)
            {
                throw IndexErrors.Of(reader.Path, damage);
            }

            // Windows replaces no file that is mapped.
            reader.Dispose();
        });
        return kept;
    }

    private static FileStream OpenRead(string path) =>
        PrivateFile.Open(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);

    private static void Replace(string path, Action<FileStream> write)
    {
        string temporary = PrivateFile.TemporaryName(path);
        try
        {
            using (FileStream stream = PrivateFile.Open(temporary, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None))
            {
                write(stream);

                // On the disk before its name says so.
                stream.Flush(flushToDisk: true);
            }

            PrivateFile.Replace(temporary, path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw FileFailure.Writing(path, exception);
        }
        finally
        {
            PrivateFile.Discard(temporary);
        }
    }
}
