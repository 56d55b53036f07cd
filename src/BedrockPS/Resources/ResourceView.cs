using System.Management.Automation;
using BedrockPS.Api;
using BedrockPS.Protocol;

namespace BedrockPS.Resources;

/// <summary>
/// A resource as an object of PowerShell's: a member the service names differently from answer to answer has all its names, so
/// that it pipes into whatever takes it, and the region goes along.
/// </summary>
internal static class ResourceView
{
    public static PSObject Of(ResourceType type, ResourceContent content, string region)
    {
        PSObject result = ResourceObject.From(type.Name, content.Values, content.Shape);
        string typeName = "BedrockPS." + type.Name;
        if (result.TypeNames[0] != typeName)
        {
            result.TypeNames.Insert(0, typeName);
        }

        foreach (string[] group in type.Groups())
        {
            Unite(result, group);
        }

        if (result.Properties["Region"] is null)
        {
            result.Properties.Add(new PSNoteProperty("Region", region));
        }

        return result;
    }

    private static void Unite(PSObject result, string[] group)
    {
        string? present = null;
        foreach (string name in group)
        {
            if (result.Properties[name] is PSPropertyInfo { Value: not null } property)
            {
                present = property.Name;
                break;
            }
        }

        if (present is null)
        {
            return;
        }

        foreach (string name in group)
        {
            if (result.Properties[name] is null)
            {
                result.Properties.Add(new PSAliasProperty(ResourceObject.Pascal(name), present));
            }
        }
    }
}
