using System;
using System.Collections.Generic;
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
