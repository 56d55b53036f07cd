using System;
using System.Collections.Generic;
using BedrockPS.Local.Catalogue;

namespace BedrockPS.Local.Resources;

/// <summary>Something a control-plane operation has made.</summary>
internal sealed class Resource
{
    private readonly List<ResourceVersion> _versions = [];
    private int _versionsMade;

    /// <param name="kind">What it is.</param>
    /// <param name="region">Where it is.</param>
    /// <param name="scope">What it belongs to: the ids of its parents with slashes between; empty for most.</param>
    /// <param name="id">Its id, unique among its kind, region and scope.</param>
    /// <param name="arn">Its full name.</param>
    /// <param name="name">The name its maker gave it; empty for what has none.</param>
    public Resource(ResourceKind kind, string region, string scope, string id, string arn, string name)
    {
        Kind = kind;
        Region = region;
        Scope = scope;
        Id = id;
        Arn = arn;
        Name = name;
        Begin(kind.Course);
    }

    /// <summary>One that has been there from the beginning.</summary>
    /// <param name="kind">What it is.</param>
    /// <param name="region">Where it is.</param>
    /// <param name="scope">What it belongs to; empty for most.</param>
    /// <param name="id">Its id.</param>
    /// <param name="path">Type and id, as its ARN ends.</param>
    /// <param name="name">Its name; empty for what has none.</param>
    /// <param name="members">What its maker would have given.</param>
    public static Resource Standing(
        ResourceKind kind, string region, string scope, string id, string path, string name, Dictionary<string, object?> members)
    {
        Resource resource = new(kind, region, scope, id, Arns.Make(region, Arns.Account, path), name) { FinalStatus = kind.Course?.Done };
        resource.Set(members);
        return resource;
    }

    public ResourceKind Kind { get; }

    public string Region { get; }

    public string Scope { get; }

    /// <summary>Scope of what belongs to this.</summary>
    public string InnerScope => Scope.Length == 0 ? Id : Scope + "/" + Id;

    public string Id { get; }

    public string Arn { get; }

    public string Name { get; set; }

    public DateTimeOffset Created { get; } = DateTimeOffset.UtcNow;

    public DateTimeOffset Updated { get; set; } = DateTimeOffset.UtcNow;

    /// <summary>Members as its maker gave them, and what its kind adds. Replaced, never changed: others may be reading.</summary>
    public Dictionary<string, object?> Members { get; private set; } = [];

    public Dictionary<string, string> Tags { get; } = [];

    /// <summary>The statuses it is going through; null for what has none.</summary>
    public ResourceCourse? Course { get; private set; }

    /// <summary>When it set out on its course.</summary>
    public DateTimeOffset Since { get; private set; }

    /// <summary>How often it has been asked for since; what takes its time at AWS is done here after a few looks.</summary>
    public int Looks { get; set; }

    /// <summary>Status that stays: the end of its course, or one that was set by hand, such as Stopped.</summary>
    public string? FinalStatus { get; set; }

    /// <summary>What it does meanwhile; null for what only waits.</summary>
    public ResourceWork? Work { get; set; }

    /// <summary>Why it has not come to a good end, where its work says so.</summary>
    public string? Failure { get; set; }

    /// <summary>It is being deleted; the next who asks finds it so, and then it is gone.</summary>
    public bool IsLeaving { get; set; }

    /// <summary>Token of the request that made it: the same request again makes no second one.</summary>
    public string? RequestToken { get; init; }

    /// <summary>Numbered versions, oldest first; the resource itself is the draft.</summary>
    public IReadOnlyList<ResourceVersion> Versions
    {
        get
        {
            lock (_versions)
            {
                return _versions.ToArray();
            }
        }
    }

    public void Set(string member, object? value) => Members = new Dictionary<string, object?>(Members) { [member] = value };

    /// <summary>Adds members; null takes one away.</summary>
    public void Set(IEnumerable<KeyValuePair<string, object?>> changes)
    {
        Dictionary<string, object?> members = new(Members);
        foreach (KeyValuePair<string, object?> change in changes)
        {
            if (change.Value is null)
            {
                members.Remove(change.Key);
            }
            else
            {
                members[change.Key] = change.Value;
            }
        }

        Members = members;
    }

    /// <summary>Sets out on a course: its first status holds from now on.</summary>
    public void Begin(ResourceCourse? course)
    {
        Course = course;
        Since = DateTimeOffset.UtcNow;
        Looks = 0;
        FinalStatus = null;
    }

    /// <summary>Keeps the draft as it is now under the next number.</summary>
    public ResourceVersion AddVersion()
    {
        lock (_versions)
        {
            ResourceVersion version = new(++_versionsMade, Name, FinalStatus ?? Course?.Done, Members);
            _versions.Add(version);
            return version;
        }
    }

    public ResourceVersion? FindVersion(string number)
    {
        lock (_versions)
        {
            return _versions.Find(version => version.Number == number);
        }
    }

    public bool RemoveVersion(string number)
    {
        lock (_versions)
        {
            return _versions.RemoveAll(version => version.Number == number) > 0;
        }
    }
}
