using System;
using System.Collections.Generic;
using System.Text.Json;
using BedrockPS.Local.Caching;
using BedrockPS.Local.Catalogue;
using BedrockPS.Local.Converse;
using BedrockPS.Local.Faults;
using BedrockPS.Local.Serving;
using BedrockPS.Local.Simulation;
using BedrockPS.Protocol;

namespace BedrockPS.Local.Operations;

/// <summary>What concerns every inference beside the model itself: latency and tier, quotas, the prompt cache, spoiled answers.</summary>
internal sealed class InferenceDesk
{
    private const int DefaultMaxTokens = 4096;

    /// <summary>What a token of output counts of the quota of the newer Claude models.</summary>
    private const int ClaudeBurn = 5;

    private readonly PromptCache _cache = new(static () => DateTimeOffset.UtcNow);

    /// <summary>Lets a request in, once it has been found good.</summary>
    /// <param name="conversation">What is asked.</param>
    /// <param name="call">The request.</param>
    /// <param name="readBody">Its members, for a look at its cache points.</param>
    /// <exception cref="ServiceFault">The model has no such tier or cache, or its quota is used up.</exception>
    public Reservation Admit(Conversation conversation, OperationCall call, Func<Dictionary<string, object?>> readBody)
    {
        CatalogueModel model = conversation.Model;
        DeliveryRules.Check(model, call.Input);
        PromptPrefix? prefix = HasCachePoint(model, call) ? PrefixReader.Read(readBody(), model) : null;
        int most = conversation.MaxTokens ?? (model.MaxOutput > 0 ? model.MaxOutput : DefaultMaxTokens);
        Reservation reservation = Reserve(call, (long)conversation.InputTokens + most);
        if (prefix is not null)
        {
            string scope = $"{call.Caller.Kind}\n{call.Region}\n{model.Id}";
            conversation.Cache = _cache.Use(prefix, scope, model.CacheMin, conversation.InputTokens);
        }

        if (conversation.IsForcedAnswer && call.Faults.Spoil(call.Operation.Name, call.Entry.Model) is FaultRule rule)
        {
            conversation.Spoil = rule.Kind == FaultKind.BadJson ? Spoil.BadJson : Spoil.Misfit;
            call.Entry.Fault ??= rule.Text;
        }

        return reservation;
    }

    /// <summary>The same for a native body.</summary>
    public Reservation Admit(Conversation conversation, OperationCall call, JsonElement body) => Admit(
        conversation, call, () => (Dictionary<string, object?>)JsonText.Parse(JsonSerializer.SerializeToUtf8Bytes(body))!);

    /// <summary>For models that write no text.</summary>
    public static Reservation Admit(CatalogueModel model, OperationCall call)
    {
        DeliveryRules.Check(model, call.Input);
        return Reserve(call, TokenCounter.Count(call.Request.Body.Length));
    }

    /// <summary>What an answer counts of the quota in the end.</summary>
    public static long Used(CatalogueModel model, Completion completion) =>
        completion.InputTokens + completion.Cache.Written + ((long)completion.OutputTokens * (model.Can("thinking") ? ClaudeBurn : 1));

    private static Reservation Reserve(OperationCall call, long tokens)
    {
        Reservation? reservation = call.Faults.Reserve(call.Operation.Name, call.Entry.Model, tokens, out FaultRule? spent);
        if (reservation is null)
        {
            call.Entry.Fault ??= spent!.Text;
            string what = spent!.Kind == FaultKind.Tokens ? "tokens" : "requests";
            throw new ServiceFault(429, "ThrottlingException", $"Too many {what}, please wait before trying again.");
        }

        return reservation;
    }

    /// <summary>A quick look: most requests have none, and hashing them all would cost time.</summary>
    private static bool HasCachePoint(CatalogueModel model, OperationCall call)
    {
        ReadOnlySpan<byte> body = call.Request.Body;
        return body.IndexOf("cachePoint"u8) >= 0 || (model.Family == "claude" && body.IndexOf("cache_control"u8) >= 0);
    }
}
