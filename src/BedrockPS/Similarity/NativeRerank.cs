using System;
using System.Collections.Generic;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Inference;
using BedrockPS.Protocol;

namespace BedrockPS.Similarity;

/// <summary>Ranks with InvokeModel and the body that Cohere's and Amazon's rerank models share.</summary>
internal sealed class NativeRerank : IReranker
{
    /// <summary>Cohere's format below it is refused.</summary>
    private const int Version = 2;

    private readonly InferenceClient _client;
    private readonly string _modelId;
    private readonly string _query;
    private readonly Dictionary<string, object?>? _additional;

    /// <param name="client">Sends bodies.</param>
    /// <param name="modelId">Model, or the ARN of what answers.</param>
    /// <param name="query">What documents should answer.</param>
    /// <param name="additional">Members of the model's own; null: none.</param>
    public NativeRerank(InferenceClient client, string modelId, string query, Dictionary<string, object?>? additional)
    {
        _client = client;
        _modelId = modelId;
        _query = query;
        _additional = additional;
    }

    public async Task<double?[]> RankAsync(IReadOnlyList<ObjectContent> documents, int most, CancellationToken cancellationToken)
    {
        NativeBody body = new(JsonText.ToUtf8(writer => Write(writer, documents, most)));
        NativeResponse response = await _client.InvokeBodyAsync(body, _modelId, new InferenceRequest(), cancellationToken).ConfigureAwait(false);
        try
        {
            return Read(response.Bytes, documents.Count);
        }
        catch (Exception exception) when (JsonText.IsUnreadable(exception))
        {
            throw new BedrockException("ResponseUnreadable", $"The answer of {_modelId} is not that of a rerank model: {exception.Message}", exception)
            {
                Service = "bedrock-runtime",
                Operation = "InvokeModel",
                RequestId = response.RequestId,
            };
        }
    }

    private void Write(Utf8JsonWriter writer, IReadOnlyList<ObjectContent> documents, int most)
    {
        writer.WriteStartObject();
        writer.WriteString("query", _query);
        writer.WriteStartArray("documents");
        foreach (ObjectContent document in documents)
        {
            writer.WriteStringValue(document.Text);
        }

        writer.WriteEndArray();
        writer.WriteNumber("top_n", Math.Min(most, documents.Count));
        if (RerankModels.WantsVersion(_modelId) && _additional?.ContainsKey("api_version") != true)
        {
            writer.WriteNumber("api_version", Version);
        }

        foreach (KeyValuePair<string, object?> member in _additional ?? [])
        {
            writer.WritePropertyName(member.Key);
            JsonValueWriter.WriteDocument(writer, member.Value);
        }

        writer.WriteEndObject();
    }

    private static double?[] Read(byte[] body, int count)
    {
        double?[] scores = new double?[count];
        using JsonDocument document = JsonDocument.Parse(body);
        foreach (JsonElement result in document.RootElement.GetProperty("results").EnumerateArray())
        {
            int index = result.GetProperty("index").GetInt32();
            if (index < 0 || index >= count)
            {
                throw new FormatException($"document {index} was not sent");
            }

            scores[index] = result.GetProperty("relevance_score").GetDouble();
        }

        return scores;
    }
}
