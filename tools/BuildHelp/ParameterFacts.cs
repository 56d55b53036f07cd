using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace BedrockPS.BuildHelp;

/// <summary>The yaml block of a parameter.</summary>
internal sealed class ParameterFacts
{
    private const string TypeKey = "Type";
    private const string ParameterSetsKey = "Parameter Sets";
    private const string AliasesKey = "Aliases";
    private const string AcceptedValuesKey = "Accepted values";
    private const string RequiredKey = "Required";
    private const string PositionKey = "Position";
    private const string DefaultValueKey = "Default value";
    private const string AcceptPipelineInputKey = "Accept pipeline input";
    private const string AcceptWildcardCharactersKey = "Accept wildcard characters";
    private const string EverySet = "(All)";
    private const string ByNameAlone = "Named";

    private static readonly string[] s_keys =
    [
        TypeKey, ParameterSetsKey, AliasesKey, AcceptedValuesKey, RequiredKey, PositionKey, DefaultValueKey, AcceptPipelineInputKey,
        AcceptWildcardCharactersKey,
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

        foreach (string key in s_keys.Where(key => key != AcceptedValuesKey && !values.ContainsKey(key)))
        {
            throw new FormatException($"'{key}:' is missing.");
        }

        return new ParameterFacts
        {
            Type = values[TypeKey],
            Sets = values[ParameterSetsKey] == EverySet ? [] : List(values[ParameterSetsKey]),
            Aliases = List(values[AliasesKey]),
            AcceptedValues = List(values.GetValueOrDefault(AcceptedValuesKey, "")),
            IsRequired = Flag(values[RequiredKey]),
            Position = PositionOf(values[PositionKey]),
            Default = values[DefaultValueKey],
            Pipeline = values[AcceptPipelineInputKey],
            TakesWildcards = Flag(values[AcceptWildcardCharactersKey]),
        };
    }

    /// <summary>The lines that <see cref="Parse"/> reads, as pages have them.</summary>
    public IEnumerable<string> Lines()
    {
        yield return Line(TypeKey, Type);
        yield return Line(ParameterSetsKey, Sets.Count == 0 ? EverySet : string.Join(", ", Sets));
        yield return Line(AliasesKey, string.Join(", ", Aliases));
        if (AcceptedValues.Count > 0)
        {
            yield return Line(AcceptedValuesKey, string.Join(", ", AcceptedValues));
        }

        yield return "";
        yield return Line(RequiredKey, IsRequired.ToString());
        yield return Line(PositionKey, Position?.ToString(CultureInfo.InvariantCulture) ?? ByNameAlone);
        yield return Line(DefaultValueKey, Default);
        yield return Line(AcceptPipelineInputKey, Pipeline);
        yield return Line(AcceptWildcardCharactersKey, TakesWildcards.ToString());
    }

    private static string Line(string key, string value) => $"{key}: {value}".TrimEnd();

    private static string[] List(string value) =>
        value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static bool Flag(string value) =>
        bool.TryParse(value, out bool flag) ? flag : throw new FormatException($"'{value}' is neither True nor False.");

    private static int? PositionOf(string value) =>
        value == ByNameAlone ? null
        : int.TryParse(value, out int number) ? number
        : throw new FormatException($"'{value}' is no position: a number from 0, or {ByNameAlone}.");
}
