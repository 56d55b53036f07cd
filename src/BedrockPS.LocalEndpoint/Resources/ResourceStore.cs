using System;
using System.Collections.Generic;
using System.Linq;
using BedrockPS.Local.Serving;

namespace BedrockPS.Local.Resources;

/// <summary>Everything control-plane operations have made in this endpoint, by region, kind and scope, in the order it was made.</summary>
internal sealed class ResourceStore
{
    private readonly object _gate = new();
    private readonly List<Resource> _resources = [];
    private readonly HashSet<string> _regions = new(StringComparer.Ordinal);
    private readonly List<Func<string, IEnumerable<Resource>>> _standing = [];

    /// <summary>Takes what makes something a region has from the beginning.</summary>
    public void AddStanding(Func<string, IEnumerable<Resource>> make) => _standing.Add(make);

    /// <summary>Keeps a new resource; a request that repeats its token gets what the first one made.</summary>
    /// <exception cref="ServiceFault">ConflictException: the name or id is taken. ServiceQuotaExceededException: there are too many.</exception>
    public Resource Add(Resource resource)
    {
        lock (_gate)
        {
            Begin(resource.Region);
            List<Resource> others = Among(resource.Region, resource.Kind, resource.Scope).ToList();
            if (resource.RequestToken is string token && others.Find(other => other.RequestToken == token) is Resource made)
            {
                return made;
            }

            if (others.Exists(other => other.Id == resource.Id || (other.Name.Length > 0 && other.Name == resource.Name)))
            {
                string taken = resource.Name.Length > 0 ? $"name '{resource.Name}'" : $"id '{resource.Id}'";
                throw ServiceFault.Conflict($"The {resource.Kind.Title} {taken} is already in use.");
            }

            if (others.Count >= resource.Kind.Quota)
            {
                throw ServiceFault.Quota($"There are {others.Count} of the kind {resource.Kind.Title} already, the most there can be.");
            }

            _resources.Add(resource);
            return resource;
        }
    }

    /// <summary>By id, ARN or name; null when there is none.</summary>
    public Resource? Find(string region, string kind, string identifier, string scope = "")
    {
        lock (_gate)
        {
            Begin(region);
            return _resources.Find(r =>
                r.Kind.Name == kind && r.Region == region && r.Scope == scope
                && (r.Id == identifier || r.Arn == identifier || (r.Name == identifier && r.Name.Length > 0 && !r.IsLeaving)));
        }
    }

    public Resource? FindByArn(string arn)
    {
        lock (_gate)
        {
            return _resources.Find(r => r.Arn == arn);
        }
    }

    /// <summary>Those that are not being deleted.</summary>
    public List<Resource> List(string region, ResourceKind kind, string scope = "")
    {
        lock (_gate)
        {
            Begin(region);
            return Among(region, kind, scope).ToList();
        }
    }

    /// <summary>Everything of a region, whatever it is.</summary>
    public List<Resource> All(string region)
    {
        lock (_gate)
        {
            Begin(region);
            return _resources.FindAll(r => r.Region == region && !r.IsLeaving);
        }
    }

    /// <summary>Takes it away with all that belongs to it.</summary>
    public void Remove(Resource resource)
    {
        RemoveInner(resource);
        lock (_gate)
        {
            _resources.Remove(resource);
        }
    }

    /// <summary>Takes away all that belongs to it.</summary>
    public void RemoveInner(Resource resource)
    {
        string inner = resource.InnerScope + "/";
        lock (_gate)
        {
            _resources.RemoveAll(r => r.Region == resource.Region && (r.Scope + "/").StartsWith(inner, StringComparison.Ordinal));
        }
    }

    private void Begin(string region)
    {
        if (_regions.Add(region))
        {
            _resources.AddRange(_standing.SelectMany(make => make(region)));
        }
    }

    private IEnumerable<Resource> Among(string region, ResourceKind kind, string scope) =>
        _resources.Where(r => r.Kind == kind && r.Region == region && r.Scope == scope && !r.IsLeaving);
}
