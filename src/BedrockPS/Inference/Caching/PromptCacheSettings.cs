using System;
using System.Collections.Generic;
using System.Linq;
using BedrockPS.Inference.Families;

namespace BedrockPS.Inference;

/// <summary>Where cache points go: the model's work on everything before one is kept and read again at a lower price.</summary>
internal sealed class PromptCacheSettings
{
    private const int HistoryPoints = 2;

    /// <summary>After the system prompt.</summary>
    public bool System { get; set; }

    /// <summary>After the tools.</summary>
    public bool Tools { get; set; }

    /// <summary>After the last message, and after the user's message before it, where the last turn's point was.</summary>
    public bool History { get; set; }

    /// <summary>5m or 1h; null leaves it to the service.</summary>
    public string? Ttl { get; set; }

    /// <summary>No place was named: a time to live for a chat's cache points.</summary>
    public bool IsEmpty => !System && !Tools && !History;

    /// <summary>The cache point as content.</summary>
    public ContentBlock Point() => ContentBlock.FromJson("cachePoint", PointJson());

    /// <summary>The cache point's JSON.</summary>
    public string PointJson() => Ttl is null ? """{"type":"default"}""" : $$"""{"type":"default","ttl":"{{Ttl}}"}""";

    /// <summary>A turn's settings over its chat's.</summary>
    public static PromptCacheSettings? Over(PromptCacheSettings? given, PromptCacheSettings? kept) =>
        given is null || kept is null ? given ?? kept : new PromptCacheSettings
        {
            System = given.IsEmpty ? kept.System : given.System,
            Tools = given.IsEmpty ? kept.Tools : given.Tools,
            History = given.IsEmpty ? kept.History : given.History,
            Ttl = given.Ttl ?? kept.Ttl,
        };

    /// <summary>The settings as the model takes them.</summary>
    /// <param name="modelId">Model of the request. Nova caches no tools, by its list of cacheable fields.</param>
    /// <param name="note">Told of what is left out.</param>
    /// <exception cref="BedrockException">ParameterInvalid: no place for cache points, or none the model has.</exception>
    public PromptCacheSettings For(string modelId, Action<string> note)
    {
        if (IsEmpty)
        {
            throw new BedrockException("ParameterInvalid", "-CacheTtl needs -CachePrompt.")
            {
                RecommendedAction = "Say what to cache: -CachePrompt System, Tools, History or All.",
            };
        }

        if (!Tools || FoundationModelId.Of(modelId)?.StartsWith("amazon.nova-", StringComparison.Ordinal) != true)
        {
            return this;
        }

        if (!System && !History)
        {
            throw new BedrockException("ParameterInvalid", "Nova caches the system prompt and the messages, not the tools.")
            {
                RecommendedAction = "Give -CachePrompt System, History or both.",
            };
        }

        note("Prompt cache: Nova caches no tools; the cache point after them is left out.");
        return new PromptCacheSettings { System = System, History = History, Ttl = Ttl };
    }

    /// <summary>The messages with the cache points of the history in them; the same list where none is wanted.</summary>
    public static IReadOnlyList<Message> Place(IReadOnlyList<Message> messages, PromptCacheSettings? settings)
    {
        if (settings is not { History: true } || messages.Count == 0)
        {
            return messages;
        }

        List<Message> placed = messages.ToList();
        int points = 0;
        for (int i = placed.Count - 1; i >= 0 && points < HistoryPoints; i--)
        {
            if (placed[i].Role == "user" && placed[i].Content.Length > 0)
            {
                placed[i] = new Message(placed[i].Role, placed[i].Content.Append(settings.Point()));
                points++;
            }
        }

        return placed;
    }
}
