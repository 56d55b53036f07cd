namespace BedrockPS.Completers;

/// <summary>Which offers of a model are asked for.</summary>
public sealed class OfferTypeCompleter : WordCompleter
{
    public OfferTypeCompleter()
        : base(("PUBLIC", "Offers that everybody has"), ("ALL", "The account's private offers too"))
    {
    }
}
