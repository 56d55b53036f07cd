using System.Collections.Generic;
using BedrockPS.Local.Catalogue;

namespace BedrockPS.Local.Resources;

/// <summary>
/// All that can be said of a resource, under every name an answer may use for it. <see cref="ShapeFiller"/> picks what an operation's
/// output asks for.
/// </summary>
internal static class ResourceFacts
{
    private static readonly string[] s_created = ["createdAt", "creationTime", "submitTime", "startedAt"];
    private static readonly string[] s_updated = ["updatedAt", "lastModifiedTime", "lastUpdatedAt"];

    /// <param name="resource">A resource.</param>
    /// <param name="parent">What it belongs to, if anything.</param>
    /// <param name="version">The version that is asked for; null for the draft, or where there are no versions.</param>
    public static Dictionary<string, object?> Of(Resource resource, Resource? parent, ResourceVersion? version = null)
    {
        ResourceKind kind = resource.Kind;
        string? status = version is null || resource.IsLeaving ? Progress.Status(resource) : version.Status;
        Dictionary<string, object?> facts = new(version?.Members ?? resource.Members);
        foreach (KeyValuePair<string, object?> usual in kind.Defaults)
        {
            facts[usual.Key] = facts.TryGetValue(usual.Key, out object? given) && given is not null ? given : usual.Value;
        }

        Name(facts, kind.Noun, "Id", resource.Id);
        Name(facts, kind.Noun, "Arn", version is not null && kind.Versions!.IsInArn ? resource.Arn + ":" + version.Number : resource.Arn);
        if (resource.Name.Length > 0)
        {
            Name(facts, kind.Noun, "Name", version?.Name ?? resource.Name);
        }

        if (status is not null)
        {
            Name(facts, kind.Noun, "Status", status);
        }

        if (kind.Versions is not null)
        {
            Name(facts, kind.Noun, "Version", version?.Number ?? kind.Versions.Draft);
        }

        if (parent is not null)
        {
            facts[parent.Kind.Noun + "Id"] = parent.Id;
            facts[parent.Kind.Noun + "Arn"] = parent.Arn;
        }

        Time(facts, s_created, version?.Created ?? resource.Created);
        Time(facts, s_updated, version?.Created ?? resource.Updated);
        if (resource.Course is not null && resource.FinalStatus is not null)
        {
            facts["endTime"] = facts["endedAt"] = resource.Updated;
        }

        if (Progress.Failure(resource) is string failure)
        {
            facts["failureMessage"] = facts["message"] = failure;
            facts["failureMessages"] = facts["failureReasons"] = facts["statusReasons"] = new List<object?> { failure };
        }

        facts["ownerAccountId"] = Arns.Account;
        kind.Facts?.Invoke(resource, facts);
        return facts;
    }

    private static void Name(Dictionary<string, object?> facts, string noun, string what, string value)
    {
        facts[noun + what] = value;
        facts[char.ToLowerInvariant(what[0]) + what.Substring(1)] = value;
    }

    private static void Time(Dictionary<string, object?> facts, string[] names, object time)
    {
        foreach (string name in names)
        {
            facts[name] = time;
        }
    }
}
