using System;
using System.Collections.Generic;
using System.Text;
using System.Text.Json;
using BedrockPS.Inference;
using BedrockPS.Inference.Families;
using BedrockPS.Protocol;

namespace BedrockPS.Storage;

/// <summary>Makes the response of a stored answer again, by the same readers that read it when it came.</summary>
internal static class AnswerReader
{
    /// <exception cref="BedrockException">ResponseUnreadable: the store's text is not such an answer.</exception>
    public static ModelResponse Read(StoredAnswer answer)
    {
        try
        {
            ModelResponse response = answer.Operation == "Converse"
                ? ConverseResponseReader.Read(Encoding.UTF8.GetBytes(answer.Raw), answer.Model, answer.RequestId)
                : ReadNative(answer);
            CacheDetail[] details = response.Usage.CacheDetails;
            response.StopReason = answer.StopReason;
            response.Usage = answer.Usage.Clone();
            response.Usage.CacheDetails = details;
            response.Latency = answer.Latency;
            response.ServiceTier = answer.ServiceTier;
            response.LatencyMode = answer.LatencyMode;
            response.Raw = answer.Raw;
            response.FromCache = true;
            response.Cost = 0;
            return response;
        }
        catch (Exception exception) when (JsonText.IsUnreadable(exception))
        {
            throw new BedrockException("ResponseUnreadable", $"A stored answer of {answer.Model} cannot be read: {exception.Message}", exception)
            {
                RecommendedAction = "Remove the stored answer (Clear-BRCache, or the file) and ask again.",
            };
        }
    }

    private static ModelResponse ReadNative(StoredAnswer answer)
    {
        NativeFamily family = NativeFamilies.For(answer.Model);
        ModelResponse response = new() { Model = answer.Model, RequestId = answer.RequestId };
        using JsonDocument document = JsonDocument.Parse(answer.Raw);
        if (answer.Chunks is null)
        {
            family.ReadAnswer(document.RootElement, response);
            return response;
        }

        NativeAnswer fold = family.Begin(response);
        foreach (JsonElement chunk in document.RootElement.EnumerateArray())
        {
            family.ReadChunk(chunk, fold);
        }

        fold.Finish();
        return response;
    }
}
