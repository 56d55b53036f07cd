using System;
using System.Text.RegularExpressions;

namespace BedrockPS.Inference;

/// <summary>The guardrail a call passes through.</summary>
internal sealed class GuardrailSettings
{
    // An ARN has colons of its own: what follows its last part is the version.
    private static readonly Regex s_reference = new(
        @"^(?<id>(?!arn:)[a-z0-9]+|arn:aws(-[^:]+)?:bedrock:[a-z0-9-]{1,20}:[0-9]{12}:guardrail/[a-z0-9]+)(:(?<version>.*))?$",
        RegexOptions.CultureInvariant);

    private static readonly Regex s_version = new("^([1-9][0-9]{0,7}|DRAFT)$", RegexOptions.CultureInvariant);

    /// <summary>Id or ARN; empty where only the rest was said, for a chat's guardrail.</summary>
    public string Identifier { get; set; } = "";

    /// <summary>DRAFT or a number.</summary>
    public string Version { get; set; } = "DRAFT";

    /// <summary>disabled, enabled or enabled_full; null leaves it to the service.</summary>
    public string? Trace { get; set; }

    /// <summary>sync or async, of streams alone; null leaves it to the service.</summary>
    public string? StreamMode { get; set; }

    /// <param name="text">id, id:version, ARN or ARN:version. Without a version it is the draft, the one that always exists.</param>
    /// <exception cref="BedrockException">ParameterInvalid.</exception>
    public static GuardrailSettings Parse(string text)
    {
        Match match = s_reference.Match(text.Trim());
        string version = match.Groups["version"].Success ? match.Groups["version"].Value.ToUpperInvariant() : "DRAFT";
        if (!match.Success || !s_version.IsMatch(version))
        {
            throw new BedrockException("ParameterInvalid", $"-Guardrail takes an id or ARN, with :version after it; '{text}' is neither.")
            {
                RecommendedAction = "Give the guardrail's id, such as abcd1234efgh:1; the version is a number or DRAFT.",
            };
        }

        return new GuardrailSettings { Identifier = match.Groups["id"].Value, Version = version };
    }

    /// <summary>A turn's settings over its chat's: a trace asked for one turn keeps the chat's guardrail.</summary>
    public static GuardrailSettings? Over(GuardrailSettings? given, GuardrailSettings? kept) =>
        given is null || kept is null ? given ?? kept : new GuardrailSettings
        {
            Identifier = given.Identifier.Length > 0 ? given.Identifier : kept.Identifier,
            Version = given.Identifier.Length > 0 ? given.Version : kept.Version,
            Trace = given.Trace ?? kept.Trace,
            StreamMode = given.StreamMode ?? kept.StreamMode,
        };

    /// <exception cref="BedrockException">ParameterInvalid: a trace is asked for, and no guardrail.</exception>
    public void Check()
    {
        if (Identifier.Length == 0)
        {
            throw new BedrockException("ParameterInvalid", "-GuardrailTrace and -GuardrailStreamMode need -Guardrail.")
            {
                RecommendedAction = "Name the guardrail with -Guardrail, or leave the others out.",
            };
        }
    }
}
