using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Engine;
using BedrockPS.Inference;
using BedrockPS.Inference.Families;
using BedrockPS.Protocol;

namespace BedrockPS.Cost;

/// <summary>
/// Counts the tokens of a request with CountTokens, which costs nothing, or says that it is an estimate where the model does not
/// take that operation.
/// </summary>
internal sealed class TokenMeter
{
    private const string Counted = "CountTokens";
    private const string Estimated = "Estimate";
    private static readonly string[] s_counted = ["messages", "system", "toolConfig", "additionalModelRequestFields"];

    // A model that does not count is asked once.
    private static readonly ConcurrentDictionary<(ConnectionSettings, string), string> s_refused = new();

    private readonly ApiClient _api;
    private readonly Action<string> _log;

    /// <param name="api">Where and as whom.</param>
    /// <param name="log">Told why a number is an estimate; may run on any thread.</param>
    public TokenMeter(ApiClient api, Action<string> log)
    {
        _api = api;
        _log = log;
    }

    public Task<TokenCount> CountAsync(InferenceRequest request, CancellationToken cancellationToken) =>
        CountAsync(request.ModelId, () => Converse(request), () => RequestSize.Of(request), cancellationToken);

    /// <summary>Counts a body in the model's own format.</summary>
    public Task<TokenCount> CountAsync(byte[] body, string modelId, CancellationToken cancellationToken) =>
        CountAsync(modelId, () => Invoke(body), () => RequestSize.OfBody(body), cancellationToken);

    /// <summary>An estimate alone; nothing is sent.</summary>
    public static TokenCount Estimate(RequestSize size, string modelId, string why) => new()
    {
        InputTokens = size.Estimate,
        Model = modelId,
        IsEstimate = true,
        Method = Estimated,
        Note = size.Note is null ? why : $"{why} {size.Note}",
    };

    private async Task<TokenCount> CountAsync(
        string modelId, Func<byte[]> body, Func<RequestSize> size, CancellationToken cancellationToken)
    {
        (ConnectionSettings, string) key = (_api.Settings, modelId);
        if (!s_refused.TryGetValue(key, out string? why))
        {
            try
            {
                long tokens = await SendAsync(modelId, body(), cancellationToken).ConfigureAwait(false);
                return new TokenCount { InputTokens = tokens, Model = modelId, Method = Counted };
            }
            catch (BedrockException exception) when (IsNotSupported(exception, modelId))
            {
                why = $"{modelId} does not support CountTokens, so this is an estimate from length and script of the text.";
                s_refused[key] = why;
            }
        }

        TokenCount estimate = Estimate(size(), modelId, why);
        _log(estimate.Note!);
        return estimate;
    }

    private async Task<long> SendAsync(string modelId, byte[] body, CancellationToken cancellationToken)
    {
        EngineRequest http = new("bedrock-runtime", Counted, "POST", "/model/{modelId}/count-tokens") { Body = body };
        // The operation knows models, not the inference profiles that lead to them; the tokens are the same.
        http.PathParameters["modelId"] = FoundationModelId.Of(modelId) ?? modelId;
        http.Headers["Content-Type"] = "application/json";
        using EngineResponse answer = await _api.SendAsync(http, cancellationToken).ConfigureAwait(false);
        byte[] bytes;
        try
        {
            bytes = await answer.ReadBodyAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (EngineException exception)
        {
            throw StreamErrors.FromEngine(Counted, exception, answer.RequestId);
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(bytes);
            return document.RootElement.GetProperty("inputTokens").GetInt64();
        }
        catch (Exception exception) when (JsonText.IsUnreadable(exception))
        {
            throw new BedrockException("ResponseUnreadable", $"The answer of {Counted} is not the JSON that was expected: {exception.Message}", exception)
            {
                Service = http.Service,
                Operation = Counted,
                RequestId = answer.RequestId,
            };
        }
    }

    private static bool IsNotSupported(BedrockException exception, string modelId) => exception.Code switch
    {
        "Validation" => exception.Message.IndexOf("counting tokens", StringComparison.OrdinalIgnoreCase) >= 0
            || FoundationModelId.Of(modelId) is null,
        "NotImplemented" or "UnknownOperation" => true,
        _ => false,
    };

    /// <summary>Of what Converse is sent, what CountTokens takes.</summary>
    private static byte[] Converse(InferenceRequest request)
    {
        byte[] whole = JsonText.ToUtf8(writer => ConverseRequestWriter.Write(writer, request));
        using JsonDocument document = JsonDocument.Parse(whole, new JsonDocumentOptions { MaxDepth = 512 });
        return JsonText.ToUtf8(writer =>
        {
            writer.WriteStartObject();
            writer.WriteStartObject("input");
            writer.WriteStartObject("converse");
            foreach (string name in s_counted)
            {
                if (document.RootElement.TryGetProperty(name, out JsonElement value))
                {
                    writer.WritePropertyName(name);
                    value.WriteTo(writer);
                }
            }

            writer.WriteEndObject();
            writer.WriteEndObject();
            writer.WriteEndObject();
        });
    }

    private static byte[] Invoke(byte[] body) => JsonText.ToUtf8(writer =>
    {
        writer.WriteStartObject();
        writer.WriteStartObject("input");
        writer.WriteStartObject("invokeModel");
        writer.WriteBase64String("body", body);
        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.WriteEndObject();
    });
}
