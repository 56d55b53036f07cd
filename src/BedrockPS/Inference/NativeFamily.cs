using System;
using System.Collections.Generic;
using System.Text.Json;
using BedrockPS.Inference.Families;
using BedrockPS.Protocol;
using BedrockPS.Tools;

namespace BedrockPS.Inference;

/// <summary>
/// A model family's own InvokeModel format: body out, answer in. One subclass a family, registered in <see cref="NativeFamilies"/>.
/// Instances hold no state: what an answer needs while it is read lives in <see cref="NativeAnswer"/>.
/// </summary>
internal abstract class NativeFamily
{
    /// <summary>
    /// Sent when the caller names no limit, by the families whose format demands one (Claude) or falls back to a few words
    /// (Writer, 16 tokens).
    /// </summary>
    public const int DefaultMaxTokens = 4096;

    /// <summary>Name users meet in errors and completion: Claude, Nova, Titan, Llama …</summary>
    public abstract string Name { get; }

    /// <summary>Tags between which the family puts its reasoning inside the text; null where it has none.</summary>
    protected virtual ReasoningTags? Tags => null;

    /// <summary>The format has a place for cache points.</summary>
    protected virtual bool CachesPrompts => false;

    /// <param name="modelId">Model id without inference-profile prefix: provider.model-version.</param>
    public abstract bool Matches(string modelId);

    /// <summary>
    /// Writes the whole request body. The caller's additional fields are merged over it: objects member by member, all else replaced.
    /// <paramref name="streaming"/> matters to families whose body says so.
    /// </summary>
    /// <exception cref="BedrockException">
    /// ContentNotSupported: a content block the format has no place for; ParameterInvalid: a setting it has no place for.
    /// </exception>
    public void WriteBody(Utf8JsonWriter writer, InferenceRequest request, bool streaming)
    {
        if (request.PromptCache is not null && !CachesPrompts)
        {
            throw Invalid($"The native format of {Name} has no place for cache points.");
        }

        BodyMembers body = new();
        Compose(body, request, streaming);
        if (streaming && request.Guardrail?.StreamMode is string mode)
        {
            body.Set("amazon-bedrock-guardrailConfig", new Dictionary<string, object?>
            {
                ["streamProcessingMode"] = mode == "async" ? "ASYNCHRONOUS" : "SYNCHRONOUS",
            });
        }

        if (request.Tools is { Specifications.Count: > 0 } tools)
        {
            ComposeTools(body, tools);
            if (request.PromptCache is { Tools: true } cache)
            {
                MarkTools(body, cache);
            }
        }

        body.Merge(request.AdditionalFields);
        JsonValueWriter.WriteDocument(writer, body.Values);
    }

    /// <summary>The body <see cref="WriteBody"/> writes, as UTF-8.</summary>
    public byte[] ToBody(InferenceRequest request, bool streaming) =>
        JsonText.ToUtf8(writer => WriteBody(writer, request, streaming));

    /// <summary>Fills text, stop reason (in Converse's words), usage and message from an InvokeModel answer.</summary>
    /// <exception cref="BedrockException">ResponseUnreadable: nothing in it is the family's.</exception>
    public void ReadAnswer(JsonElement answer, ModelResponse response)
    {
        NativeAnswer fold = new(response, Tags);
        try
        {
            Read(answer, fold);
            ReadEnvelope(answer, fold);
            fold.Finish();
        }
        catch (InvalidOperationException exception)
        {
            throw Unreadable(response, exception);
        }

        if (response.StopReason is null && response.Message!.Content.Length == 0)
        {
            throw Unreadable(response, null);
        }

        response.Raw ??= answer.GetRawText();
    }

    /// <summary>What a streamed answer is folded into, to be given to <see cref="ReadChunk"/> with each chunk.</summary>
    public NativeAnswer Begin(ModelResponse response) => new(response, Tags);

    /// <summary>Reads one decoded chunk of an InvokeModelWithResponseStream.</summary>
    public void ReadChunk(JsonElement chunk, NativeAnswer answer)
    {
        ReadPiece(chunk, answer);
        ReadEnvelope(chunk, answer);
    }

    /// <summary>Fills the body, additional fields aside.</summary>
    protected abstract void Compose(BodyMembers body, InferenceRequest request, bool streaming);

    /// <summary>Marks the end of the tools as a cache point; families without a place for it leave them as they are.</summary>
    protected virtual void MarkTools(BodyMembers body, PromptCacheSettings cache)
    {
    }

    /// <summary>Adds the tools to the body.</summary>
    protected virtual void ComposeTools(BodyMembers body, ToolSet tools) =>
        throw Invalid($"The native format of {Name} takes no tools here.");

    /// <summary>Reads the family's part of a whole answer.</summary>
    protected abstract void Read(JsonElement json, NativeAnswer answer);

    /// <summary>Reads the family's part of a streamed chunk, and tells the answer when it is the model's own end.</summary>
    protected abstract void ReadPiece(JsonElement json, NativeAnswer answer);

    protected BedrockException NotSupported(ContentBlock block) =>
        new("ContentNotSupported", $"The native format of {Name} takes no {block.Kind} content here.");

    protected BedrockException Invalid(string message) =>
        new("ParameterInvalid", message)
        {
            RecommendedAction = "Leave out -Native to send the request through Converse, or write the body yourself with -Body.",
        };

    private BedrockException Unreadable(ModelResponse response, Exception? cause) =>
        new("ResponseUnreadable", $"The answer holds neither text nor a stop reason in the native format of {Name}.", cause)
        {
            Service = "bedrock-runtime",
            Operation = "InvokeModel",
            RequestId = response.RequestId,
        };

    /// <summary>What Bedrock adds to every family's JSON.</summary>
    private static void ReadEnvelope(JsonElement json, NativeAnswer answer)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            return;
        }

        if (json.TryGetProperty("amazon-bedrock-invocationMetrics"u8, out JsonElement metrics))
        {
            answer.SetUsage(
                metrics.Count("inputTokenCount"u8),
                metrics.Count("outputTokenCount"u8),
                metrics.Count("cacheReadInputTokenCount"u8),
                metrics.Count("cacheWriteInputTokenCount"u8));
            answer.Response.Latency = TimeSpan.FromMilliseconds(metrics.Count("invocationLatency"u8));
            // They come with the last chunk alone, which makes up for families whose own end is not known for certain.
            answer.End();
        }

        if (GuardrailTraceReader.IsIntervention(json))
        {
            answer.Response.StopReason = NativeAnswer.GuardrailIntervened;
        }

        answer.Response.Guardrail = GuardrailTraceReader.OfBody(json) ?? answer.Response.Guardrail;
    }
}
