namespace BedrockPS.Cost;

/// <summary>The cost of an answer that took several calls: known when that of each call is.</summary>
internal sealed class CostSum
{
    private decimal _amount;
    private string? _currency;
    private bool _isUnknown;

    /// <summary>Adds a call's cost, and puts the sum so far in its place.</summary>
    public void Add(ModelResponse response)
    {
        _isUnknown |= response.Cost is null || (_currency is not null && _currency != response.Currency);
        _amount += response.Cost ?? 0;
        _currency = response.Currency ?? _currency;
        response.Cost = _isUnknown ? null : _amount;
        response.Currency = _isUnknown ? null : _currency;
    }
}
