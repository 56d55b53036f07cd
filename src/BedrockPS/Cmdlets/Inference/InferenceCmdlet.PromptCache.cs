using System;
using System.Management.Automation;
using BedrockPS.Completers;
using BedrockPS.Inference;

namespace BedrockPS.Cmdlets;

/// <content>Prompt caching.</content>
public abstract partial class InferenceCmdlet
{
    private static readonly string[] s_cacheable = ["system", "tools", "history", "all"];
    private static readonly string[] s_ttls = ["5m", "1h"];

    /// <summary>
    /// What of the request the model keeps for the next one, at a lower price: System, Tools, History (all messages), All. Works for
    /// models that cache, from a length of their own on; -Verbose says what came of it.
    /// </summary>
    [Parameter]
    [ArgumentCompleter(typeof(CachePromptCompleter))]
    [ValidateNotNullOrEmpty]
    public string[]? CachePrompt { get; set; }

    /// <summary>How long it is kept since its last use: 5m or 1h. The service's own is 5m; models differ in whether they know 1h.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(CacheTtlCompleter))]
    [ValidateNotNullOrEmpty]
    public string? CacheTtl { get; set; }

    partial void AddPromptCache(InferenceRequest settings)
    {
        if (CachePrompt is null && CacheTtl is null)
        {
            return;
        }

        PromptCacheSettings cache = new() { Ttl = OneOf(CacheTtl, "-CacheTtl", s_ttls) };
        foreach (string place in CachePrompt ?? [])
        {
            string word = OneOf(place, "-CachePrompt", s_cacheable)!;
            cache.System |= word is "system" or "all";
            cache.Tools |= word is "tools" or "all";
            cache.History |= word is "history" or "all";
        }

        settings.PromptCache = cache;
    }

    partial void PreparePromptCache(InferenceRequest request) =>
        request.PromptCache = request.PromptCache?.For(request.ModelId, request.Tools is null ? static _ => { } : WriteVerbose);

    partial void InspectPromptCache(InferenceRequest request, ModelResponse response)
    {
        if (request.PromptCache is PromptCacheSettings cache)
        {
            WriteVerbose(PromptCacheReport.Of(cache, request, response));
        }
    }
}
