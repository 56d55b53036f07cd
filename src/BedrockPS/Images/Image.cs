using System;
using System.IO;
using BedrockPS.Images;
using BedrockPS.Inference;

namespace BedrockPS;

/// <summary>A picture a model made. It prints as its path; where it was not saved, it is kept in memory.</summary>
public sealed class Image
{
    private byte[]? _bytes;

    internal Image(byte[] bytes, string model)
    {
        _bytes = bytes;
        Model = model;
        Format = FileKind.Of(bytes, "").Format;
        if (ImageSize.Of(bytes, Format) is (int width, int height))
        {
            Width = width;
            Height = height;
        }
    }

    /// <summary>The file; null where it was not saved.</summary>
    public string? Path { get; private set; }

    /// <summary>The same, under the name that files have.</summary>
    public string? FullName => Path;

    /// <summary>Seed of the picture: as the model told it, or as it was given; null where neither is known.</summary>
    public long? Seed { get; internal set; }

    /// <summary>SUCCESS where the model says how it ended; null where it does not.</summary>
    public string? FinishReason { get; internal set; }

    /// <summary>png, jpeg or webp.</summary>
    public string Format { get; }

    /// <summary>Pixels.</summary>
    public int Width { get; }

    /// <summary>Pixels.</summary>
    public int Height { get; }

    /// <summary>Model or inference profile that was called.</summary>
    public string Model { get; }

    public string? Prompt { get; internal set; }

    /// <summary>What was asked for: Text, Variation, Inpaint and so on.</summary>
    public string Task { get; internal set; } = "Text";

    /// <summary>What this picture cost by the price table (Get-BRPrice); null where no price is known.</summary>
    public decimal? Cost { get; internal set; }

    /// <summary>Currency of Cost.</summary>
    public string? Currency { get; internal set; }

    /// <summary>The pipeline object this picture belongs to.</summary>
    public object? InputObject { get; internal set; }

    /// <summary>The file's bytes: of a saved picture read when they are asked for.</summary>
    /// <exception cref="BedrockException">FileUnreadable: the file is gone.</exception>
    public byte[] Bytes => _bytes ?? Material.ReadBytes(new FileInfo(Path!), long.MaxValue);

    /// <summary>Saves the picture, in place of a file that is there.</summary>
    /// <param name="path">Absolute, or relative to the process's folder, which need not be PowerShell's.</param>
    /// <exception cref="BedrockException">FileUnwritable.</exception>
    public void Save(string path) => Save(path, replace: true);

    /// <summary>Saves the picture as a whole or not at all.</summary>
    /// <param name="path">The file.</param>
    /// <param name="replace">A file that is there is replaced; else it is an error.</param>
    internal void Save(string path, bool replace)
    {
        PictureFile.Write(path, Bytes, replace);
        Path = System.IO.Path.GetFullPath(path);
        _bytes = null;
    }

    /// <summary>The path; of a picture in memory its format and size.</summary>
    public override string ToString() => Path ?? $"{Format} {Width}x{Height}";
}
