using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using BedrockPS.Api;
using BedrockPS.Protocol;
using BedrockPS.Resources;

namespace BedrockPS.Cmdlets;

/// <summary>Makes resources out of what was read of others.</summary>
public abstract class ImportResourceCmdlet : ConnectedCmdlet
{
    /// <summary>
    /// What differs here, a hashtable of old and new: role ARNs, KMS keys, ids of knowledge bases, account numbers. An entry replaces
    /// texts that are the old one, and parts of texts that stand between characters other than letters, digits, - and _.
    /// </summary>
    [Parameter]
    public IDictionary? Map { get; set; }

    /// <summary>
    /// Members of the operation that makes the resource, to be used in place of what was read; $null leaves one out. Of tags, which are
    /// not exported, too: @{ tags = @{ team = 'search' } }.
    /// </summary>
    [Parameter]
    public IDictionary? Parameter { get; set; }

    /// <summary>
    /// Changes the resource that has the name already, and with it what belongs to it; what is there beyond that is left alone, with a
    /// warning. Without this, a name that is taken is an error.
    /// </summary>
    [Parameter]
    public SwitchParameter Update { get; set; }

    /// <summary>The time-out is that of the wait.</summary>
    private protected override int? CallTimeoutSec => null;

    /// <param name="bundle">What to make.</param>
    /// <param name="api">Where to.</param>
    /// <param name="name">Its new name; null: as it was.</param>
    private protected void Import(ResourceBundle bundle, ApiClient api, string? name)
    {
        bundle = new ReferenceMap(MapOf(Map), api.Region).Apply(bundle);
        if (name is not null)
        {
            bundle.Content[bundle.NameMember ?? throw new BedrockException("ParameterInvalid", $"A {bundle.Type.Label} has no name to change.")] = name;
        }

        Override(bundle);
        using WatchLimits limits = new(WaitLimit);
        BundleImport import = new(api, limits, Update);
        string? existing = Wait(import.FindAsync(bundle, StopToken));
        string action = existing is not null && Update ? bundle.Type.Update ?? "Update" : bundle.Type.Create!;
        if (!ShouldProcess($"{bundle.Title} in {api.Region}", action))
        {
            return;
        }

        ResourceContent made = Wait(import.RunAsync(bundle, existing, StopToken), $"{bundle.Title} in {api.Region}");
        foreach (string extra in import.Extra)
        {
            WriteWarning($"The {bundle.Title} also has the {extra}, which was left alone.");
        }

        WriteObject(ResourceView.Of(bundle.Type, made, api.Region));
    }

    private void Override(ResourceBundle bundle)
    {
        ShapeDescription input = bundle.Type.Operation(bundle.Type.Create!).Input!;
        foreach (KeyValuePair<string, object?> member in PlainValue.ToMap(Parameter, "-Parameter"))
        {
            MemberDescription known = input.Members.FirstOrDefault(candidate => candidate.Name.Equals(member.Key, System.StringComparison.OrdinalIgnoreCase))
                ?? throw new BedrockException(
                    "ParameterInvalid",
                    $"-Parameter: {bundle.Type.Create} has no member {member.Key}{NearestName.Hint(member.Key, input.Members.Select(static candidate => candidate.Name))}.");
            bundle.Content[known.Name] = MemberValue.Leaf(member.Value, known.Shape, "Parameter");
            if (member.Value is null)
            {
                bundle.Content.Remove(known.Name);
            }
        }
    }

    private static Dictionary<string, string> MapOf(IDictionary? map) => map is null
        ? []
        : map.Keys.Cast<object>().ToDictionary(static key => key.ToString()!, key => LanguagePrimitives.ConvertTo<string>(map[key]));
}
