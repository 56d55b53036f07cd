using System.Text;

namespace BedrockPS.Access;

/// <summary>An offer's terms in words, for who is to agree to them.</summary>
internal static class AgreementTerms
{
    public static string Describe(ModelAgreement offer)
    {
        StringBuilder text = new($"{offer.Model} in {offer.Region}.");
        text.Append(" Terms: ").Append(offer.TermsUrl ?? "the service names no address").Append('.');
        text.Append(" Price: ").Append(offer.Price.Length == 0 ? "the service names none" : string.Join("; ", offer.Price)).Append('.');
        if (offer.Duration is not null)
        {
            text.Append(" Duration: ").Append(offer.Duration).Append('.');
        }

        if (offer.RefundPolicy is not null)
        {
            text.Append(" Refunds: ").Append(offer.RefundPolicy).Append('.');
        }

        return text.ToString();
    }
}
