namespace BedrockPS.Engine.Retry;

/// <summary>
/// The Standard mode's retry quota: retries are paid for from one store per client, successes refill it. When a service is down,
/// hundreds of calls stop adding their retries to its trouble.
/// </summary>
internal sealed class RetryQuota
{
    private const int Capacity = 500;
    private const int RetryCost = 5;
    private readonly object _lock = new();
    private int _tokens = Capacity;

    public bool TrySpend()
    {
        lock (_lock)
        {
            if (_tokens < RetryCost)
            {
                return false;
            }

            _tokens -= RetryCost;
            return true;
        }
    }

    /// <param name="attempts">How many attempts the successful call took.</param>
    public void Refill(int attempts)
    {
        lock (_lock)
        {
            _tokens = System.Math.Min(Capacity, _tokens + (attempts > 1 ? RetryCost : 1));
        }
    }
}
