using System.Collections.Generic;

namespace BedrockPS.Images;

/// <summary>What a model takes for one task.</summary>
internal sealed class ImageForm
{
    public ImageForm(params IEnumerable<ImageField> fields) => Fields = [.. fields];

    public IReadOnlyList<ImageField> Fields { get; }

    /// <summary>Members of the body that are the same for every order of this kind.</summary>
    public IReadOnlyList<(string Name, object Value)> Fixed { get; set; } = [];
}
