using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;

namespace BedrockPS.Resources;

/// <summary>
/// Replaces what differs between accounts: roles, keys, ids, account numbers. It is found as a whole text, and as a part between
/// characters that end words, so that one number changes all ARNs that hold it.
/// </summary>
internal sealed class ReferenceMap
{
    private static readonly Regex s_model = new(@"(?<=^arn:aws[a-z-]*:bedrock:)[a-z0-9-]+(?=::foundation-model/)", RegexOptions.CultureInvariant);

    private readonly Dictionary<string, string> _replacements;
    private readonly Regex? _any;
    private readonly string _region;

    /// <param name="replacements">What is to be replaced, and by what.</param>
    /// <param name="region">Region of the destination: foundation models are named as they are there.</param>
    public ReferenceMap(IReadOnlyDictionary<string, string> replacements, string region)
    {
        _region = region;
        _replacements = replacements.Where(static pair => pair.Key.Length > 0).ToDictionary(static pair => pair.Key, static pair => pair.Value, StringComparer.Ordinal);

        // All in one go, the longest first: that a becomes b and b becomes a must not end in two of one kind.
        _any = _replacements.Count == 0
            ? null
            : new Regex(
                $"(?<![A-Za-z0-9_-])(?:{string.Join("|", _replacements.Keys.OrderByDescending(static key => key.Length).Select(Regex.Escape))})(?![A-Za-z0-9_-])",
                RegexOptions.CultureInvariant);
    }

    /// <summary>The same with all that is to be replaced replaced, at any depth. Names of members stay.</summary>
    public object? Apply(object? value) => value switch
    {
        string text => Replaced(text),
        Dictionary<string, object?> members => members.ToDictionary(static member => member.Key, member => Apply(member.Value)),
        List<object?> items => items.ConvertAll(Apply),
        _ => value,
    };

    /// <summary>The same for a bundle and what belongs to it.</summary>
    public ResourceBundle Apply(ResourceBundle bundle)
    {
        ResourceBundle mapped = new(bundle.Type, (Dictionary<string, object?>)Apply((object?)bundle.Content)!);
        mapped.Children.AddRange(bundle.Children.Select(Apply));
        return mapped;
    }

    private string Replaced(string text) =>
        s_model.Replace(_any is null ? text : _any.Replace(text, found => _replacements[found.Value]), _region);
}
