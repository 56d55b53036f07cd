namespace BedrockPS;

/// <summary>One check of Test-BRSetup.</summary>
public sealed class SetupCheck
{
    private SetupCheck(string name, SetupStatus status, string detail, string? fix)
    {
        Name = name;
        Status = status;
        Detail = detail;
        Fix = fix;
    }

    /// <summary>What was checked, one word such as Region; the same in every version.</summary>
    public string Name { get; }

    public SetupStatus Status { get; }

    /// <summary>What was found and where it comes from; never a secret.</summary>
    public string Detail { get; }

    /// <summary>What to do about a failure or a warning; null when there is nothing to do.</summary>
    public string? Fix { get; }

    public override string ToString() => $"{Name}: {Status}, {Detail}" + (Fix is null ? "" : $" {Fix}");

    internal static SetupCheck Passed(string name, string detail) => new(name, SetupStatus.Passed, detail, null);

    internal static SetupCheck Warning(string name, string detail, string fix) => new(name, SetupStatus.Warning, detail, fix);

    internal static SetupCheck Failed(string name, string detail, string fix) => new(name, SetupStatus.Failed, detail, fix);

    internal static SetupCheck Failed(string name, BedrockException exception) =>
        Failed(name, $"{exception.Code}: {exception.Message}", exception.RecommendedAction ?? "");

    internal static SetupCheck Skipped(string name, string why) => new(name, SetupStatus.Skipped, why, null);
}
