using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Models;
using BedrockPS.Protocol;

namespace BedrockPS.Similarity;

/// <summary>Ranks with the Rerank operation, whose answer may come in pages.</summary>
internal sealed class RerankOperation : IReranker
{
    private const string Service = "bedrock-agent-runtime";
    private const string Operation = "Rerank";

    private readonly ApiClient _api;
    private readonly string _modelId;
    private readonly string _query;
    private readonly Dictionary<string, object?>? _additional;

    /// <param name="api">Where and as whom.</param>
    /// <param name="modelId">Foundation model, id or ARN.</param>
    /// <param name="query">What documents should answer.</param>
    /// <param name="additional">Members of the model's own; null: none.</param>
    public RerankOperation(ApiClient api, string modelId, string query, Dictionary<string, object?>? additional)
    {
        _api = api;
        _modelId = modelId;
        _query = query;
        _additional = additional;
    }

    public async Task<double?[]> RankAsync(IReadOnlyList<ObjectContent> documents, int most, CancellationToken cancellationToken)
    {
        double?[] scores = new double?[documents.Count];
        await foreach (Dictionary<string, object?> page in _api.CallPagesAsync(Service, Operation, Request(documents, most), cancellationToken).ConfigureAwait(false))
        {
            foreach (Dictionary<string, object?> result in page.Maps("results"))
            {
                Add(scores, result);
            }
        }

        return scores;
    }

    private static void Add(double?[] scores, Dictionary<string, object?> result)
    {
        if (!result.TryGetValue("index", out object? index) || index is not long place || place < 0 || place >= scores.Length
            || !result.TryGetValue("relevanceScore", out object? score) || score is not (double or long))
        {
            throw new BedrockException("ResponseUnreadable", $"A result of {Operation} names no document that was sent, or no score.")
            {
                Service = Service,
                Operation = Operation,
            };
        }

        scores[place] = Convert.ToDouble(score, CultureInfo.InvariantCulture);
    }

    private Dictionary<string, object?> Request(IReadOnlyList<ObjectContent> documents, int most)
    {
        Dictionary<string, object?> model = new() { ["modelArn"] = ModelArns.OfFoundationModel(_api.Region, _modelId) };
        if (_additional is { Count: > 0 })
        {
            model["additionalModelRequestFields"] = _additional;
        }

        return new()
        {
            ["queries"] = new List<object?>
            {
                new Dictionary<string, object?> { ["type"] = "TEXT", ["textQuery"] = new Dictionary<string, object?> { ["text"] = _query } },
            },
            ["sources"] = documents.Select(Source).ToList(),
            ["rerankingConfiguration"] = new Dictionary<string, object?>
            {
                ["type"] = "BEDROCK_RERANKING_MODEL",
                ["bedrockRerankingConfiguration"] = new Dictionary<string, object?>
                {
                    ["numberOfResults"] = (long)Math.Min(most, documents.Count),
                    ["modelConfiguration"] = model,
                },
            },
        };
    }

    private static object? Source(ObjectContent document) => new Dictionary<string, object?>
    {
        ["type"] = "INLINE",
        ["inlineDocumentSource"] = document.IsJson
            ? new Dictionary<string, object?> { ["type"] = "JSON", ["jsonDocument"] = Parse(document.Text!) }
            : new Dictionary<string, object?> { ["type"] = "TEXT", ["textDocument"] = new Dictionary<string, object?> { ["text"] = document.Text } },
    };

    private static object? Parse(string json)
    {
        Utf8JsonReader reader = new(Encoding.UTF8.GetBytes(json), JsonText.ReaderOptions);
        reader.Read();
        return JsonValueReader.ReadDocument(ref reader);
    }
}
