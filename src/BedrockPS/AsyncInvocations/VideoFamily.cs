using System.Collections.Generic;
using System.Linq;
using BedrockPS.Inference.Families;

namespace BedrockPS.AsyncInvocations;

/// <summary>How models of one family are asked for a video.</summary>
internal abstract class VideoFamily
{
    private static readonly VideoFamily[] s_all = [new ReelVideo(), new RayVideo()];

    /// <summary>As users know it.</summary>
    public abstract string Name { get; }

    /// <summary>Whether a foundation model is of the family.</summary>
    public abstract bool Matches(string id);

    /// <summary>The model's input.</summary>
    /// <exception cref="BedrockException">ParameterInvalid: the family cannot do that.</exception>
    public abstract Dictionary<string, object?> Body(VideoRequest request);

    /// <param name="modelId">Model id, inference profile id, or an ARN whose model is known.</param>
    /// <exception cref="BedrockException">VideoModelUnknown.</exception>
    public static VideoFamily For(string modelId)
    {
        string? id = FoundationModelId.Of(modelId);
        return s_all.FirstOrDefault(family => id is not null && family.Matches(id)) ?? throw new BedrockException(
            "VideoModelUnknown",
            $"'{modelId}' is no video model known here. Known: {string.Join(", ", s_all.Select(static family => family.Name))}.");
    }

    /// <summary>Refuses what the family has no words for, where it was asked for.</summary>
    protected void Refuse(string parameter, object? value)
    {
        if (value is not null)
        {
            throw Invalid($"-{parameter} means nothing to {Name}.");
        }
    }

    protected void CheckOneOf(string parameter, object? value, params object[] allowed)
    {
        if (value is not null && !allowed.Contains(value))
        {
            throw Invalid($"-{parameter} {value} is nothing {Name} can do: it takes {string.Join(", ", allowed)}.");
        }
    }

    protected void CheckLength(string parameter, string text, int most)
    {
        if (text.Trim().Length == 0 || text.Length > most)
        {
            throw Invalid($"-{parameter} has {text.Length} characters; {Name} takes 1 to {most}.");
        }
    }

    protected static BedrockException Invalid(string message) => new("ParameterInvalid", message)
    {
        RecommendedAction = "Get-Help New-BRVideo -Full says what each model takes.",
    };

    /// <summary>Adds what was said.</summary>
    protected static void Add(Dictionary<string, object?> members, string name, object? value)
    {
        if (value is not null)
        {
            members[name] = value;
        }
    }
}
