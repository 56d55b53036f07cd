using System;
using System.Collections.Generic;
using System.Linq;
using BedrockPS.Local.Catalogue;
using BedrockPS.Local.Serving;
using BedrockPS.Protocol;

namespace BedrockPS.Local.Resources;

/// <summary>Serves the operations of every kind of resource it is told of: makes, finds, lists, changes, versions and deletes them.</summary>
internal sealed class ResourceDesk
{
    private static readonly string[] s_tagMembers = ["tags", "jobTags", "modelTags"];

    private readonly OperationTable _table;

    public ResourceDesk(ResourceStore store, OperationTable table)
    {
        Store = store;
        _table = table;
    }

    public ResourceStore Store { get; }

    /// <summary>Takes the operations of a kind into the table.</summary>
    public ResourceKind Add(ResourceKind kind)
    {
        Serve(kind, kind.Create, call => Describe(call, Make(kind, call)));
        Serve(kind, kind.Get, call => GetOne(kind, call));
        Serve(kind, kind.List, call => List(kind, call));
        Serve(kind, kind.Update, call => Update(kind, call));
        Serve(kind, kind.Delete, call => Delete(kind, call));
        Serve(kind, kind.Stop, call => Act(kind, call, Stop));
        foreach (KeyValuePair<string, Action<OperationCall, Resource>> action in kind.Actions)
        {
            Serve(kind, action.Key, call => Act(kind, call, action.Value));
        }

        if (kind.Versions is VersionOperations versions)
        {
            Serve(kind, versions.Create, call => MakeVersion(kind, call));
            Serve(kind, versions.Get, call => GetOne(kind, call));
            Serve(kind, versions.List, call => ListVersions(call, Find(kind, call)));
            Serve(kind, versions.Delete, call => Delete(kind, call));
        }

        return kind;
    }

    /// <summary>Makes a resource of a request's members.</summary>
    /// <exception cref="ServiceFault">The request is wrong, the name is taken, or there are too many.</exception>
    public Resource Make(ResourceKind kind, OperationCall call)
    {
        Resource? parent = ParentOf(kind, call);
        string scope = ScopeOf(kind, call);
        string? token = call.Input.Text("clientRequestToken") ?? call.Input.Text("clientToken");
        if (token is not null && Store.List(call.Region, kind, scope).Find(made => made.RequestToken == token) is Resource known)
        {
            return known;
        }

        Dictionary<string, object?> members = new(call.Input);
        kind.Making?.Invoke(call, members);
        string name = call.Input.Text(ResourceAddress.NameMemberOf(kind, call.Operation)) ?? "";
        Resource made = Make(kind, call.Region, name, members, parent, scope, token);
        foreach (string tags in s_tagMembers)
        {
            ResourceTags.Add(made, ResourceTags.Read(call.Input.Get(tags)), call.Operation);
        }

        kind.Made?.Invoke(call, made);
        return made;
    }

    /// <summary>Makes a resource that no request has asked for by itself, such as the model of a job.</summary>
    public Resource Make(
        ResourceKind kind,
        string region,
        string name,
        Dictionary<string, object?> members,
        Resource? parent = null,
        string scope = "",
        string? token = null)
    {
        string id = kind.MakeId?.Invoke(members) ?? (kind.Service is "bedrock" or "bedrock-runtime" ? ResourceId.Small() : ResourceId.Capital());
        string arn = kind.Arn.Replace("{id}", id).Replace("{parent}", parent?.Id).Replace("{region}", region);
        foreach (KeyValuePair<string, object?> member in members)
        {
            arn = member.Value is string text ? arn.Replace("{" + member.Key + "}", text) : arn;
        }

        arn = arn.StartsWith("arn:", StringComparison.Ordinal) ? arn : Arns.Make(region, Arns.Account, arn);
        Resource resource = new(kind, region, scope, id, arn, name) { RequestToken = token };
        resource.Set(members);
        foreach (KeyValuePair<string, string> rename in kind.Renames)
        {
            if (members.Get(rename.Key) is object value)
            {
                resource.Set(rename.Value, value);
            }
        }

        return Store.Add(resource);
    }

    /// <summary>The resource a request is about.</summary>
    /// <exception cref="ServiceFault">ResourceNotFoundException.</exception>
    public Resource Find(ResourceKind kind, OperationCall call)
    {
        string identifier = ResourceAddress.IdentifierIn(call, kind);
        return Store.Find(call.Region, kind.Name, identifier, ScopeOf(kind, call))
            ?? throw NotFound(call, $"The {kind.Title} '{identifier}' does not exist.");
    }

    /// <summary>What belongs to it and is of that kind.</summary>
    public List<Resource> Children(Resource parent, ResourceKind kind, string? version = null) =>
        Store.List(parent.Region, kind, version is null ? parent.InnerScope : parent.InnerScope + "/" + version);

    /// <summary>The same in another scope, as a version of its parent keeps it.</summary>
    public void Copy(Resource resource, string scope)
    {
        Resource copy = new(resource.Kind, resource.Region, scope, resource.Id, resource.Arn + ":" + scope, resource.Name);
        copy.Set(resource.Members);
        Store.Add(copy);
    }

    /// <summary>An answer with a resource's members.</summary>
    public Answer Describe(OperationCall call, Resource resource, ResourceVersion? version = null) =>
        Answer.Of(ShapeFiller.Fill(call.Operation.Output, FactsOf(resource, version), resource.Kind.Noun));

    public Dictionary<string, object?> FactsOf(Resource resource, ResourceVersion? version = null)
    {
        Resource? parent = resource.Kind.Parent is ResourceKind kind
            ? Store.All(resource.Region).Find(r => r.Kind == kind && resource.Scope.Split('/').Contains(r.Id))
            : null;
        return ResourceFacts.Of(resource, parent, version);
    }

    /// <summary>Lets whatever is done by now be done, so that what it makes is there to be found.</summary>
    public void Settle(string region)
    {
        foreach (Resource resource in Store.All(region))
        {
            if (resource.Kind.Done is not null)
            {
                Progress.Status(resource);
            }
        }
    }

    private void Serve(ResourceKind kind, string? operation, Func<OperationCall, Answer> handler)
    {
        if (operation is not null)
        {
            _table.Add(kind.Service, operation, handler);
        }
    }

    private Answer GetOne(ResourceKind kind, OperationCall call)
    {
        Settle(call.Region);
        Resource resource = Find(kind, call);
        resource.Looks++;
        Answer answer = Describe(call, resource, VersionOf(kind, call, resource));
        if (resource.IsLeaving)
        {
            Store.Remove(resource);
        }

        return answer;
    }

    private Answer List(ResourceKind kind, OperationCall call)
    {
        Settle(call.Region);
        if (kind.Versions is VersionOperations { List: null } versions && call.Input.ContainsKey(ResourceAddress.IdentifierOf(kind)))
        {
            // With an identifier, the draft and versions of that one; without, the drafts of all.
            Resource one = Find(kind, call);
            call.Input.Remove(ResourceAddress.IdentifierOf(kind));
            return ResourceLists.Of(call, one.Versions.Select(version => FactsOf(one, version)).Prepend(FactsOf(one)));
        }

        ParentOf(kind, call);
        return ResourceLists.Of(call, Store.List(call.Region, kind, ScopeOf(kind, call)).Select(resource => FactsOf(resource)));
    }

    private Answer ListVersions(OperationCall call, Resource resource) =>
        ResourceLists.Of(call, resource.Versions.Select(version => FactsOf(resource, version)));

    private Answer Update(ResourceKind kind, OperationCall call)
    {
        Resource resource = Find(kind, call);
        string name = call.Input.Text(ResourceAddress.NameMemberOf(kind, call.Operation)) ?? resource.Name;
        if (Store.List(call.Region, kind, resource.Scope).Exists(other => other != resource && name.Length > 0 && other.Name == name))
        {
            throw ServiceFault.Conflict($"The {kind.Title} name '{name}' is already in use.");
        }

        kind.Updating?.Invoke(call, resource);
        foreach (MemberDescription member in call.Operation.Input!.Members)
        {
            object? value = call.Input.Get(member.Name);
            if (member.Location != MemberLocation.Path && (value is not null || call.Operation.Method == "PUT"))
            {
                resource.Set([new KeyValuePair<string, object?>(member.Name, value)]);
                if (value is not null && kind.Renames.TryGetValue(member.Name, out string? renamed))
                {
                    resource.Set(renamed, value);
                }
            }
        }

        resource.Name = name;
        resource.Updated = DateTimeOffset.UtcNow;
        kind.Updated?.Invoke(call, resource);
        return Describe(call, resource);
    }

    private Answer Delete(ResourceKind kind, OperationCall call)
    {
        Resource resource = Find(kind, call);
        if (ResourceAddress.VersionIn(call, kind) is string number)
        {
            if (!IsForced(call))
            {
                kind.Versions!.Deleting?.Invoke(call, resource, number);
            }

            ResourceVersion? version = resource.FindVersion(number);
            return version is not null && resource.RemoveVersion(number)
                ? Describe(call, resource, version)
                : throw ServiceFault.NotFound($"The {kind.Title} '{resource.Id}' has no version '{number}' that can be deleted.");
        }

        Remove(call, resource);
        return Describe(call, resource);
    }

    /// <summary>Deletes a resource, or begins to.</summary>
    /// <exception cref="ServiceFault">ConflictException: something holds it.</exception>
    public void Remove(OperationCall call, Resource resource)
    {
        ResourceKind kind = resource.Kind;
        kind.Deleting?.Invoke(call, resource);
        Resource? holder = IsForced(call) ? null : Store.All(resource.Region).Find(other =>
            kind.HeldBy.TryGetValue(other.Kind.Name, out string? member)
            && other.Members.Text(member) is string named && (named == resource.Arn || named == resource.Id));
        if (holder is not null)
        {
            throw ServiceFault.Conflict($"The {kind.Title} '{resource.Id}' is in use by the {holder.Kind.Title} '{holder.Id}'.");
        }

        if (kind.Course?.Leaving is null)
        {
            Store.Remove(resource);
        }
        else
        {
            resource.IsLeaving = true;
            Store.RemoveInner(resource);
        }
    }

    /// <summary>Whether the caller wants it deleted though something uses it.</summary>
    public static bool IsForced(OperationCall call) => call.Input.Flag("skipResourceInUseCheck") || call.Input.Flag("force");

    private Answer MakeVersion(ResourceKind kind, OperationCall call)
    {
        Resource resource = Find(kind, call);
        kind.Updating?.Invoke(call, resource);
        ResourceVersion version = resource.AddVersion();
        if (call.Input.Text("description") is string description)
        {
            version.Members = new Dictionary<string, object?>(version.Members) { ["description"] = description };
        }

        return Describe(call, resource, version);
    }

    private Answer Act(ResourceKind kind, OperationCall call, Action<OperationCall, Resource> action)
    {
        Resource resource = Find(kind, call);
        action(call, resource);
        return Describe(call, resource);
    }

    private static void Stop(OperationCall call, Resource resource)
    {
        if (!Progress.IsUnderWay(resource))
        {
            throw ServiceFault.Conflict($"The {resource.Kind.Title} '{resource.Id}' is {resource.FinalStatus} and cannot be stopped.");
        }

        resource.Work?.Stop();
        resource.FinalStatus = resource.Course!.Stopped;
        resource.Updated = DateTimeOffset.UtcNow;
    }

    private Resource? ParentOf(ResourceKind kind, OperationCall call) => kind.Parent is null ? null : Find(kind.Parent, call);

    private string ScopeOf(ResourceKind kind, OperationCall call)
    {
        if (ParentOf(kind, call) is not Resource parent)
        {
            return "";
        }

        if (kind.ParentVersion is not string member || call.Input.Text(member) is not string version)
        {
            return parent.InnerScope;
        }

        return version == parent.Kind.Versions!.Draft || parent.FindVersion(version) is not null
            ? parent.InnerScope + "/" + version
            : throw ServiceFault.NotFound($"The {parent.Kind.Title} '{parent.Id}' has no version '{version}'.");
    }

    /// <exception cref="ServiceFault">ResourceNotFoundException: it has no such version.</exception>
    private static ResourceVersion? VersionOf(ResourceKind kind, OperationCall call, Resource resource)
    {
        string? number = ResourceAddress.VersionIn(call, kind);
        return number is null || number == kind.Versions!.Draft
            ? null
            : resource.FindVersion(number) ?? throw ServiceFault.NotFound($"The {kind.Title} '{resource.Id}' has no version '{number}'.");
    }

    /// <summary>Some operations know no other error for it than that the request is wrong.</summary>
    private static ServiceFault NotFound(OperationCall call, string message) =>
        call.Operation.Errors.Contains("ResourceNotFoundException") ? ServiceFault.NotFound(message) : ServiceFault.Validation(message);
}
