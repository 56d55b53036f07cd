using System;
using System.Collections.Generic;
using System.Linq;
using BedrockPS.Models;
using BedrockPS.Protocol;

namespace BedrockPS.Resources;

/// <summary>What an answer says of one resource.</summary>
internal sealed class ResourceContent
{
    /// <param name="values">Its members.</param>
    /// <param name="shape">Their shape; null where nothing is known of it.</param>
    public ResourceContent(IReadOnlyDictionary<string, object?> values, ShapeDescription? shape)
    {
        Values = values;
        Shape = shape;
    }

    public IReadOnlyDictionary<string, object?> Values { get; }

    public ShapeDescription? Shape { get; }

    /// <summary>An answer whose one member is the resource itself is that resource.</summary>
    public static ResourceContent Of(OperationDescription operation, Dictionary<string, object?> answer) =>
        operation.Output is { Members: [{ Shape.Kind: ShapeKind.Structure } only] } && answer.Count <= 1
            ? new ResourceContent(answer.Map(only.Name), only.Shape)
            : new ResourceContent(answer, operation.Output);

    /// <summary>Shape of what an operation shows.</summary>
    public static ShapeDescription? Shown(OperationDescription operation) => Of(operation, []).Shape;

    /// <summary>
    /// The same, and what the request says of where it is: the service does not always repeat the agent of an alias, and without it
    /// the alias could not be piped on.
    /// </summary>
    public ResourceContent In(ResourceType type, OperationDescription operation, IReadOnlyDictionary<string, object?> request)
    {
        Dictionary<string, object?>? all = null;
        foreach (MemberDescription member in operation.Input?.Members ?? [])
        {
            if (member.Location == MemberLocation.Path
                && member.Name != type.PathIdentity
                && request.TryGetValue(member.Name, out object? parent)
                && First(type.Names(member.Name)) is null)
            {
                all ??= Values.ToDictionary(static value => value.Key, static value => value.Value);
                all[type.Names(member.Name).ElementAt(1)] = parent;
            }
        }

        return all is null ? this : new ResourceContent(all, Shape);
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
        Dictionary<string, object?> members = new(StringComparer.Ordinal);
        foreach (KeyValuePair<string, object?> member in Values)
        {
            members[member.Key] = member.Value;
        }

        type.ToInput?.Invoke(members);
        return ShapeFit.Fit(members, operation.Input!);
    }
}
