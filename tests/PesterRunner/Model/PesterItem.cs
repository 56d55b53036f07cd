using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using System.Text.RegularExpressions;

namespace BedrockPS.PesterRunner.Model;

/// <summary>What Describe, Context and It have in common: a place in the tree and the case of -ForEach they stand for.</summary>
public abstract partial class PesterItem
{
    private static readonly object s_noCase = new();

    private readonly object? _case;
    private readonly bool _skip;

    /// <param name="parent">Null for the file itself.</param>
    /// <param name="name">May hold templates such as &lt;name&gt; and &lt;_.Path&gt;.</param>
    /// <param name="case">One element of -ForEach.</param>
    /// <param name="skip">By its own -Skip.</param>
    protected PesterItem(PesterBlock? parent, string name, object? @case, bool skip)
    {
        Parent = parent;
        _case = @case;
        _skip = skip;
        Name = Template().Replace(name, Fill);
    }

    public static object NoCase => s_noCase;

    public PesterBlock? Parent { get; }

    public string Name { get; }

    /// <summary>Names from the outermost block to this one.</summary>
    public string Path => Parent is { Parent: not null } ? $"{Parent.Path} {Name}" : Name;

    public bool IsSkipped => _skip || (Parent?.IsSkipped ?? false);

    /// <summary>The case's hashtable, whose keys are variables and parameters of the block; else null.</summary>
    public IDictionary? Data => PSObject.AsPSObject(_case ?? "").BaseObject as IDictionary;

    /// <summary>$_ and the variables the case gives, none without -ForEach.</summary>
    public IEnumerable<PSVariable> Variables()
    {
        if (ReferenceEquals(_case, s_noCase))
        {
            yield break;
        }

        yield return new PSVariable("_", _case);
        foreach (DictionaryEntry pair in Data ?? new Hashtable())
        {
            yield return new PSVariable(pair.Key.ToString(), pair.Value);
        }
    }

    /// <summary>Sets them in the scope that is current.</summary>
    public void SetVariables(SessionState state)
    {
        foreach (PSVariable variable in Variables())
        {
            state.PSVariable.Set(variable.Name, variable.Value);
        }
    }

    [GeneratedRegex("<(?<path>[\\w.]+)>")]
    private static partial Regex Template();

    private string Fill(Match match)
    {
        string[] path = match.Groups["path"].Value.Split('.');
        for (PesterItem? item = this; item is not null; item = item.Parent)
        {
            PSVariable? root = item.Variables().FirstOrDefault(variable =>
                variable.Name.Equals(path[0], System.StringComparison.OrdinalIgnoreCase));
            if (root is not null)
            {
                object? value = root.Value;
                foreach (string name in path.Skip(1))
                {
                    value = Member(value, name);
                }

                return value is null ? "$null" : PSObject.AsPSObject(value).ToString();
            }
        }

        return match.Value;
    }

    private static object? Member(object? owner, string name) => owner switch
    {
        null => null,
        PSObject { BaseObject: IDictionary map } => map[name],
        IDictionary map => map[name],
        IList list when int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out int index) && index < list.Count =>
            list[index],
        _ => PSObject.AsPSObject(owner).Properties[name]?.Value,
    };
}
