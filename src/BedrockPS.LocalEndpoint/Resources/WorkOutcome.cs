namespace BedrockPS.Local.Resources;

/// <summary>How a resource's work has ended.</summary>
/// <param name="Status">The status it ends in; null: that of success.</param>
/// <param name="Failure">What went wrong; null: nothing did.</param>
internal readonly record struct WorkOutcome(string? Status, string? Failure)
{
    public static readonly WorkOutcome Success = new(null, null);
}
