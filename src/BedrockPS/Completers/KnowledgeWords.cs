namespace BedrockPS.Completers;

/// <summary>How a knowledge base is searched.</summary>
public sealed class SearchTypeCompleter : WordCompleter
{
    public SearchTypeCompleter()
        : base(
            ("Hybrid", "By meaning and by words, where the store can do both"),
            ("Semantic", "By meaning alone"),
            ("Managed", "As a managed knowledge base decides"))
    {
    }
}
