using System;
using System.Collections.Generic;
using System.IO;

namespace BedrockPS.Images;

/// <summary>
/// Where the pictures of a pipeline go: a file, whose name gets a number where there are several, or a folder. Names are given out when
/// an order is sent, so that each keeps its name whichever picture comes first, and none is paid for that has no place.
/// </summary>
internal sealed class PictureTarget
{
    private readonly string? _file;
    private readonly string? _folder;
    private readonly bool _replace;
    private readonly HashSet<string> _taken = new(StringComparer.OrdinalIgnoreCase);
    private int _number;

    /// <param name="file">Absolute path of a file; null: none.</param>
    /// <param name="folder">Absolute path of a folder; null: none.</param>
    /// <param name="replace">Files that are there are replaced.</param>
    public PictureTarget(string? file, string? folder, bool replace)
    {
        _file = file;
        _folder = folder;
        _replace = replace;
    }

    public bool IsNone => _file is null && _folder is null;

    /// <summary>Paths without extension where the format is to give it.</summary>
    /// <param name="prompt">What the pictures show.</param>
    /// <param name="count">Pictures of this order.</param>
    /// <param name="extension">What the format calls its files; used where the name does not say.</param>
    /// <exception cref="BedrockException">FileExists.</exception>
    public string[] Reserve(string? prompt, int count, string extension)
    {
        string[] paths = new string[IsNone ? 0 : count];
        for (int i = 0; i < paths.Length; i++)
        {
            paths[i] = _file is not null ? InFile(count, extension) : InFolder(prompt, extension);
        }

        return paths;
    }

    /// <summary>Makes the folder where it is missing, before anything is paid for.</summary>
    /// <exception cref="BedrockException">FileUnwritable.</exception>
    public void MakeFolder()
    {
        string? folder = _folder ?? Path.GetDirectoryName(_file);
        if (string.IsNullOrEmpty(folder))
        {
            return;
        }

        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new BedrockException("FileUnwritable", $"The folder '{folder}' cannot be made: {exception.Message}", exception);
        }
    }

    public void Save(Image image, string path) => image.Save(path, _replace);

    private string InFile(int count, string extension)
    {
        if (Directory.Exists(_file))
        {
            throw new BedrockException("FileUnwritable", $"'{_file}' is a folder.")
            {
                RecommendedAction = "Give -OutDirectory instead of -OutFile.",
            };
        }

        string file = Path.GetExtension(_file!).Length > 0 ? _file! : _file + "." + extension;
        _number++;
        string path = _number == 1 && count == 1 ? file : PictureName.Numbered(file, _number);
        return _replace || !File.Exists(path) ? path : throw PictureFile.Exists(path);
    }

    private string InFolder(string? prompt, string extension)
    {
        string first = Path.Combine(_folder!, PictureName.Of(prompt) + "." + extension);
        string path = first;
        for (int number = 2; !_taken.Add(path) || (!_replace && File.Exists(path)); number++)
        {
            path = PictureName.Numbered(first, number);
        }

        return path;
    }
}
