using System;
using System.Collections.Generic;
using System.Linq;
using BedrockPS.Protocol;

namespace BedrockPS.Images;

/// <summary>An image model: its tasks, and the body it wants for each.</summary>
internal abstract class ImageFamily
{
    /// <summary>Name users meet in errors.</summary>
    public abstract string Name { get; }

    /// <summary>Pictures of one call.</summary>
    public virtual int MostPerCall => 1;

    /// <summary>Seed of orders that bring none; null: another one each time.</summary>
    public virtual long? DefaultSeed => null;

    /// <summary>Formats of pictures it takes.</summary>
    protected virtual IReadOnlyList<string> Formats => ["png", "jpeg", "webp"];

    protected abstract IReadOnlyDictionary<ImageTask, ImageForm> Forms { get; }

    /// <param name="modelId">Model id without inference-profile prefix.</param>
    public abstract bool Matches(string modelId);

    /// <summary>Whether the model lets the format of its pictures be chosen.</summary>
    public bool ChoosesFormat(ImageTask task) =>
        Forms.TryGetValue(task, out ImageForm? form) && form.Fields.Any(static field => field.Option == "OutputFormat");

    /// <summary>Whether the task cannot be done without words.</summary>
    public bool NeedsPrompt(ImageTask task) =>
        Forms.TryGetValue(task, out ImageForm? form) && form.Fields.Any(static field => field is { Option: "Prompt", IsRequired: true });

    /// <exception cref="BedrockException">ParameterInvalid: what is wrong with which option, and what the model takes.</exception>
    public byte[] WriteBody(ImageRequest request)
    {
        if (!Forms.TryGetValue(request.Task, out ImageForm? form))
        {
            throw ImageField.Invalid($"{Name} has no task {Switch(request.Task)}. It does: {string.Join("; ", Forms.Keys.Select(Switch))}.");
        }

        Dictionary<string, object?> body = [];
        foreach ((string name, object value) in form.Fixed)
        {
            body[name] = value;
        }

        CheckOptions(request, form);
        CheckPictures(request);
        foreach (ImageField field in form.Fields)
        {
            if (request.Options.TryGetValue(field.Option, out object? value))
            {
                Set(body, field.Path, field.Convert(value, Name));
            }
        }

        Complete(body, request);
        foreach (KeyValuePair<string, object?> extra in request.AdditionalFields ?? new Dictionary<string, object?>())
        {
            Merge(body, extra.Key, extra.Value);
        }

        return JsonText.BytesOf(body);
    }

    /// <summary>What the fields cannot say.</summary>
    protected virtual void Complete(Dictionary<string, object?> body, ImageRequest request)
    {
    }

    protected static void Set(Dictionary<string, object?> body, IReadOnlyList<string> path, object value)
    {
        Dictionary<string, object?> level = body;
        for (int i = 0; i < path.Count - 1; i++)
        {
            if (!level.TryGetValue(path[i], out object? next))
            {
                level[path[i]] = next = new Dictionary<string, object?>();
            }

            level = (Dictionary<string, object?>)next!;
        }

        level[path[path.Count - 1]] = value;
    }

    /// <summary>One of two options is needed, and not both.</summary>
    protected static void NeedOne(ImageRequest request, string first, string second)
    {
        if (request.Options.ContainsKey(first) == request.Options.ContainsKey(second))
        {
            throw ImageField.Invalid($"{Switch(request.Task)} needs one of -{first} and -{second}.");
        }
    }

    private void CheckOptions(ImageRequest request, ImageForm form)
    {
        string? stray = request.Options.Keys.FirstOrDefault(option => form.Fields.All(field => field.Option != option));
        if (stray is not null)
        {
            throw ImageField.Invalid(
                $"{Name} has no -{stray} for {Switch(request.Task)}. It takes {string.Join(", ", form.Fields.Select(static field => "-" + field.Option).Distinct())}.");
        }

        string? missing = form.Fields.FirstOrDefault(field => field.IsRequired && !request.Options.ContainsKey(field.Option))?.Option;
        if (missing is not null)
        {
            throw new BedrockException(missing == "Prompt" ? "NoPrompt" : "ParameterInvalid", $"{Name} needs -{missing} for {Switch(request.Task)}.")
            {
                RecommendedAction = $"Give -{missing}.",
            };
        }
    }

    private void CheckPictures(ImageRequest request)
    {
        foreach (object option in request.Options.Values)
        {
            foreach (ImageInput image in option as ImageInput[] ?? (option is ImageInput one ? [one] : []))
            {
                if (!Formats.Contains(image.Format))
                {
                    throw new BedrockException("FileUnsupported", $"{image.Name} is {image.Format}; {Name} takes {string.Join(", ", Formats)}.")
                    {
                        RecommendedAction = "Convert the picture.",
                    };
                }
            }
        }

        if (request.Options.TryGetValue("Mask", out object? mask)
            && request.Options.TryGetValue("Image", out object? images)
            && ((ImageInput)mask).Size is { } size && ((ImageInput[])images)[0].Size is { } whole && size != whole)
        {
            throw ImageField.Invalid(
                $"The mask has {size.Width}x{size.Height} pixels and the picture {whole.Width}x{whole.Height}; both must be of one size.");
        }
    }

    private static void Merge(Dictionary<string, object?> body, string name, object? value)
    {
        if (value is IReadOnlyDictionary<string, object?> members && body.TryGetValue(name, out object? given)
            && given is Dictionary<string, object?> target)
        {
            foreach (KeyValuePair<string, object?> member in members)
            {
                Merge(target, member.Key, member.Value);
            }
        }
        else
        {
            body[name] = value;
        }
    }

    private static string Switch(ImageTask task) => task == ImageTask.Text ? "text to image (no task switch)" : "-" + task;
}
