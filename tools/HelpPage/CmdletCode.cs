using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using System.Reflection;
using BedrockPS.BuildHelp;
using BedrockPS.Cmdlets;

namespace BedrockPS.HelpPage;

/// <summary>What the code says of a cmdlet.</summary>
internal sealed class CmdletCode
{
    private readonly CmdletInfo _cmdlet;
    private readonly CommentFile _comments;
    private readonly object _instance;

    public CmdletCode(CmdletInfo cmdlet, CommentFile comments)
    {
        _cmdlet = cmdlet;
        _comments = comments;
        _instance = Activator.CreateInstance(cmdlet.ImplementingType)!;
        Sets = [.. cmdlet.ParameterSets.OrderByDescending(static set => set.IsDefault).Select(static set => set.Name)];
        Parameters = [.. InOrder().Select(Parameter)];
    }

    public string Name => _cmdlet.Name;

    /// <summary>Names of the parameter sets, the default one first.</summary>
    public IReadOnlyList<string> Sets { get; }

    /// <summary>Its own parameters in the order of the code: those of the class, of its bases, and PowerShell's.</summary>
    public IReadOnlyList<ParameterText> Parameters { get; }

    public IReadOnlyList<string> Summary => _comments.Paragraphs(_cmdlet.ImplementingType);

    /// <summary>
    /// Types of what can be piped, with the parameters that take them: those taken by value, else those by name but the region.
    /// </summary>
    public IEnumerable<IGrouping<string, string>> Inputs
    {
        get
        {
            ILookup<bool, CommandParameterInfo> piped = Own()
                .Where(parameter => parameter.ValueFromPipeline
                    || (parameter.ValueFromPipelineByPropertyName && Property(parameter.Name)?.DeclaringType != typeof(ConnectedCmdlet)))
                .DistinctBy(static parameter => parameter.Name)
                .ToLookup(static parameter => parameter.ValueFromPipeline);
            return piped[piped.Contains(true)].GroupBy(
                static parameter => (parameter.ParameterType.GetElementType() ?? Bare(parameter.ParameterType)).FullName!,
                static parameter => parameter.Name);
        }
    }

    /// <summary>Types of what is written, and what the code says of them; a type that is but a name is a resource of the service.</summary>
    public IEnumerable<(string Name, IReadOnlyList<string> Text)> Outputs =>
        _cmdlet.ImplementingType.GetCustomAttributes<OutputTypeAttribute>().SelectMany(static written => written.Type)
            .Where(static type => type.Type != typeof(void)).DistinctBy(static type => type.Name)
            .Select(type => (type.Name, type.Type is Type known ? _comments.Paragraphs(known) : Resource(type.Name)));

    private static string[] Resource(string name) =>
        [$"The {Prose.Words(name[(name.LastIndexOf('.') + 1)..])} as the service describes it."];

    private IEnumerable<CommandParameterInfo> Own() => _cmdlet.ParameterSets.SelectMany(Own);

    private static IEnumerable<CommandParameterInfo> Own(CommandParameterSetInfo set) =>
        set.Parameters.Where(static parameter => !Cmdlet.CommonParameters.Contains(parameter.Name)
            && !parameter.Attributes.OfType<ParameterAttribute>().Any(static attribute => attribute.DontShow));

    /// <summary>The one of the most derived class: it may hide another of its base.</summary>
    private PropertyInfo? Property(string name) => Ancestry(_cmdlet.ImplementingType)
        .Select(type => type.GetProperty(name, BindingFlags.DeclaredOnly | BindingFlags.Instance | BindingFlags.Public))
        .FirstOrDefault(static property => property is not null);

    private IEnumerable<string> InOrder()
    {
        string[] names = [.. Own().Select(static parameter => parameter.Name).Distinct()];
        IEnumerable<string> declared = Ancestry(_cmdlet.ImplementingType)
            .SelectMany(static type => type.GetProperties(BindingFlags.DeclaredOnly | BindingFlags.Instance | BindingFlags.Public))
            .Select(static property => property.Name);
        return declared.Where(names.Contains).Union(names);
    }

    private static IEnumerable<Type> Ancestry(Type type)
    {
        for (Type? ancestor = type; ancestor is not null; ancestor = ancestor.BaseType)
        {
            yield return ancestor;
        }
    }

    private ParameterText Parameter(string name)
    {
        (string Set, CommandParameterInfo Info)[] places =
        [
            .. from set in _cmdlet.ParameterSets
               from info in Own(set)
               where info.Name == name
               select (set.Name, info),
        ];

        // Sets with the same facts share a block, and the block of a parameter that is the same in all names none.
        IGrouping<string, (string Set, CommandParameterInfo Info)>[] groups =
            [.. places.GroupBy(place => string.Join('\n', Facts(place.Info, []).Lines()))];
        bool isEverywhere = groups.Length == 1 && places.Length == Sets.Count;
        return new ParameterText
        {
            Name = name,
            Text = Text(places[0].Info),
            Facts = [.. groups.Select(group => Facts(group.First().Info, isEverywhere ? [] : [.. group.Select(static place => place.Set)]))],
        };
    }

    private ParameterFacts Facts(CommandParameterInfo parameter, string[] sets)
    {
        Type type = Bare(parameter.ParameterType);
        string[] ways =
        [
            .. parameter.ValueFromPipelineByPropertyName ? ["ByPropertyName"] : Array.Empty<string>(),
            .. parameter.ValueFromPipeline ? ["ByValue"] : Array.Empty<string>(),
        ];
        return new ParameterFacts
        {
            Type = type.Name,
            Sets = sets,
            Aliases = [.. parameter.Aliases],
            AcceptedValues = Values(parameter, type.GetElementType() ?? type),
            IsRequired = parameter.IsMandatory,
            Position = parameter.Position < 0 ? null : parameter.Position,
            Default = Default(parameter, type),
            Pipeline = ways.Length == 0 ? "False" : $"True ({string.Join(", ", ways)})",
            TakesWildcards = parameter.Attributes.OfType<SupportsWildcardsAttribute>().Any(),
        };
    }

    private static IReadOnlyList<string> Values(CommandParameterInfo parameter, Type type) =>
        type.IsEnum ? Enum.GetNames(type)
        : parameter.Attributes.OfType<ValidateSetAttribute>().FirstOrDefault()?.ValidValues.ToArray() ?? [];

    private string Default(CommandParameterInfo parameter, Type type)
    {
        object? value = Property(parameter.Name)?.GetValue(_instance);
        return type == typeof(SwitchParameter) ? "False"
            : value is string or int ? Convert.ToString(value, CultureInfo.InvariantCulture)!
            : "None";
    }

    /// <summary>Its comment, and the range where the comment does not tell it.</summary>
    private IReadOnlyList<string> Text(CommandParameterInfo parameter)
    {
        IReadOnlyList<string> text = _comments.Paragraphs(Property(parameter.Name));
        if (text.Count == 0 || parameter.Attributes.OfType<ValidateRangeAttribute>().FirstOrDefault() is not ValidateRangeAttribute range)
        {
            return text;
        }

        string least = Convert.ToString(range.MinRange, CultureInfo.InvariantCulture)!;
        string most = Convert.ToString(range.MaxRange, CultureInfo.InvariantCulture)!;
        bool isOpen = range.MaxRange is int.MaxValue;
        return text.Any(line => line.Contains(least, StringComparison.Ordinal) && (isOpen || line.Contains(most, StringComparison.Ordinal)))
            ? text
            : [$"{text[0]} {(isOpen ? $"At least {least}." : $"{least} to {most}.")}", .. text.Skip(1)];
    }

    private static Type Bare(Type type) => Nullable.GetUnderlyingType(type) ?? type;
}
