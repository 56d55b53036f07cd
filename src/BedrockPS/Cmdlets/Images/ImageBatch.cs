using System.Collections.Generic;
using BedrockPS.Images;

namespace BedrockPS.Cmdlets;

/// <summary>What became of one input of New-BRImage: pictures and errors, and the places kept for the pictures.</summary>
internal sealed class ImageBatch
{
    public ImageBatch(object? input, object? target, IReadOnlyList<ImageResult> results, string[] paths)
    {
        Input = input;
        Target = target;
        Results = results;
        Paths = paths;
    }

    public object? Input { get; }

    /// <summary>What its errors name.</summary>
    public object? Target { get; }

    public IReadOnlyList<ImageResult> Results { get; }

    public string[] Paths { get; }
}
