namespace BedrockPS.Local.Faults;

/// <summary>What one request takes of a quota: reserved when it starts, put right when it is answered.</summary>
internal sealed class QuotaShare
{
    public QuotaShare(long time, long amount)
    {
        Time = time;
        Amount = amount;
    }

    /// <summary>Timestamp of the stopwatch.</summary>
    public long Time { get; }

    public long Amount { get; set; }
}
