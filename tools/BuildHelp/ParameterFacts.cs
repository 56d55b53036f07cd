using System;
using System.Collections.Generic;
using System.Linq;

namespace BedrockPS.BuildHelp;

/// <summary>The yaml block of a parameter.</summary>
internal sealed class ParameterFacts
{
    private static readonly string[] s_keys =
    [
        "Type", "Parameter Sets", "Aliases", "Accepted values", "Required", "Position", "Default value", "Accept pipeline input",
        "Accept wildcard characters",
    ];

    public required string Type { get; init; }

    /// <summary>Parameter sets; none means all.</summary>
    public required IReadOnlyList<string> Sets { get; init; }

    public required IReadOnlyList<string> Aliases { get; init; }

    public required IReadOnlyList<string> AcceptedValues { get; init; }

    public required bool IsRequired { get; init; }

    /// <summary>From 0; null for a parameter that is given by name alone.</summary>
    public required int? Position { get; init; }

    public required string Default { get; init; }

    /// <summary>False, or True with the ways in brackets.</summary>
    public required string Pipeline { get; init; }

    public required bool TakesWildcards { get; init; }

    public bool IsSwitch => Type == "SwitchParameter";

    /// <exception cref="FormatException">A key is unknown or missing, or a value is not one it can have.</exception>
    public static ParameterFacts Parse(IEnumerable<string> lines)
    {
        Dictionary<string, string> values = [];
        foreach (string line in lines.Where(static line => line.Trim().Length > 0))
        {
            int colon = line.IndexOf(':');
            if (colon < 0 || !s_keys.Contains(line[..colon]) || !values.TryAdd(line[..colon], line[(colon + 1)..].Trim()))
            {
                throw new FormatException($"'{line}' has no key, an unknown one, or one that was there before.");
            }
        }

        foreach (string key in s_keys.Where(key => key != "Accepted values" && !values.ContainsKey(key)))
        {
            throw new FormatException($"'{key}:' is missing.");
        }

        return new ParameterFacts
        {
            Type = values["Type"],
            Sets = values["Parameter Sets"] == "(All)" ? [] : List(values["Parameter Sets"]),
            Aliases = List(values["Aliases"]),
            AcceptedValues = List(values.GetValueOrDefault("Accepted values", "")),
            IsRequired = Flag(values["Required"]),
            Position = PositionOf(values["Position"]),
            Default = values["Default value"],
            Pipeline = values["Accept pipeline input"],
            TakesWildcards = Flag(values["Accept wildcard characters"]),
        };
    }

    private static string[] List(string value) =>
        value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static bool Flag(string value) =>
        bool.TryParse(value, out bool flag) ? flag : throw new FormatException($"'{value}' is neither True nor False.");

    private static int? PositionOf(string value) =>
        value == "Named" ? null
        : int.TryParse(value, out int number) ? number
        : throw new FormatException($"'{value}' is no position: a number from 0, or Named.");
}
