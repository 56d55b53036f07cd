using System;
using System.Collections.Generic;
using System.Linq;
using BedrockPS.Models;
using BedrockPS.Protocol;

namespace BedrockPS.Resources;

/// <summary>What an answer says of one resource.</summary>
internal sealed class ResourceContent
{
    private readonly ResourceType _type;

    /// <param name="type">What it is.</param>
    /// <param name="values">Its members.</param>
    /// <param name="shape">Their shape; null where nothing is known of it.</param>
    public ResourceContent(ResourceType type, IReadOnlyDictionary<string, object?> values, ShapeDescription? shape)
    {
        _type = type;
        Values = type.Complete is null ? values : Completed(type.Complete, values);
        Shape = shape;
    }

    public IReadOnlyDictionary<string, object?> Values { get; }

    public ShapeDescription? Shape { get; }

    /// <summary>An answer that wraps the resource in a member is that resource; what only repeats the request's path goes along.</summary>
    public static ResourceContent Of(ResourceType type, OperationDescription operation, Dictionary<string, object?> answer)
    {
        if (Only(operation) is not MemberDescription only || answer.Keys.Any(name => operation.Output!.FindMember(name) is null))
        {
            return new ResourceContent(type, answer, operation.Output);
        }

        Dictionary<string, object?> values = Copy(answer.Map(only.Name));
        foreach (KeyValuePair<string, object?> repeated in answer)
        {
            if (repeated.Key != only.Name)
            {
                values[repeated.Key] = repeated.Value;
            }
        }

        return new ResourceContent(type, values, only.Shape);
    }

    /// <summary>Shape of what an operation shows.</summary>
    public static ShapeDescription? Shown(OperationDescription operation) => Only(operation)?.Shape ?? operation.Output;

    /// <summary>
    /// The same, and what the request says of where it is: the service does not always repeat the agent of an alias, and without it
    /// the alias could not be piped on.
    /// </summary>
    public ResourceContent In(OperationDescription operation, IReadOnlyDictionary<string, object?> request)
    {
        Dictionary<string, object?>? all = null;
        foreach (MemberDescription member in operation.Input?.Members ?? [])
        {
            if (member.Location == MemberLocation.Path
                && member.Name != _type.PathIdentity
                && request.TryGetValue(member.Name, out object? parent)
                && First(_type.Names(member.Name)) is null)
            {
                all ??= Copy(Values);
                all[_type.Names(member.Name).ElementAt(1)] = parent;
            }
        }

        return all is null ? this : new ResourceContent(_type, all, Shape);
    }

    /// <summary>The first of some members that is there.</summary>
    public object? First(IEnumerable<string> names)
    {
        foreach (string name in names)
        {
            if (Values.TryGetValue(name, out object? value) && value is not null)
            {
                return value;
            }
        }

        return null;
    }

    /// <summary>The same as members of an operation that makes or changes one: what it knows, under the names it uses.</summary>
    public Dictionary<string, object?> ToInput(ResourceType type, OperationDescription operation)
    {
        Dictionary<string, object?> members = Copy(Values);
        type.ToInput?.Invoke(members);
        return ShapeFit.Fit(members, operation.Input!);
    }

    /// <summary>The one structure of an answer that tells nothing else but where it is; null where there is more.</summary>
    private static MemberDescription? Only(OperationDescription operation)
    {
        MemberDescription? only = null;
        foreach (MemberDescription member in operation.Output?.Members ?? [])
        {
            if (member.Shape.Kind == ShapeKind.Structure && only is null)
            {
                only = member;
            }
            else if (operation.Input?.FindMember(member.Name) is not { Location: MemberLocation.Path })
            {
                return null;
            }
        }

        return only;
    }

    private static Dictionary<string, object?> Completed(Action<Dictionary<string, object?>> complete, IReadOnlyDictionary<string, object?> values)
    {
        Dictionary<string, object?> members = Copy(values);
        complete(members);
        return members;
    }

    private static Dictionary<string, object?> Copy(IReadOnlyDictionary<string, object?> values)
    {
        Dictionary<string, object?> members = new(StringComparer.Ordinal);
        foreach (KeyValuePair<string, object?> member in values)
        {
            members[member.Key] = member.Value;
        }

        return members;
    }
}
