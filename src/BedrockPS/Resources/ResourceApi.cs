using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Models;
using BedrockPS.Protocol;

namespace BedrockPS.Resources;

/// <summary>Reads and changes resources of one type.</summary>
internal sealed class ResourceApi
{
    private readonly ApiClient _api;
    private readonly ResourceType _type;

    public ResourceApi(ApiClient api, ResourceType type)
    {
        _api = api;
        _type = type;
    }

    /// <summary>One in full.</summary>
    /// <param name="key">What the operation needs to find it.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<ResourceContent> GetAsync(Dictionary<string, object?> key, CancellationToken cancellationToken)
    {
        OperationDescription operation = _type.Operation(_type.Get!);
        return await RunAsync(operation, key, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>What an operation answered, freed of a wrapping that only repeats what it is.</summary>
    public async Task<ResourceContent> RunAsync(
        OperationDescription operation, Dictionary<string, object?> members, CancellationToken cancellationToken) =>
        ResourceContent
            .Of(_type, operation, await _api.CallAsync(_type.Service, operation.Name, members, cancellationToken).ConfigureAwait(false))
            .In(operation, members);

    /// <summary>
    /// The request that changes some of what one is made of. The service replaces all of it, so the rest is read first, to be sent again.
    /// </summary>
    /// <param name="changes">What finds it, and what is to be different.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<Dictionary<string, object?>> OverPresentAsync(Dictionary<string, object?> changes, CancellationToken cancellationToken)
    {
        OperationDescription update = _type.Operation(_type.Update!);
        Dictionary<string, object?> members = _type.Get is null
            ? []
            : (await GetAsync(Key(changes, _type.Update!), cancellationToken).ConfigureAwait(false)).ToInput(_type, update);
        foreach (KeyValuePair<string, object?> change in changes)
        {
            members.TryGetValue(change.Key, out object? present);
            members[change.Key] = update.Input!.FindMember(change.Key) is MemberDescription member
                ? PartialMembers.Merge(present, change.Value, member.Shape)
                : change.Value;
        }

        return members;
    }

    /// <summary>What shows a resource, told by a request about it.</summary>
    /// <param name="change">Members of that request.</param>
    /// <param name="operation">Whose request it is.</param>
    public Dictionary<string, object?> Key(IReadOnlyDictionary<string, object?> change, string operation)
    {
        OperationDescription get = _type.Operation(_type.Get!);
        Dictionary<string, object?> key = Members(get, change);
        if (ResourceKey.IdentityOf(get) is string identity
            && !key.ContainsKey(identity)
            && ResourceKey.IdentityOf(_type.Operation(operation)) is string other
            && change.TryGetValue(other, out object? value))
        {
            key[identity] = value;
        }

        return key;
    }

    /// <summary>
    /// Where one that has just been made is found, told by what making it answered and was given; null when that is not enough.
    /// </summary>
    public Dictionary<string, object?>? Locate(ResourceContent made, IReadOnlyDictionary<string, object?> given)
    {
        OperationDescription get = _type.Operation(_type.Get!);
        Dictionary<string, object?> key = [];
        foreach (MemberDescription member in get.Input?.Members ?? [])
        {
            object? value = member.Name == ResourceKey.IdentityOf(get)
                ? made.First(_type.Id) ?? made.First(_type.Arn)
                : made.First(_type.Names(member.Name)) ?? (given.TryGetValue(member.Name, out object? input) ? input : null);
            if (value is not null)
            {
                key[member.Name] = value;
            }
            else if (member.IsRequired)
            {
                return null;
            }
        }

        return key;
    }

    /// <summary>Those whose name is exactly this, upper and lower case being the same.</summary>
    /// <param name="name">The name.</param>
    /// <param name="members">What the list operation needs, such as the parent.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Their ids, each once.</returns>
    public async Task<IReadOnlyList<string>> FindByNameAsync(
        string name, Dictionary<string, object?> members, CancellationToken cancellationToken)
    {
        List<string> found = [];
        foreach (ResourceContent content in await ListAsync(members, cancellationToken).ConfigureAwait(false))
        {
            if ((IsCalled(content, _type.NameMember, name) || IsCalled(content, _type.ShortId, name))
                && (content.First(_type.Id) ?? content.First(_type.Arn)) is string id
                && !found.Contains(id))
            {
                found.Add(id);
            }
        }

        return found;
    }

    /// <summary>All there are.</summary>
    /// <param name="members">What the list operation needs, such as the parent.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<List<ResourceContent>> ListAsync(Dictionary<string, object?> members, CancellationToken cancellationToken)
    {
        OperationDescription list = _type.Operation(_type.List!);
        List<ResourceContent> found = [];
        foreach (Dictionary<string, object?> request in _type.Lists(Members(list, members)))
        {
            IAsyncEnumerator<Dictionary<string, object?>> pages =
                _api.CallPagesAsync(_type.Service, list.Name, request, cancellationToken).GetAsyncEnumerator(cancellationToken);
            try
            {
                while (await pages.MoveNextAsync().ConfigureAwait(false))
                {
                    found.AddRange(pages.Current.Maps(list.Paging?.ResultKey ?? "").Select(item => new ResourceContent(_type, item, null).In(list, request)));
                }
            }
            finally
            {
                await pages.DisposeAsync().ConfigureAwait(false);
            }
        }

        return found;
    }

    /// <summary>The one that has a name.</summary>
    /// <returns>Its id; null where none has it, or none may be listed.</returns>
    /// <exception cref="BedrockException">NameAmbiguous: several have it.</exception>
    public async Task<string?> FindOneAsync(string name, Dictionary<string, object?> members, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> found;
        try
        {
            found = await FindByNameAsync(name, members, cancellationToken).ConfigureAwait(false);
        }
        catch (BedrockException)
        {
            // Looking for a name is only an attempt to help; the first refusal is what the user should read.
            return null;
        }

        return found.Count > 1
            ? throw Ambiguous(_type, name, found)
            : found.FirstOrDefault();
    }

    /// <summary>That several have a name.</summary>
    public static BedrockException Ambiguous(ResourceType type, string name, IReadOnlyList<string> ids) =>
        new("NameAmbiguous", $"{ids.Count} {type.Label}s have the name {name}: {string.Join(", ", ids)}. Give the id.");

    private static bool IsCalled(ResourceContent content, string[] member, string name) =>
        string.Equals(content.First(member) as string, name, StringComparison.OrdinalIgnoreCase);

    /// <summary>Those of some members that an operation takes.</summary>
    public static Dictionary<string, object?> Members(OperationDescription operation, IReadOnlyDictionary<string, object?> members)
    {
        Dictionary<string, object?> known = [];
        foreach (KeyValuePair<string, object?> member in members)
        {
            if (operation.Input?.FindMember(member.Key) is MemberDescription description)
            {
                known[description.Name] = member.Value;
            }
        }

        return known;
    }
}
