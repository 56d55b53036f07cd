using System.Collections.Generic;
using BedrockPS.Local.Catalogue;
using BedrockPS.Local.Serving;
using BedrockPS.Local.Simulation;
using BedrockPS.Protocol;

namespace BedrockPS.Local.Caching;

/// <summary>Finds the cache points of a request: Converse's cachePoint blocks, Claude's cache_control.</summary>
internal static class PrefixReader
{
    private const int MediaTokens = 1600;

    /// <summary>Null when the request has no cache point.</summary>
    /// <exception cref="ServiceFault">The model caches nothing, or not there, or not for so long.</exception>
    public static PromptPrefix? Read(Dictionary<string, object?> input, CatalogueModel model)
    {
        PromptPrefix prefix = new();
        Dictionary<string, object?>? tools = input.Map("toolConfig");
        AddAll(prefix, (tools ?? input).Maps("tools"));
        bool hasToolPoint = prefix.Points.Count > 0;
        AddAll(prefix, input.Maps("system"));
        foreach (Dictionary<string, object?> message in input.Maps("messages"))
        {
            AddAll(prefix, message.Maps("content"));
            if (message.Get("content") is string text)
            {
                prefix.Add(text, TokenCounter.Count(text));
            }
        }

        if (prefix.Points.Count == 0)
        {
            return null;
        }

        if (model.CacheMin == 0)
        {
            throw ServiceFault.Denied("You invoked an unsupported model or your request did not allow prompt caching.");
        }

        if (hasToolPoint && model.Family == "nova")
        {
            throw ServiceFault.Validation("#/toolConfig/tools: extraneous key [cachePoint] is not permitted: this model caches system and messages.");
        }

        foreach ((int _, string ttl) in prefix.Points)
        {
            if (ttl == "1h" && !model.Can("cache1h"))
            {
                throw ServiceFault.Validation("This model doesn't support a cache point with ttl 1h. Use 5m and try again.");
            }
        }

        return prefix;
    }

    private static void AddAll(PromptPrefix prefix, IEnumerable<Dictionary<string, object?>> blocks)
    {
        foreach (Dictionary<string, object?> block in blocks)
        {
            if (block.Map("cachePoint") is Dictionary<string, object?> point)
            {
                prefix.AddPoint(point.Text("ttl") ?? "5m");
                continue;
            }

            Dictionary<string, object?>? control = block.Map("cache_control");
            Dictionary<string, object?> content = control is null ? block : new(block);
            content.Remove("cache_control");
            string json = JsonText.Of(content);
            prefix.Add(json, content.Text("text") is string text ? TokenCounter.Count(text)
                : content.ContainsKey("image") || content.ContainsKey("video") || content.Text("type") == "image" ? MediaTokens
                : TokenCounter.Count(json));
            if (control is not null)
            {
                prefix.AddPoint(control.Text("ttl") ?? "5m");
            }
        }
    }
}
