using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Cost;

namespace BedrockPS.Similarity;

/// <summary>
/// Ranks documents, counts what it costs, and finds out which documents are to blame where a call is refused: it is halved until they
/// stand alone.
/// </summary>
internal sealed class RerankClient
{
    /// <summary>Documents of a call, by the service's published model.</summary>
    public const int MaxDocuments = 1000;

    // How the service counts what it charges for.
    private const int DocumentsPerQuery = 100;
    private const int TokensPerDocument = 512;

    private static readonly ObjectContent s_probe = ObjectContent.OfText("x");

    private readonly IReranker _reranker;
    private readonly Meter _meter;
    private readonly string _modelId;
    private readonly long _queryTokens;
    private bool _isSound;

    /// <param name="reranker">The way to the model.</param>
    /// <param name="meter">Counts and guards calls.</param>
    /// <param name="modelId">The model.</param>
    /// <param name="query">What documents should answer.</param>
    public RerankClient(IReranker reranker, Meter meter, string modelId, string query)
    {
        _reranker = reranker;
        _meter = meter;
        _modelId = modelId;
        _queryTokens = TextTokens.Estimate(query);
    }

    /// <summary>One result a document, in their order.</summary>
    /// <param name="documents">1 to <see cref="MaxDocuments"/>.</param>
    /// <param name="most">How many scores are wanted.</param>
    /// <param name="cancellationToken">Ends the calls.</param>
    /// <exception cref="BedrockException">No document can be ranked: model, query or connection are to blame.</exception>
    public async Task<RerankResult[]> RankAsync(IReadOnlyList<ObjectContent> documents, int most, CancellationToken cancellationToken)
    {
        BedrockException failure;
        try
        {
            double?[] scores = await CallAsync(documents, most, cancellationToken).ConfigureAwait(false);
            _isSound = true;
            return Array.ConvertAll(scores, static score => new RerankResult(score));
        }
        catch (BedrockException exception) when (exception.Code is "Validation" or "RequestTooLarge")
        {
            failure = exception;
        }

        if (!_isSound)
        {
            await ProbeAsync(cancellationToken).ConfigureAwait(false);
            _isSound = true;
        }

        if (documents.Count == 1)
        {
            return [new RerankResult(failure)];
        }

        int half = documents.Count / 2;
        RerankResult[] first = await RankAsync([.. documents.Take(half)], most, cancellationToken).ConfigureAwait(false);
        RerankResult[] second = await RankAsync([.. documents.Skip(half)], most, cancellationToken).ConfigureAwait(false);
        return [.. first, .. second];
    }

    /// <summary>Ranks a document nobody can object to: where that is refused too, it is not for what is in the documents.</summary>
    private async Task ProbeAsync(CancellationToken cancellationToken)
    {
        try
        {
            await CallAsync([s_probe], 1, cancellationToken).ConfigureAwait(false);
        }
        catch (BedrockException exception) when (exception.Code == "Validation")
        {
            exception.EndsPipeline = true;
            throw;
        }
    }

    private async Task<double?[]> CallAsync(IReadOnlyList<ObjectContent> documents, int most, CancellationToken cancellationToken)
    {
        long queries = QueriesOf(documents);
        using MeteredCall call = await _meter.BeginQueriesAsync(_modelId, queries, cancellationToken).ConfigureAwait(false);
        double?[] scores;
        try
        {
            await call.CallingAsync(_modelId, cancellationToken).ConfigureAwait(false);
            scores = await _reranker.RankAsync(documents, most, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            call.Fail(exception);
            throw;
        }

        call.Complete(_modelId, new TokenUsage { Queries = queries });
        return scores;
    }

    private long QueriesOf(IReadOnlyList<ObjectContent> documents)
    {
        long parts = 0;
        foreach (ObjectContent document in documents)
        {
            parts += Math.Max(1, (TextTokens.Estimate(document.Text!) + _queryTokens + TokensPerDocument - 1) / TokensPerDocument);
        }

        return (parts + DocumentsPerQuery - 1) / DocumentsPerQuery;
    }
}
