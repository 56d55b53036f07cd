using System.Globalization;
using BedrockPS.Cost;
using BedrockPS.Inference;

namespace BedrockPS.Batches;

/// <summary>Adds up what the records of a batch take, at the price of batches.</summary>
internal sealed class BatchCost
{
    private readonly BatchPrice _price;
    private readonly string _modelId;
    private long _records;
    private long _estimate;
    private long _output;
    private long _bound;
    private string? _note;
    private BedrockException? _unbounded;

    public BatchCost(PriceBook prices, string modelId, string? region)
    {
        _price = new BatchPrice(prices, region);
        _modelId = modelId;
    }

    public void Add(InferenceRequest request)
    {
        RequestSize size = RequestSize.Of(request);
        _records++;
        _estimate += size.Estimate;
        _note ??= size.Note;
        if (size.Bound is long bound)
        {
            _bound += bound;
        }
        else
        {
            _unbounded ??= new BedrockException("CostUnbounded", $"The size of a record is not known, so the cost of the batch has no bound. {size.Note}");
        }

        if (OutputLimit.Of(request) is long output)
        {
            _output += output;
        }
        else
        {
            _unbounded ??= OutputLimit.Needed(request, "The length of the answers is not limited, so neither is their cost: a cost limit needs a limit of tokens.");
        }
    }

    /// <exception cref="BedrockException">PriceUnknown, MaxTokensNeeded or CostUnbounded.</exception>
    public (decimal Amount, string Currency) AtMost()
    {
        if (_unbounded is not null)
        {
            throw _unbounded;
        }

        return _price.Of(_modelId, new TokenUsage { InputTokens = _bound, OutputTokens = _output }) is (decimal amount, string currency)
            ? (amount, currency)
            : throw new BedrockException("PriceUnknown", $"The price of {_modelId} is not known, so the cost of the batch cannot be bounded.");
    }

    public CostEstimate ToEstimate()
    {
        long? output = _unbounded?.Code == "MaxTokensNeeded" ? null : _output;
        CostEstimate estimate = new()
        {
            Model = _modelId,
            InputTokens = _estimate,
            MaxOutputTokens = output,
            Note = string.Format(CultureInfo.InvariantCulture, "{0:N0} records at the price of batches. {1}", _records, _note).TrimEnd(),
        };
        if (_price.Of(_modelId, new TokenUsage { InputTokens = _estimate }) is (decimal least, string currency))
        {
            estimate.MinCost = least;
            estimate.Currency = currency;
            estimate.MaxCost = output is long tokens
                ? _price.Of(_modelId, new TokenUsage { InputTokens = _estimate, OutputTokens = tokens })?.Amount
                : null;
        }

        return estimate;
    }
}
