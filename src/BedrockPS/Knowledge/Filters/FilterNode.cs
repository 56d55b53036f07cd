using System.Collections.Generic;

namespace BedrockPS.Knowledge;

/// <summary>A condition on the attributes of passages, or several of them together.</summary>
internal abstract class FilterNode
{
    /// <summary>The same as the service takes it; null where it knows no such condition.</summary>
    public abstract Dictionary<string, object?>? ToService();

    /// <summary>Whether a passage with these attributes fits.</summary>
    public abstract bool Fits(IReadOnlyDictionary<string, object?> attributes);

    /// <summary>What fits exactly where this does not.</summary>
    public abstract FilterNode Negate();

    /// <summary>Where in the text it was read; 0 of the first character.</summary>
    public int Position { get; init; }
}
