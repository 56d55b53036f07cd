using System.Collections.Generic;

namespace BedrockPS.Local.Faults;

/// <summary>The tokens a request has reserved; once it is answered, what it used counts instead.</summary>
internal sealed class Reservation
{
    public static readonly Reservation None = new([]);

    private readonly IReadOnlyList<QuotaShare> _shares;

    public Reservation(IReadOnlyList<QuotaShare> shares) => _shares = shares;

    public void Settle(long used)
    {
        foreach (QuotaShare share in _shares)
        {
            share.Amount = used;
        }
    }
}
