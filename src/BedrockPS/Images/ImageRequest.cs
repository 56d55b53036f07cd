using System.Collections.Generic;

namespace BedrockPS.Images;

/// <summary>One order for pictures: a task and the options given for it, under the names of the parameters.</summary>
internal sealed class ImageRequest
{
    public ImageRequest(ImageTask task) => Task = task;

    public ImageTask Task { get; }

    /// <summary>Texts, numbers, lists of colours, and <see cref="ImageInput"/>s; nothing that was not given.</summary>
    public Dictionary<string, object> Options { get; } = [];

    /// <summary>Pictures wanted.</summary>
    public int Count { get; set; } = 1;

    /// <summary>Members for the body as they are.</summary>
    public IReadOnlyDictionary<string, object?>? AdditionalFields { get; set; }

    public string? Prompt => Options.TryGetValue("Prompt", out object? prompt) ? (string)prompt : null;

    public long? Seed => Options.TryGetValue("Seed", out object? seed) ? (long)seed : null;

    /// <summary>The same order with another seed and number, for models that make one picture a call.</summary>
    public ImageRequest With(int count, long? seed)
    {
        ImageRequest copy = new(Task) { Count = count, AdditionalFields = AdditionalFields };
        foreach (KeyValuePair<string, object> option in Options)
        {
            copy.Options.Add(option.Key, option.Value);
        }

        if (seed is long number)
        {
            copy.Options["Seed"] = number;
        }

        return copy;
    }
}
