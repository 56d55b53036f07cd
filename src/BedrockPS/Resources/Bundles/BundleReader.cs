using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Protocol;

namespace BedrockPS.Resources;

/// <summary>Reads resources in the form in which they can be made again.</summary>
internal sealed class BundleReader
{
    private readonly ApiClient _api;

    public BundleReader(ApiClient api) => _api = api;

    /// <summary>Reads one, and what belongs to it.</summary>
    /// <param name="type">What it is.</param>
    /// <param name="key">What finds it.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="BedrockException">ResourceUnsupported, and whatever reading may give.</exception>
    public async Task<ResourceBundle> ReadAsync(ResourceType type, Dictionary<string, object?> key, CancellationToken cancellationToken)
    {
        if (type.Create is null || type.Get is null)
        {
            throw new BedrockException("ResourceUnsupported", $"The service can make no {type.Label} out of a description, so there is nothing to export.");
        }

        OperationDescription create = type.Operation(type.Create);
        ResourceContent content = await new ResourceApi(_api, type).GetAsync(key, cancellationToken).ConfigureAwait(false);
        Dictionary<string, object?> input = content.ToInput(type, create);
        Dictionary<string, object?> members = [];

        // In the description's order, whatever order the service answers in: so that versions of a file can be compared.
        foreach (MemberDescription member in create.Input!.Members)
        {
            if (member.Location != MemberLocation.Path
                && !member.IsIdempotencyToken
                && input.TryGetValue(member.Name, out object? value)
                && value is not null)
            {
                members[member.Name] = Ordered(value, member.Shape);
            }
        }

        ResourceBundle bundle = new(type, members);
        foreach (string name in type.Children)
        {
            await AddChildrenAsync(bundle, content, ResourceTypes.Named(name)!, cancellationToken).ConfigureAwait(false);
        }

        return bundle;
    }

    /// <summary>Members that say which resource a child belongs to, for one of the child's operations.</summary>
    public static Dictionary<string, object?> Place(ResourceType child, string operation, ResourceContent parent)
    {
        Dictionary<string, object?> members = [];
        foreach (MemberDescription member in child.Operation(operation).Input!.Members)
        {
            if (member.Location == MemberLocation.Path)
            {
                object? value = child.Defaults.TryGetValue(member.Name, out string? usual) ? usual : parent.First(child.Names(member.Name));
                if (value is not null)
                {
                    members[member.Name] = value;
                }
            }
        }

        return members;
    }

    private async Task AddChildrenAsync(ResourceBundle bundle, ResourceContent parent, ResourceType child, CancellationToken cancellationToken)
    {
        ResourceApi api = new(_api, child);
        foreach (ResourceContent item in await api.ListAsync(Place(child, child.List!, parent), cancellationToken).ConfigureAwait(false))
        {
            if (api.Locate(item, Place(child, child.Get!, parent)) is Dictionary<string, object?> key)
            {
                bundle.Children.Add(await ReadAsync(child, key, cancellationToken).ConfigureAwait(false));
            }
        }

        // The service lists what was changed last first.
        bundle.Children.Sort((left, right) => left.Type != right.Type ? 0 : string.CompareOrdinal(left.Name, right.Name));
    }

    private static object? Ordered(object? value, ShapeDescription shape) => value switch
    {
        Dictionary<string, object?> members when shape.Kind == ShapeKind.Structure => shape.Members
            .Where(member => members.TryGetValue(member.Name, out object? inner) && inner is not null)
            .ToDictionary(static member => member.Name, member => Ordered(members[member.Name], member.Shape)),
        Dictionary<string, object?> map when shape.Kind == ShapeKind.Map => map
            .OrderBy(static entry => entry.Key, StringComparer.Ordinal)
            .ToDictionary(static entry => entry.Key, entry => Ordered(entry.Value, shape.Element!)),
        List<object?> items when shape.Kind == ShapeKind.List => items.ConvertAll(item => Ordered(item, shape.Element!)),
        _ => value,
    };
}
