using System;
using System.Collections;
using System.Collections.Generic;
using System.IO;
using System.Management.Automation;
using BedrockPS.Files;
using BedrockPS.Images;
using BedrockPS.Inference;

namespace BedrockPS.Cmdlets;

/// <summary>Reads what parameters that take a picture are given: paths, files, bytes, and pictures of New-BRImage.</summary>
internal sealed class ImageArguments
{
    private readonly Func<string, string> _resolve;

    /// <param name="resolve">Makes a file's path of a PowerShell path.</param>
    public ImageArguments(Func<string, string> resolve) => _resolve = resolve;

    /// <param name="given">One picture or several.</param>
    /// <param name="parameter">Parameter, for messages.</param>
    /// <exception cref="BedrockException">FileNotFound, FileUnreadable, FileTooLarge, FileUnsupported, ParameterInvalid.</exception>
    public ImageInput[] Read(object given, string parameter)
    {
        object value = Unwrap(given)!;
        if (value is not IList list || value is byte[])
        {
            return [ReadOne(value, parameter)];
        }

        List<ImageInput> images = [];
        foreach (object? item in list)
        {
            images.Add(ReadOne(Unwrap(item), parameter));
        }

        return [.. images];
    }

    private ImageInput ReadOne(object? value, string parameter)
    {
        switch (value)
        {
            case byte[] bytes:
                return ImageInput.From(bytes, "What was given");
            case Image image:
                return ImageInput.From(image.Bytes, image.Path ?? "The picture");
            case FileInfo file:
                return ReadFile(file);
            case string path when path.Length > 0:
                return ReadFile(new FileInfo(_resolve(path)));
            default:
                throw new BedrockException(
                    "ParameterInvalid", $"-{parameter} takes paths, files, bytes and pictures of New-BRImage, not {(value is null or "" ? "nothing" : "a " + value.GetType().Name)}.")
                {
                    RecommendedAction = "Give the path of a picture.",
                };
        }
    }

    private static ImageInput ReadFile(FileInfo file) => ImageInput.From(Material.ReadBytes(file), $"'{file.FullName}'");

    private static object? Unwrap(object? value) =>
        value is PSObject wrapped && wrapped.BaseObject is not PSCustomObject ? wrapped.BaseObject : value;
}
